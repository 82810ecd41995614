/**
 * Stage local-sign-in: are the user name and the password right, and may this person sign in so? Unknown, disabled, not
 * allowed and wrong cost the same time and look the same to the person; the attempt tells the administrator which.
 */
import type { AttemptTrace } from '../../attempts/attempt-trace.ts';
import { type LocalPermission, localPermission } from '../../directory/local-permission.ts';
import type { RealmContext } from '../../directory/realm-context.ts';
import { CordboardError } from '../../errors.ts';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import type { UserRecord } from '../../storage/ports/user-store.ts';
import { browserOf } from './known-browser.ts';
import type { LocalSignInDependencies, LocalVisitor } from './local-dependencies.ts';
import { beginTry, endTry, type TryKeys, takeTryBack, tryKeys } from './local-throttle.ts';

const STAGE = 'local-sign-in';

export interface PasswordTry {
  readonly login: string;
  readonly password: string;
}

/** A password that was right, until it is written down that it was. */
export interface CheckedPassword {
  readonly user: UserRecord;
  readonly permission: LocalPermission;
  readonly storedHash: string;
  /** With the present parameters, when the stored one has others. */
  readonly renewedHash: string | null;
  readonly keys: TryKeys;
}

/** What was typed as a login may be a password: only its beginning is kept. */
const shortened = (login: string): string => `${login.slice(0, 2)}… (${login.length} characters)`;

interface Found {
  readonly user: UserRecord | null;
  readonly storedHash: string | null;
  readonly matches: boolean;
}

type Judged = Omit<CheckedPassword, 'keys' | 'renewedHash'>;

const judge = (realm: RealmContext, found: Found, login: string, now: number): Judged => {
  const { user, storedHash, matches } = found;
  if (user === null) {
    throw new CordboardError('local.unknown_user', {
      expected: 'the login of a user of this realm',
      received: shortened(login),
      hint: 'Letter case counts. The e-mail address is not the login, unless it was declared so.',
    });
  }
  if (!user.enabled) {
    throw new CordboardError('user.disabled', { received: user.login });
  }
  const permission = localPermission(realm.view, user, now);
  if (permission === null) {
    throw new CordboardError('local.not_allowed', {
      expected: 'a user who keeps local sign-in in this realm',
      received: `${user.login}, in mode ${realm.view.realm.ssoMode}`,
    });
  }
  if (storedHash === null) {
    throw new CordboardError('local.no_password', { expected: 'a password that was set', received: user.login });
  }
  if (!matches) {
    throw new CordboardError('local.wrong_password', { received: user.login });
  }
  return { user, permission, storedHash };
};

/** A try that the hub had no time for is no failure of the person. */
const verify = async (
  dependencies: LocalSignInDependencies,
  tried: { readonly password: string; readonly storedHash: string | null },
  keys: TryKeys,
): Promise<boolean> => {
  try {
    return await dependencies.passwords.verify(tried.password, tried.storedHash);
  } catch (error) {
    await dependencies.storage.write((writer) => takeTryBack(writer, keys, dependencies.clock()));
    throw error;
  }
};

/**
 * @throws CordboardError `local.throttled`, `local.unknown_user`, `user.disabled`, `local.not_allowed`,
 * `local.no_password`, `local.wrong_password`, `password.busy`.
 */
export const checkPassword = async (
  dependencies: LocalSignInDependencies,
  realm: RealmContext,
  input: PasswordTry & Pick<LocalVisitor, 'address' | 'knownBrowser'>,
  trace: AttemptTrace,
): Promise<CheckedPassword> => {
  const { storage, passwords, clock } = dependencies;
  const { login, password, address, knownBrowser } = input;
  const realmId = realm.view.realm.id;
  const user = await storage.read.findUserByLogin(realmId, login);
  const credential = await storage.read.findCredential(realmId, user?.id ?? '');
  const browser = user === null ? null : browserOf(dependencies, realmId, { userId: user.id, knownBrowser });
  if (user !== null) {
    trace.about({ userId: user.id });
  }
  const keys = tryKeys(realmId, { login, browser, address });
  await beginTry(dependencies, keys);
  trace.passed(STAGE, 'pace', browser === null ? 'by account and address' : 'by account, in a known browser');
  const storedHash = credential?.passwordHash ?? null;
  const matches = await verify(dependencies, { password, storedHash }, keys);
  const judged = judge(realm, { user, storedHash, matches }, login, clock());
  trace.passed(STAGE, 'user', judged.user.login);
  trace.passed(STAGE, 'permission', judged.permission.by);
  trace.passed(STAGE, 'password');
  const renewedHash = passwords.isOutdated(judged.storedHash) ? await passwords.hash(password) : null;
  return { ...judged, renewedHash, keys };
};

/**
 * Within the commit that opens the session: the password may have been changed, or the user disabled, while it was
 * being checked.
 */
export const confirmPassword = async (
  writer: StorageWriter,
  checked: CheckedPassword,
  now: number,
): Promise<UserRecord> => {
  const { realmId, id: userId, login } = checked.user;
  const user = await writer.findUser(realmId, userId);
  const credential = await writer.findCredential(realmId, userId);
  if (user === null || !user.enabled) {
    throw new CordboardError('user.disabled', { received: login });
  }
  if (credential === null || credential.passwordHash !== checked.storedHash) {
    throw new CordboardError('local.wrong_password', { expected: 'the present password', received: 'a former one' });
  }
  if (checked.renewedHash !== null) {
    await writer.putCredential({ ...credential, passwordHash: checked.renewedHash });
  }
  await endTry(writer, checked.keys, now);
  return user;
};
