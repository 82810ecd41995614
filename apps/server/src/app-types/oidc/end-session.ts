/**
 * The end of an RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0). The library checked the
 * request: the id_token_hint is ours, and post_logout_redirect_uri is registered exactly. Whoever
 * shows an ID token of the person signs them out of the hub; without one, the hub's own page asks.
 */
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { HubSessionRecord } from '../../storage/ports/session-store.ts';
import { currentUnit } from './unit-of-work.ts';

export interface HubCookie {
  readonly name: string;
  readonly path: string;
}

export interface EndSessionOptions {
  readonly hubCookie: HubCookie;
  readonly secure: boolean;
  /** The session behind the value of the hub cookie, also one that does not count at present; null when there is none. */
  readonly findRecord: (cookieValue: string) => Promise<HubSessionRecord | null>;
  /** Where the person lands without a post_logout_redirect_uri. */
  readonly signedOutUrl: string;
  /** Where the browser goes when a session has ended: on to what it was to see, or to the identity provider first. */
  readonly leave: (record: HubSessionRecord, landing: string | null) => string;
  /** Where the person can sign out by hand. */
  readonly askUrl: string;
}

const isChecked = (ctx: KoaContextWithOIDC): boolean =>
  ctx.oidc.route === 'end_session' && 'postLogoutRedirectUri' in (ctx.oidc.session?.state ?? {});

/** Null for our own page. */
const landingUrl = (ctx: KoaContextWithOIDC): string | null => {
  const { postLogoutRedirectUri, state } = ctx.oidc.session?.state ?? {};
  if (typeof postLogoutRedirectUri !== 'string') {
    return null;
  }
  const url = new URL(postLogoutRedirectUri);
  if (typeof state === 'string') {
    url.searchParams.set('state', state);
  }
  return url.href;
};

const redirect = (ctx: KoaContextWithOIDC, location: string): void => {
  ctx.status = 303;
  ctx.redirect(location);
  ctx.remove('content-security-policy');
  ctx.body = '';
};

/** The session that the browser has, with the user whom it is of. One that does not count at present is found by its cookie. */
const presented = async (ctx: KoaContextWithOIDC, options: EndSessionOptions): Promise<HubSessionRecord | null> => {
  const { browser } = currentUnit();
  if (browser != null) {
    return browser.record;
  }
  const value = ctx.cookies.get(options.hubCookie.name, { signed: false });
  return value === undefined || value === '' ? null : options.findRecord(value);
};

/** Answers in the library's place; requests that are not a checked logout are left alone. */
export const finishEndSession = async (ctx: KoaContextWithOIDC, options: EndSessionOptions): Promise<void> => {
  if (!isChecked(ctx)) {
    return;
  }
  const unit = currentUnit();
  const record = await presented(ctx, options);
  const isMeant = record !== null && ctx.oidc.entities.IdTokenHint?.payload['sub'] === record.userId;
  if (!isMeant) {
    // Somebody who is signed in is asked; for anybody else there is nothing to end.
    redirect(ctx, unit.browser == null ? (landingUrl(ctx) ?? options.signedOutUrl) : options.askUrl);
    return;
  }
  unit.endHubSession(record.idHash);
  const { name, path } = options.hubCookie;
  ctx.cookies.set(name, null, { path, httpOnly: true, sameSite: 'lax', secure: options.secure, signed: false });
  redirect(ctx, options.leave(record, landingUrl(ctx)));
};
