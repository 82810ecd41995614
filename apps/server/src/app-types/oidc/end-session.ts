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

/** Answers in the library's place; requests that are not a checked logout are left alone. */
export const finishEndSession = (ctx: KoaContextWithOIDC, options: EndSessionOptions): void => {
  if (!isChecked(ctx)) {
    return;
  }
  const unit = currentUnit();
  const { browser } = unit;
  if (browser == null) {
    redirect(ctx, landingUrl(ctx) ?? options.signedOutUrl);
    return;
  }
  if (ctx.oidc.entities.IdTokenHint?.payload['sub'] !== browser.user.id) {
    redirect(ctx, options.askUrl);
    return;
  }
  unit.endHubSession(browser.record.idHash);
  const { name, path } = options.hubCookie;
  ctx.cookies.set(name, null, { path, httpOnly: true, sameSite: 'lax', secure: options.secure, signed: false });
  redirect(ctx, options.leave(browser.record, landingUrl(ctx)));
};
