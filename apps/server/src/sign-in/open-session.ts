/**
 * Stage 9: the hub session. It decides alone whether a person is signed in, always begins with a new
 * secret, and ends no later than the identity provider's own session says.
 */
import type { RealmSettings } from '@cordboard/contract/tenant-settings';
import { CordboardError } from '../errors.ts';
import type { HubSessionRecord, LocalSessionRecord, SamlSessionRecord } from '../storage/ports/session-store.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import { assertNotEnded } from './assert-not-ended.ts';
import { idpSessionKey, sealIdpSession } from './idp-session.ts';
import type { ParkedSignIn } from './parked-sign-in.ts';
import { hashSecret } from './send-authn-request.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';

export interface OpenedSession {
  readonly record: HubSessionRecord;
  /** Value of the session cookie; only its hash is stored. */
  readonly secret: string;
}

/**
 * Settles the session that this browser had. Somebody else's ends: what apps derived from it must not outlive the
 * change of person at a shared workplace. The same person's lives on, because apps hold tokens from it, and ends
 * together with its successor.
 */
export const settleFormerSession = async (
  dependencies: Pick<SignInDependencies, 'clock'>,
  writer: StorageWriter,
  present: { readonly session: HubSessionRecord; readonly formerSecret: string | undefined },
): Promise<'none' | 'ended, it was of another user' | 'replaced'> => {
  const { session, formerSecret } = present;
  if (formerSecret === undefined || formerSecret === '') {
    return 'none';
  }
  const former = await writer.findSession(hashSecret(formerSecret), dependencies.clock());
  if (former === null || former.realmId !== session.realmId) {
    return 'none';
  }
  if (former.userId === session.userId) {
    await writer.setFormerSession(session.idHash, former.idHash);
    return 'replaced';
  }
  await writer.endSession(former.idHash);
  return 'ended, it was of another user';
};

type Unsaved = Omit<SamlSessionRecord, OwnFields> | Omit<LocalSessionRecord, OwnFields>;
type OwnFields = 'idHash' | 'createdAt' | 'lastSeenAt';

/** Stores a session under a new secret. */
const begin = async (
  dependencies: Pick<SignInDependencies, 'clock' | 'random'>,
  writer: StorageWriter,
  session: (idHash: string) => Unsaved,
): Promise<OpenedSession> => {
  const now = dependencies.clock();
  const secret = Buffer.from(dependencies.random(32)).toString('base64url');
  const idHash = hashSecret(secret);
  const record: HubSessionRecord = { ...session(idHash), idHash, createdAt: now, lastSeenAt: now };
  await writer.putSession(record);
  return { record, secret };
};

/** A session by user name and password: it began now, and ends with the permission to sign in so. */
export const openLocalSession = (
  dependencies: Pick<SignInDependencies, 'clock' | 'random'>,
  writer: StorageWriter,
  realm: { readonly id: string; readonly settings: RealmSettings },
  person: { readonly userId: string; readonly until: number | null },
): Promise<OpenedSession> => {
  const now = dependencies.clock();
  const longest = now + realm.settings.sessionMinutes * 60_000;
  return begin(dependencies, writer, () => ({
    method: 'local',
    realmId: realm.id,
    userId: person.userId,
    authenticatedAt: now,
    authnContext: null,
    expiresAt: Math.min(longest, person.until ?? longest),
  }));
};

/**
 * @throws CordboardError `sign-in.result_unknown` when the identity provider's session ran out meanwhile, `sign-in.ended_at_idp`
 * when it was ended.
 */
export const openSession = async (
  dependencies: Pick<SignInDependencies, 'clock' | 'random' | 'sealer'>,
  writer: StorageWriter,
  realm: { readonly id: string; readonly settings: RealmSettings },
  parked: ParkedSignIn,
  userId: string,
): Promise<OpenedSession> => {
  const { identity } = parked;
  const key = idpSessionKey(parked.connectionId, identity);
  await assertNotEnded(writer, key);
  const now = dependencies.clock();
  const longest = now + realm.settings.sessionMinutes * 60_000;
  const expiresAt = Math.min(longest, identity.sessionNotOnOrAfter ?? longest);
  if (expiresAt <= now) {
    throw new CordboardError('sign-in.result_unknown', { expected: 'a session that lasts', received: 'an ended one' });
  }
  const idpSession = { nameId: identity.nameId, sessionIndex: identity.sessionIndex };
  return begin(dependencies, writer, (idHash) => ({
    method: 'saml',
    realmId: realm.id,
    userId,
    serviceProviderId: parked.serviceProviderId,
    connectionId: parked.connectionId,
    idpEntityId: identity.issuer,
    sealedIdpSession: sealIdpSession(dependencies.sealer, realm.id, idHash, idpSession),
    idpSubjectHash: key?.subjectHash ?? null,
    authenticatedAt: identity.authnInstant,
    authnContext: identity.authnContext,
    expiresAt,
  }));
};
