/**
 * The cookies of the administration. All are HttpOnly, SameSite=Strict and for the whole host; over https
 * they carry the `__Host-` prefix, so that no other host and no plain-http page can plant one.
 */
import type { CookieSerializeOptions } from '@fastify/cookie';
import { KNOWN_BROWSER_MS } from '../../administrators/known-browser.ts';
import type { OpenedSession } from '../../administrators/sessions.ts';
import type { AnswerCookie } from './call.ts';

export interface AdminCookies {
  /** Names, as requests carry them. */
  readonly session: string;
  readonly step: string;
  readonly knownBrowser: string;
  /** What a browser gets that signed in: its session, its mark, and no step any more. */
  signedIn(session: OpenedSession): readonly AnswerCookie[];
  /**
   * The same through a company, without the mark: it would give whoever runs the company's identity provider a counter
   * of failures at the password.
   */
  signedInThroughCompany(session: OpenedSession): readonly (AnswerCookie & { readonly value: string })[];
  /** A step under way. */
  begun(pending: string, seconds: number): readonly AnswerCookie[];
  signedOut(): readonly AnswerCookie[];
}

/** @param installationUrl decides over prefix and Secure */
export const createAdminCookies = (installationUrl: string): AdminCookies => {
  const secure = installationUrl.startsWith('https:');
  const prefix = secure ? '__Host-' : '';
  const session = `${prefix}cordboard-admin`;
  const step = `${prefix}cordboard-admin-step`;
  const knownBrowser = `${prefix}cordboard-admin-browser`;
  const options: CookieSerializeOptions = { path: '/', httpOnly: true, sameSite: 'strict', secure };
  const lasting = (maxAge: number): CookieSerializeOptions => ({ ...options, maxAge });
  const noStep: AnswerCookie = { name: step, value: null, options };

  return {
    session,
    step,
    knownBrowser,
    signedIn: (opened) => [
      // Without an age: it ends with the browser, and on the server after 12 hours at the latest.
      { name: session, value: opened.cookie, options },
      { name: knownBrowser, value: opened.knownBrowser, options: lasting(KNOWN_BROWSER_MS / 1000) },
      noStep,
    ],
    signedInThroughCompany: (opened) => [{ name: session, value: opened.cookie, options }],
    begun: (pending, seconds) => [{ name: step, value: pending, options: lasting(seconds) }],
    signedOut: () => [{ name: session, value: null, options }, noStep],
  };
};
