/**
 * The library's session, made anew from the hub session at every request instead of being stored.
 * There is no second cookie and no second lifetime: who is signed in at the hub is signed in here,
 * and nobody else. The library writes a session that was touched, so this one cannot be touched.
 */
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { HubSession } from './hub-session.ts';
import { currentUnit } from './unit-of-work.ts';

type ProviderSession = InstanceType<Provider['Session']>;

const deriveSession = (provider: Provider, hubSession: HubSession | null): ProviderSession => {
  const session = new provider.Session();
  if (hubSession !== null) {
    session.uid = hubSession.record.idHash;
    session.accountId = hubSession.user.id;
    session.loginTs = Math.floor(hubSession.record.authenticatedAt / 1000);
    if (hubSession.record.method === 'local') {
      // RFC 8176; what an identity provider asked for is its own matter.
      session.amr = ['pwd'];
    }
  }
  Object.defineProperty(session, 'touched', { value: false, writable: false, configurable: false });
  return session;
};

/** Replaces the library's way to find the session of a request. */
export const deriveSessions = (
  provider: Provider,
  findBrowserSession: (ctx: KoaContextWithOIDC) => Promise<HubSession | null>,
): void => {
  provider.Session.get = async (context) => {
    const ctx = context as KoaContextWithOIDC;
    const unit = currentUnit();
    const found = await findBrowserSession(ctx);
    if (found !== null) {
      unit.remember(found);
    }
    unit.browser = found;
    const session = deriveSession(provider, found);
    ctx.oidc.entity('Session', session);
    return session;
  };
};
