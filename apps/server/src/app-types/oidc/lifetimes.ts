/**
 * Lifetimes of what the issuer hands out, in seconds. Each is the shortest of what the app allows
 * and what is left of the hub session, so nothing outlives the sign-in that it came from.
 */
import type { Configuration } from 'oidc-provider';
import type { RealmView } from '../../storage/ports/directory-store.ts';
import { isOidcApp, type OidcApp } from './clients.ts';
import { remainingSeconds } from './hub-session.ts';
import { currentUnit } from './unit-of-work.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How long a person may take to sign in. */
const INTERACTION_SECONDS = HOUR;
/** Time between the redirect with the code and its exchange. */
const CODE_SECONDS = MINUTE;
/** An ID token is proof of a sign-in that just happened. */
const ID_TOKEN_SECONDS = 10 * MINUTE;

const leftOfSession = (sessionUid: string | undefined): number => {
  const unit = currentUnit();
  const session = unit.knownHubSession(sessionUid) ?? unit.browser;
  return session == null ? 1 : remainingSeconds(session, unit.now());
};

const appOf = (view: RealmView, clientId: string | undefined): OidcApp | undefined =>
  view.apps.filter(isOidcApp).find((app) => app.slug === clientId);

/** The `ttl` part of the library's configuration. */
export const lifetimes = (view: RealmView): NonNullable<Configuration['ttl']> => {
  const { idleMinutes } = view.realm.settings;
  return {
    Interaction: INTERACTION_SECONDS,
    AuthorizationCode: (_ctx, code) => Math.min(CODE_SECONDS, leftOfSession(code.sessionUid)),
    // Refreshing is use of the hub session, so a client is made to come before idle time ends it.
    AccessToken: (_ctx, token) =>
      Math.min(
        (appOf(view, token.clientId)?.settings.accessTokenMinutes ?? 5) * MINUTE,
        idleMinutes * MINUTE,
        leftOfSession(token.sessionUid),
      ),
    RefreshToken: (_ctx, token) => {
      const whole = (appOf(view, token.clientId)?.settings.refreshTokenHours ?? 1) * HOUR;
      return Math.max(1, Math.min(whole - token.totalLifetime(), leftOfSession(token.sessionUid)));
    },
    IdToken: (ctx) => {
      const { AuthorizationCode: code, RefreshToken: refreshToken } = ctx.oidc.entities;
      return Math.min(ID_TOKEN_SECONDS, leftOfSession(code?.sessionUid ?? refreshToken?.sessionUid));
    },
    Grant: () => leftOfSession(undefined),
    Session: HOUR,
  };
};
