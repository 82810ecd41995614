/**
 * The end of a test of a connection. Nobody is signed in and nothing is created: what the answer said about the person
 * is kept for the administrator to look at, and whether it was about an administrator of the place.
 */
import type { MatchSettings } from '@cordboard/contract/tenant-settings';
import type { AttemptTrace } from '../attempts/attempt-trace.ts';
import { describeCertificate } from '../directory/keys/describe-certificate.ts';
import { recordKeyNews } from '../directory/keys/key-dues.ts';
import type { RealmContext } from '../directory/realm-context.ts';
import { CordboardError } from '../errors.ts';
import type { ConnectionTestRecord } from '../storage/ports/connection-test-store.ts';
import type { KeyRecord } from '../storage/ports/directory-store.ts';
import type { SignInTarget } from '../storage/ports/sign-in-store.ts';
import type { StorageReader, StorageWriter } from '../storage/ports/storage.ts';
import type { UserRecord } from '../storage/ports/user-store.ts';
import type { ClaimedIdentity } from './map-claims.ts';
import type { ParkedSignIn } from './parked-sign-in.ts';
import type { SignInDependencies } from './sign-in-dependencies.ts';
import { sealTestClaims } from './test-claims.ts';

/** The stage's name in the attempt. */
export const FINISH_TEST = 'finish-test';

/** The answer of a test that waits for its end. */
export interface ParkedTest {
  readonly parked: ParkedSignIn;
  readonly test: string;
}

export interface FinishTestInput {
  readonly realm: RealmContext;
  readonly tested: ParkedTest;
  readonly match: MatchSettings;
  readonly claimed: ClaimedIdentity;
}

/** Keeps what the answer said, also when it cannot be mapped: the claims are what has to be corrected then. */
export const keepTestClaims = async (
  dependencies: Pick<SignInDependencies, 'sealer'>,
  writer: StorageWriter,
  { test, parked }: ParkedTest,
): Promise<void> => {
  const record = await writer.findConnectionTest(test);
  if (record !== null) {
    const sealedClaims = sealTestClaims(dependencies.sealer, record, parked.identity);
    await writer.putConnectionTest({ ...record, sealedClaims });
  }
};

/** Ties the attempt to the test that it is made for. */
export const noteTestBegun = async (
  writer: StorageWriter,
  target: SignInTarget,
  begun: Pick<ConnectionTestRecord, 'attemptId' | 'signingKeyId'>,
): Promise<void> => {
  const record = target.kind === 'test' ? await writer.findConnectionTest(target.test) : null;
  if (record !== null) {
    await writer.putConnectionTest({ ...record, ...begun });
  }
};

/** As the page of keys tells them apart. */
const describeKey = ({ id, purpose, certificate }: KeyRecord, now: number): string =>
  certificate === null
    ? `${purpose} ${id}`
    : `${purpose}, SHA-256 fingerprint ${describeCertificate(certificate, now).fingerprintSha256}`;

/** An accepted answer shows that the identity provider takes the key that signed, and encrypts to the one that opened it. */
const noteTestedKeys = async (
  writer: StorageWriter,
  record: ConnectionTestRecord,
  decryptionKeyId: string | undefined,
  now: number,
): Promise<readonly string[]> => {
  if (record.staged) {
    // It says nothing of the identity provider in use.
    return [];
  }
  const view = await writer.findRealmViewById(record.realmId);
  const used = [record.signingKeyId, decryptionKeyId ?? null];
  const keyIds = (view?.keys ?? []).map(({ id }) => id).filter((id) => used.includes(id));
  const news = { connectionId: record.connectionId, keyIds, what: 'tested', at: now } as const;
  await recordKeyNews(writer, record.serviceProviderId, news);
  return (view?.keys ?? []).filter(({ id }) => keyIds.includes(id)).map((key) => describeKey(key, now));
};

/** The user that a sign-in would find, without any rule that would refuse it. */
const findUser = async (
  reader: StorageReader,
  realmId: string,
  { linkKey, email }: ClaimedIdentity,
): Promise<UserRecord | null> => {
  const linked = linkKey === null ? null : await reader.findUserByLink(linkKey);
  const found = linked === null && email !== null ? await reader.findUsersByEmail(realmId, email) : [];
  return linked ?? (found.length === 1 ? (found[0] ?? null) : null);
};

/**
 * Notes whom the answer was about and ends the test.
 *
 * @returns login of the administrator whom it was about, or null
 * @throws CordboardError `sign-in.result_unknown` when the test is gone or was finished already
 */
export const finishTest = async (
  dependencies: Pick<SignInDependencies, 'sealer' | 'clock' | 'recogniseAdministrator'>,
  writer: StorageWriter,
  { realm, tested, match, claimed }: FinishTestInput,
  trace: AttemptTrace,
): Promise<string | null> => {
  const record = await writer.findConnectionTest(tested.test);
  if (record === null || record.finishedAt !== null) {
    throw new CordboardError('sign-in.result_unknown', { expected: 'a test under way' });
  }
  const { company, environment, realm: realmRecord } = realm.view;
  const user = await findUser(writer, realmRecord.id, claimed);
  const emails = [claimed.email, user?.email ?? null].filter((email) => email !== null);
  const place = { companyId: company.id, environmentId: environment.id };
  let recognisedAs: string | null = null;
  for (const email of emails) {
    recognisedAs ??= await dependencies.recogniseAdministrator(writer, email, place);
  }
  const domain = claimed.email?.slice(claimed.email.lastIndexOf('@') + 1).toLowerCase();
  const domainHolds = domain === undefined || match.allowAnyEmailDomain || match.emailDomains.includes(domain);
  trace.note(FINISH_TEST, 'user of the realm', user === null ? 'none' : user.login);
  trace.note(
    FINISH_TEST,
    'e-mail domain',
    domainHolds ? 'one of the connection' : `not one of the connection: ${domain}`,
  );
  trace.note(FINISH_TEST, 'administrator', recognisedAs ?? 'none that is known here');
  const now = dependencies.clock();
  const keys = await noteTestedKeys(writer, record, tested.parked.decryptionKeyId, now);
  trace.note(FINISH_TEST, 'keys of ours', keys.length === 0 ? 'none' : keys.join(', '));
  await writer.putConnectionTest({
    ...record,
    finishedAt: now,
    recognisedAs,
    sealedClaims: sealTestClaims(dependencies.sealer, record, tested.parked.identity),
  });
  return recognisedAs;
};
