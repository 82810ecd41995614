/**
 * A person sets a password: by the link that an administrator handed over, once, or in exchange for the present one.
 * Either way the sessions that the former password began are over.
 */
import { localPermission } from '../../directory/local-permission.ts';
import type { RealmContext } from '../../directory/realm-context.ts';
import { CordboardError } from '../../errors.ts';
import { checkPassword as checkRules } from '../../passwords/password-rules.ts';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';
import type { HubSession } from '../find-hub-session.ts';
import { openLocalSession, settleFormerSession } from '../open-session.ts';
import { startTrace } from '../refuse-sign-in.ts';
import { resumeApp } from '../resume-app.ts';
import { hashSecret } from '../send-authn-request.ts';
import { markBrowser } from './known-browser.ts';
import {
  auditPassword,
  endLocalSessions,
  type LocalSignInDependencies,
  type LocalVisitor,
} from './local-dependencies.ts';
import type { SignedInLocally } from './local-flow.ts';
import { beginTry, changeKeys, endTry, takeTryBack } from './local-throttle.ts';

export interface NewPassword {
  readonly password: string;
  /** Typed a second time. */
  readonly repeated: string;
}

const assertAcceptable = ({ password, repeated }: NewPassword, user: UserRecord): void => {
  if (password !== repeated) {
    throw new CordboardError('local.repetition', { expected: 'the same password twice' });
  }
  checkRules(password, { login: user.login, name: user.displayName ?? '' });
};

const linkOver = (): CordboardError =>
  new CordboardError('local.link_unknown', { expected: 'a link that was not used, replaced or withdrawn' });

type PersonReader = Pick<StorageWriter, 'findCredentialByLink' | 'findUser'>;

const findPerson = async (
  reader: PersonReader,
  realmId: string,
  linkHash: string,
  now: number,
): Promise<{ readonly user: UserRecord; readonly hadPassword: boolean }> => {
  const credential = await reader.findCredentialByLink(realmId, linkHash, now);
  const user = credential === null ? null : await reader.findUser(realmId, credential.userId);
  if (credential === null || user === null || !user.enabled) {
    throw linkOver();
  }
  return { user, hadPassword: credential.passwordHash !== null };
};

/**
 * Whose password the link sets. Looking uses nothing up: scanners of links look as well.
 *
 * @throws CordboardError `local.link_unknown`
 */
export const personOfLink = async (
  dependencies: Pick<LocalSignInDependencies, 'storage' | 'clock'>,
  realm: RealmContext,
  token: string,
): Promise<UserRecord> => {
  const { storage, clock } = dependencies;
  return (await findPerson(storage.read, realm.view.realm.id, hashSecret(token), clock())).user;
};

/** Signed in when the person may sign in so now; otherwise the password waits for that. */
export type SetPasswordResult = SignedInLocally | { readonly kind: 'set' };

/**
 * @throws CordboardError `local.link_unknown`, `local.repetition`, `password.length`, `password.guessable`, `password.busy`
 */
export const setPasswordByLink = async (
  dependencies: LocalSignInDependencies,
  realm: RealmContext,
  input: NewPassword & LocalVisitor & { readonly token: string },
): Promise<SetPasswordResult> => {
  const realmId = realm.view.realm.id;
  assertAcceptable(input, await personOfLink(dependencies, realm, input.token));
  const passwordHash = await dependencies.passwords.hash(input.password);
  return dependencies.storage.write(async (writer) => {
    const now = dependencies.clock();
    // Whoever comes second finds the link used.
    const { user } = await findPerson(writer, realmId, hashSecret(input.token), now);
    const credential = { passwordHash, changedAt: now, linkHash: null, linkExpiresAt: null };
    await writer.putCredential({ userId: user.id, realmId, ...credential });
    await endLocalSessions(writer, user, { now });
    await auditPassword(dependencies, writer, realm, { user, action: 'set', address: input.address });
    return signIn(dependencies, writer, realm, { ...input, user });
  });
};

const signIn = async (
  dependencies: LocalSignInDependencies,
  writer: StorageWriter,
  realm: RealmContext,
  person: LocalVisitor & { readonly user: UserRecord },
): Promise<SetPasswordResult> => {
  const { id: realmId, settings } = realm.view.realm;
  const { user, formerSession: formerSecret, knownBrowser } = person;
  const now = dependencies.clock();
  const permission = localPermission(realm.view, user, now);
  if (permission === null) {
    return { kind: 'set' };
  }
  const trace = startTrace(dependencies, realm);
  trace.about({ userId: user.id });
  trace.passed('local-sign-in', 'password', `set by a link, ${user.login}`);
  trace.passed('local-sign-in', 'permission', permission.by);
  const session = await trace.stage('open-session', () =>
    openLocalSession(dependencies, writer, { id: realmId, settings }, { userId: user.id, until: permission.until }),
  );
  await settleFormerSession(dependencies, writer, { session: session.record, formerSecret });
  trace.passed('open-session', 'session', `until ${new Date(session.record.expiresAt).toISOString()}`);
  const location = await trace.stage('resume-app', () => resumeApp(realm, { kind: 'launchpad' }));
  await writer.putAttempt(trace.succeed(now));
  const mark = markBrowser(dependencies, realmId, { userId: user.id, knownBrowser });
  return { kind: 'signed-in', session, location, knownBrowser: mark };
};

export interface ChangePasswordInput extends NewPassword {
  readonly present: string;
  readonly address: string;
}

const verifyPresent = async (
  dependencies: LocalSignInDependencies,
  session: HubSession,
  input: ChangePasswordInput,
): Promise<string> => {
  const { storage, passwords, clock } = dependencies;
  const keys = changeKeys(session.user.realmId, session.user.login);
  const credential = await storage.read.findCredential(session.user.realmId, session.user.id);
  const stored = credential?.passwordHash ?? null;
  if (stored === null) {
    throw new CordboardError('local.no_password', { received: session.user.login });
  }
  await beginTry(dependencies, keys);
  let matches: boolean;
  try {
    matches = await passwords.verify(input.present, stored);
  } catch (error) {
    await storage.write((writer) => takeTryBack(writer, keys, clock()));
    throw error;
  }
  if (!matches) {
    throw new CordboardError('local.wrong_password', { received: session.user.login });
  }
  await storage.write((writer) => endTry(writer, keys, clock()));
  return stored;
};

/**
 * Changes the password of somebody who is signed in; this session goes on, the others that it began end.
 *
 * @throws CordboardError `local.no_password`, `local.throttled`, `local.wrong_password`, `local.repetition`,
 * `password.length`, `password.guessable`, `password.busy`
 */
export const changePassword = async (
  dependencies: LocalSignInDependencies,
  realm: RealmContext,
  session: HubSession,
  input: ChangePasswordInput,
): Promise<void> => {
  const { user, record } = session;
  const stored = await verifyPresent(dependencies, session, input);
  assertAcceptable(input, user);
  const passwordHash = await dependencies.passwords.hash(input.password);
  await dependencies.storage.write(async (writer) => {
    const now = dependencies.clock();
    const credential = await writer.findCredential(user.realmId, user.id);
    if (credential === null || credential.passwordHash !== stored) {
      throw new CordboardError('local.wrong_password', { expected: 'the present password', received: 'a former one' });
    }
    await writer.putCredential({ ...credential, passwordHash, changedAt: now });
    await endLocalSessions(writer, user, { now, exceptIdHash: record.idHash });
    await auditPassword(dependencies, writer, realm, { user, action: 'changed', address: input.address });
  });
};
