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

/** Who is signed in, as the portal shows it. */
export const sessionView = async (parts: AdminParts, session: AdminSession): Promise<SessionView> => {
  const { read } = parts.storage;
  const { administrator, record, grants } = session;
  const { id, login, name, passwordHash, sealedTotp } = administrator;
  return {
    administrator: { id, login, name },
    grants: await grantViews(read, grants),
    session: {
      method: record.method,
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
