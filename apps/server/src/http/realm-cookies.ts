/**
 * The cookies of a realm. All are HttpOnly, SameSite=Lax and limited to the realm's path; over https
 * they carry the `__Secure-` prefix, so that no plain-http page can plant one.
 */
import { createHash } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { RealmContext } from '../directory/realm-context.ts';
import { KNOWN_BROWSER_MS } from '../sign-in/local/known-browser.ts';

export interface RealmCookie {
  readonly name: string;
  readonly options: CookieSerializeOptions;
}

const prefix = (realm: RealmContext): string => (realm.secure ? '__Secure-' : '');

const cookie = (realm: RealmContext, name: string, path: string, maxAge?: number): RealmCookie => ({
  name: `${prefix(realm)}${name}`,
  options: {
    path,
    httpOnly: true,
    sameSite: 'lax',
    secure: realm.secure,
    ...(maxAge !== undefined && { maxAge }),
  },
});

/** Name and path of the session cookie; without an age, so that it ends with the browser. */
export const sessionCookie = (realm: RealmContext): RealmCookie => cookie(realm, 'cordboard-session', realm.basePath);

/** One cookie for each request under way, so that parallel tabs do not disturb each other. */
export const requestCookie = (realm: RealmContext, requestId: string): RealmCookie => {
  const short = createHash('sha256').update(requestId).digest('hex').slice(0, 16);
  return cookie(realm, `cordboard-request-${short}`, `${realm.basePath}/sign-in`, 15 * 60);
};

/** The connection that was used last: a slug pair, no secret. */
export const rememberedCookie = (realm: RealmContext): RealmCookie =>
  cookie(realm, 'cordboard-connection', realm.basePath, 180 * 24 * 60 * 60);

/** Ties a form with a password to the browser that it was shown in. */
export const formCookie = (realm: RealmContext): RealmCookie =>
  cookie(realm, 'cordboard-form', realm.basePath, 24 * 60 * 60);

/** The mark of a browser in which people signed in with their passwords. */
export const knownBrowserCookie = (realm: RealmContext): RealmCookie =>
  cookie(realm, 'cordboard-known', realm.basePath, KNOWN_BROWSER_MS / 1000);

/** Set for a minute when an unsolicited answer made us send a request of our own. */
export const restartCookie = (realm: RealmContext): RealmCookie =>
  cookie(realm, 'cordboard-restart', `${realm.basePath}/sign-in`, 60);
