/**
 * Sessions of administrators. They end 12 hours after their beginning, and after an hour without use. A
 * session says who somebody is and never what they may do: grants are read on every request.
 */
import { CordboardError } from '../errors.ts';
import type { AdminIdpSession, AdminSessionRecord } from '../storage/ports/administration-store.ts';
import type { RoleGrant, StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import type { AdministratorDependencies, Visitor } from './administrator-dependencies.ts';
import { recordEvent } from './events.ts';
import { markBrowser } from './known-browser.ts';
import { hashToken, newToken } from './token.ts';

const MINUTE = 60_000;
const SESSION_MS = 12 * 60 * MINUTE;
const IDLE_MS = 60 * MINUTE;
/** Use is noted at most this often, so that reading costs no write. */
const TOUCH_MS = MINUTE;
/** How long after a sign-in the ways of signing in may be changed. */
export const FRESH_MS: number = 15 * MINUTE;
const MAX_USER_AGENT = 300;

/** What a browser gets when it signed in. */
export interface OpenedSession {
  readonly administratorId: string;
  /** Value of the session cookie. */
  readonly cookie: string;
  readonly expiresAt: number;
  /** Value of the cookie that marks the browser as known. */
  readonly knownBrowser: string;
}

/** A session that holds, with what its administrator may do now. */
export interface AdminSession {
  readonly record: AdminSessionRecord;
  readonly administrator: StoredAdministrator;
  readonly grants: readonly RoleGrant[];
}

type Dependencies = Pick<AdministratorDependencies, 'storage' | 'clock'>;

/** The browser's earlier session is over, whoever it belonged to: it has one cookie. */
const endPresented = async (writer: StorageWriter, visitor: Visitor, now: number): Promise<void> => {
  if (visitor.sessionCookie === null) return;
  const former = await writer.findAdminSession(hashToken(visitor.sessionCookie), now);
  if (former !== null) await writer.endAdminSession(former.administratorId, former.idHash);
};

/** Opens a session with a new identifier, and notes the sign-in. */
export const openAdminSession = async (
  dependencies: Pick<AdministratorDependencies, 'clock' | 'random' | 'sealer' | 'audit'>,
  writer: StorageWriter,
  options: {
    readonly administrator: Pick<StoredAdministrator, 'id' | 'login' | 'name'>;
    /** How, e.g. `password+totp`. */
    readonly method: string;
    readonly visitor: Visitor;
    /** The one company that it reaches; all that the administrator may unless set. */
    readonly limitedTo?: string;
    /** Where it came from, if from an identity provider that can end it. */
    readonly idpSession?: AdminIdpSession | null;
  },
): Promise<OpenedSession> => {
  const { administrator, method, visitor, limitedTo = null, idpSession = null } = options;
  const now = dependencies.clock();
  await endPresented(writer, visitor, now);
  const token = newToken(dependencies.random);
  const expiresAt = now + SESSION_MS;
  await writer.putAdminSession({
    idHash: token.hash,
    administratorId: administrator.id,
    method,
    address: visitor.address,
    userAgent: visitor.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
    limitedTo,
    idpSession,
  });
  await writer.noteSignIn(administrator.id, now);
  await recordEvent(dependencies.audit, writer, {
    administrator,
    action: 'administrator.signed-in',
    fields: [{ name: 'method', from: null, to: method }],
    address: visitor.address,
  });
  return {
    administratorId: administrator.id,
    cookie: token.value,
    expiresAt,
    knownBrowser: markBrowser(dependencies, administrator.id),
  };
};

/** An owner's grant belongs to no company, so it is never among those of a session that is limited to one. */
const reachable = ({ limitedTo }: AdminSessionRecord, grants: readonly RoleGrant[]): readonly RoleGrant[] =>
  limitedTo === null ? grants : grants.filter(({ companyId }) => companyId === limitedTo);

/**
 * Null for an unknown, ended, expired or idle session, when its administrator was disabled or deleted, and when no role
 * is left in the one company that it reaches.
 *
 * @param idHash hash of the cookie
 */
export const findAdminSessionByHash = async (
  { storage, clock }: Dependencies,
  idHash: string,
): Promise<AdminSession | null> => {
  const now = clock();
  const record = await storage.read.findAdminSession(idHash, now);
  if (record === null || now - record.lastSeenAt >= IDLE_MS) return null;
  const administrator = await storage.read.findAdministrator(record.administratorId);
  if (administrator === null || !administrator.enabled) return null;
  const grants = reachable(record, await storage.read.listGrants(administrator.id));
  if (grants.length === 0 && record.limitedTo !== null) return null;
  if (now - record.lastSeenAt >= TOUCH_MS) {
    await storage.write((writer) => writer.touchAdminSession(record.idHash, now));
  }
  return { record, administrator, grants };
};

/** The session of a cookie. */
export const findAdminSession = async (
  dependencies: Dependencies,
  cookie: string | null,
): Promise<AdminSession | null> =>
  cookie === null || cookie === '' ? null : findAdminSessionByHash(dependencies, hashToken(cookie));

/** The sessions of one administrator that hold, newest first. */
export const listAdminSessions = async (
  { storage, clock }: Dependencies,
  administratorId: string,
): Promise<readonly AdminSessionRecord[]> => {
  const now = clock();
  const records = await storage.read.listAdminSessions(administratorId, now);
  return records.filter(({ lastSeenAt }) => now - lastSeenAt < IDLE_MS);
};

/** Signs out. */
export const endOwnSession = (
  { storage, audit }: Pick<AdministratorDependencies, 'storage' | 'audit'>,
  { record, administrator }: Pick<AdminSession, 'record' | 'administrator'>,
  address: string,
): Promise<void> =>
  storage.write(async (writer) => {
    if (!(await writer.endAdminSession(administrator.id, record.idHash))) return;
    await recordEvent(audit, writer, { administrator, action: 'administrator.signed-out', address });
  });

/** Ends one other session of the same administrator, or all of them; returns how many ended. */
export const endOtherSessions = (
  { storage, audit }: Pick<AdministratorDependencies, 'storage' | 'audit'>,
  { record, administrator }: Pick<AdminSession, 'record' | 'administrator'>,
  options: { readonly only?: string | undefined; readonly address: string },
): Promise<number> =>
  storage.write(async (writer) => {
    const { only, address } = options;
    if (only === record.idHash) return 0;
    const ended =
      only === undefined
        ? await writer.endAdminSessions(administrator.id, record.idHash)
        : Number(await writer.endAdminSession(administrator.id, only));
    if (ended > 0) {
      await recordEvent(audit, writer, {
        administrator,
        action: 'administrator.sessions-ended',
        fields: [{ name: 'sessions', from: null, to: String(ended) }],
        address,
      });
    }
    return ended;
  });

/**
 * Asks for a sign-in of the last 15 minutes before ways of signing in change: whoever finds an open browser
 * must not make themselves at home.
 *
 * @throws `administrator.not_fresh`
 */
export const requireFresh = (
  { clock }: Pick<Dependencies, 'clock'>,
  { record }: Pick<AdminSession, 'record'>,
): void => {
  if (clock() - record.createdAt >= FRESH_MS) {
    throw new CordboardError('administrator.not_fresh', {
      expected: 'a sign-in within the last 15 minutes',
      hint: 'Sign in again, then repeat the change.',
    });
  }
};
