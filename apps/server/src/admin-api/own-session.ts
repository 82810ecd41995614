/** What the handlers about one's own account begin with, and what they show. */
import type { SessionView } from '@cordboard/contract/admin-api/session';
import type { Visitor } from '../administrators/administrator-dependencies.ts';
import type { OwnAccount } from '../administrators/own-account.ts';
import {
  type AdminSession,
  FRESH_MS,
  findAdminSession,
  findAdminSessionByHash,
  type OpenedSession,
} from '../administrators/sessions.ts';
import { CordboardError } from '../errors.ts';
import type { AdminParts } from './admin-parts.ts';
import { grantViews } from './grant-view.ts';
import type { AdminCookies } from './http/admin-cookies.ts';
import type { Answer, Call } from './http/call.ts';

type AnyCall = Pick<Call, 'cookies' | 'address' | 'userAgent'>;

/** The browser of a call. */
export const visitorOf = (call: AnyCall, cookies: AdminCookies): Visitor => ({
  address: call.address,
  userAgent: call.userAgent === '' ? null : call.userAgent,
  sessionCookie: call.cookies[cookies.session] ?? null,
  knownBrowserCookie: call.cookies[cookies.knownBrowser] ?? null,
});

/** The frame found the session a moment ago. */
const requireSession = (session: AdminSession | null): AdminSession => {
  if (session === null) {
    throw new CordboardError('admin.unauthenticated', { expected: 'a session that holds' });
  }
  return session;
};

/** The caller's own account, on a route for whoever is signed in. */
export const ownAccountOf = async (
  parts: AdminParts,
  { actor, address }: Pick<Call, 'actor' | 'address'>,
): Promise<OwnAccount> => {
  const found = actor.kind === 'administrator' ? await findAdminSessionByHash(parts, actor.sessionHash) : null;
  return { session: requireSession(found), address };
};

/**
 * The same for what concerns the account and not the session alone: how it signs in, and its other sessions. Whoever came
 * through a company must not reach by it what the account may do elsewhere.
 *
 * @throws CordboardError `administrator.limited_session`
 */
export const wholeAccountOf = async (parts: AdminParts, call: Pick<Call, 'actor' | 'address'>): Promise<OwnAccount> => {
  const own = await ownAccountOf(parts, call);
  if (own.session.record.limitedTo !== null) {
    throw new CordboardError('administrator.limited_session', { expected: 'a sign-in with a password or passkey' });
  }
  return own;
};

/** Who is signed in, as the portal shows it. */
export const sessionView = async (parts: AdminParts, session: AdminSession): Promise<SessionView> => {
  const { read } = parts.storage;
  const { administrator, record, grants } = session;
  const { id, login, name, passwordHash, sealedTotp } = administrator;
  const company = record.limitedTo === null ? null : await read.findCompanyById(record.limitedTo);
  return {
    administrator: { id, login, name },
    grants: await grantViews(read, grants),
    session: {
      method: record.method,
      limitedTo: company === null ? null : { slug: company.slug, name: company.name },
      createdAt: record.createdAt,
      expiresAt: record.expiresAt,
      freshUntil: record.createdAt + FRESH_MS,
    },
    hasPassword: passwordHash !== null,
    secondFactors: {
      totp: sealedTotp !== null,
      passkeys: (await read.listPasskeys(id)).length,
      recoveryCodes: await read.countRecoveryCodes(id),
    },
    passkeysAvailable: parts.relyingParty !== null,
  };
};

/** The view of a session by its cookie. */
const viewOfCookie = async (parts: AdminParts, cookie: string | null): Promise<SessionView> =>
  sessionView(parts, requireSession(await findAdminSession(parts, cookie)));

/** The answer to a sign-in that is complete. */
export const signedInAnswer = async (
  parts: AdminParts,
  opened: OpenedSession,
  cookies: AdminCookies,
): Promise<Answer & { readonly body: { readonly status: 'signed-in'; readonly session: SessionView } }> => ({
  body: { status: 'signed-in', session: await viewOfCookie(parts, opened.cookie) },
  cookies: cookies.signedIn(opened),
});
