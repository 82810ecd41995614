/**
 * First step of a sign-in with a password. The second one, where somebody has a second factor, is
 * `finish-second-factor.ts`; a passkey alone needs neither, see `sign-in-with-passkey.ts`.
 */
import { CordboardError } from '../errors.ts';
import type { StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import type { AdministratorDependencies, Visitor } from './administrator-dependencies.ts';
import { CHALLENGE_MS, putChallenge } from './challenges.ts';
import { type CountedBrowser, countedBrowser } from './counted-browser.ts';
import { noteRefusal, wrongCredentials } from './refusals.ts';
import { refuseWhereSsoIsRequired } from './requires-sso.ts';
import { findSecondFactors, passwordMark, type SecondFactorMethod } from './second-factors.ts';
import { type OpenedSession, openAdminSession } from './sessions.ts';
import { admitTry, forgiveTry, resetThrottle, throttlePolicies } from './throttle.ts';
import { newToken } from './token.ts';
import { newChallenge, type PasskeyRequestOptions, requestOptions } from './webauthn.ts';

/** `recovery` also works while a company's administrators have to use single sign-on. */
export type SignInPurpose = 'ordinary' | 'recovery';

export interface PasswordSignIn {
  readonly login: string;
  readonly password: string;
  readonly purpose: SignInPurpose;
  readonly visitor: Visitor;
}

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly session: OpenedSession }
  | {
      readonly kind: 'second-factor';
      /** Value of the cookie that the second step needs. */
      readonly pending: string;
      readonly expiresAt: number;
      readonly methods: readonly SecondFactorMethod[];
      readonly passkeyOptions: PasskeyRequestOptions | null;
    };

const loginKey = (login: string): string => login.trim().toLowerCase().slice(0, 320);

const counted = (
  dependencies: AdministratorDependencies,
  { login, purpose, visitor }: PasswordSignIn,
  administrator: StoredAdministrator | null,
): CountedBrowser => {
  const policy = purpose === 'recovery' ? throttlePolicies.recovery : throttlePolicies.password;
  return countedBrowser(dependencies, visitor, {
    what: purpose,
    policy,
    account: administrator?.id ?? loginKey(login),
  });
};

const beginSecondFactor = async (
  dependencies: AdministratorDependencies,
  writer: StorageWriter,
  administrator: StoredAdministrator,
  options: {
    readonly purpose: SignInPurpose;
    readonly methods: readonly SecondFactorMethod[];
    readonly passkey: { readonly challenge: string; readonly options: PasskeyRequestOptions } | null;
  },
): Promise<SignInOutcome> => {
  const pending = newToken(dependencies.random);
  await putChallenge(dependencies, writer, {
    kind: 'second-factor',
    idHash: pending.hash,
    administratorId: administrator.id,
    content: {
      purpose: options.purpose,
      passkeyChallenge: options.passkey?.challenge ?? null,
      password: passwordMark(administrator),
    },
  });
  return {
    kind: 'second-factor',
    pending: pending.value,
    expiresAt: dependencies.clock() + CHALLENGE_MS,
    methods: options.methods,
    passkeyOptions: options.passkey?.options ?? null,
  };
};

/** The password was right: nothing in here tells a stranger anything. */
const admit = async (
  dependencies: AdministratorDependencies,
  signIn: PasswordSignIn,
  verified: StoredAdministrator,
  rehashed: string | null,
): Promise<SignInOutcome> => {
  const { storage, clock, relyingParty } = dependencies;
  const { purpose, visitor } = signIn;
  const { methods, passkeys } = await findSecondFactors(storage.read, verified, relyingParty);
  const challenge = newChallenge(dependencies.random);
  const passkey =
    relyingParty === null || passkeys.length === 0
      ? null
      : {
          challenge,
          options: await requestOptions({ relyingParty, challenge, passkeys, userVerification: 'preferred' }),
        };
  return storage.write(async (writer) => {
    const stored = await writer.findAdministrator(verified.id);
    if (stored === null || !stored.enabled || stored.passwordHash !== verified.passwordHash) {
      throw wrongCredentials();
    }
    // The second step knows the password by its hash, so it has to be the new one.
    const administrator = rehashed === null ? stored : { ...stored, passwordHash: rehashed };
    const { account, others } = counted(dependencies, signIn, administrator);
    await resetThrottle(writer, account.key);
    await forgiveTry(writer, others, clock());
    if (rehashed !== null) await writer.putAdministrator(administrator);
    if (methods.length > 0)
      return beginSecondFactor(dependencies, writer, administrator, { purpose, methods, passkey });
    const method = purpose === 'recovery' ? 'recovery:password' : 'password';
    return {
      kind: 'signed-in',
      session: await openAdminSession(dependencies, writer, { administrator, method, visitor }),
    };
  });
};

/** A try that was turned away because too many are under way was none. */
const unlessBusy = async <T>(work: () => Promise<T>, whenBusy: (busy: CordboardError) => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CordboardError && error.code === 'password.busy') return whenBusy(error);
    throw error;
  }
};

/** Counts the try, and judges it at the same cost whether there is such an account or not. */
const verify = async (
  { storage, clock, passwords }: AdministratorDependencies,
  { account, others }: CountedBrowser,
  password: string,
  stored: string | null,
): Promise<boolean> => {
  const keys = [...others, account];
  await admitTry(storage, keys, clock());
  return unlessBusy(
    () => passwords.verify(password, stored),
    async (busy) => {
      await storage.write((writer) => forgiveTry(writer, keys, clock()));
      throw busy;
    },
  );
};

/**
 * Verifies login and password.
 *
 * @throws `administrator.credentials`, the same for an unknown login, a wrong password, a disabled account and
 * one without a password; `administrator.throttled`; `administrator.sso_required`, only after the right
 * password; `password.busy`
 */
export const signInWithPassword = async (
  dependencies: AdministratorDependencies,
  signIn: PasswordSignIn,
): Promise<SignInOutcome> => {
  const { storage, passwords } = dependencies;
  const administrator = await storage.read.findAdministratorByLogin(signIn.login.trim());
  const browser = counted(dependencies, signIn, administrator);
  const matches = await verify(dependencies, browser, signIn.password, administrator?.passwordHash ?? null);
  if (administrator === null || administrator.passwordHash === null || !administrator.enabled || !matches) {
    const reason = administrator?.enabled === false ? 'disabled' : 'password';
    await storage.write((writer) =>
      noteRefusal(dependencies, writer, { administrator, reason, visitor: signIn.visitor }),
    );
    throw wrongCredentials();
  }
  if (signIn.purpose === 'ordinary') await refuseWhereSsoIsRequired(storage.read, administrator.id);
  const isOutdated = passwords.isOutdated(administrator.passwordHash);
  const rehashed = isOutdated
    ? await unlessBusy(
        () => passwords.hash(signIn.password),
        async () => null,
      )
    : null;
  return admit(dependencies, signIn, administrator, rehashed);
};
