/** Second step of a sign-in: a code of the authenticator app, a passkey, or a recovery code. */
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import type { AdminChallengeRecord } from '../storage/ports/administration-store.ts';
import type { PasskeyRecord, StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import type { AdministratorDependencies, Visitor } from './administrator-dependencies.ts';
import { challengeOver, failChallenge, readChallenge, takeChallenge } from './challenges.ts';
import { type CountedBrowser, countedBrowser } from './counted-browser.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { noteRefusal } from './refusals.ts';
import { passwordMark, type SecondFactorMethod } from './second-factors.ts';
import { type OpenedSession, openAdminSession } from './sessions.ts';
import { admitTry, forgiveTry, resetThrottle, throttlePolicies } from './throttle.ts';
import { hashToken } from './token.ts';
import { matchTotp } from './totp.ts';
import { openTotpSecret } from './totp-secret.ts';
import { type PasskeyAssertion, type VerifiedAssertion, verifyAssertion } from './webauthn.ts';

const content = z.strictObject({
  purpose: z.enum(['ordinary', 'recovery']),
  passkeyChallenge: z.string().nullable(),
  password: z.string(),
});

export type SecondFactorAnswer =
  | { readonly method: 'totp'; readonly code: string }
  | { readonly method: 'recovery-code'; readonly code: string }
  | { readonly method: 'passkey'; readonly response: PasskeyAssertion };

/** What is left to do when the answer is right: use the factor up, within the commit of the sign-in. */
type UseFactor = (writer: StorageWriter) => Promise<boolean>;

const wrongFactor = (method: SecondFactorMethod): CordboardError =>
  new CordboardError('administrator.second_factor', {
    expected: method === 'passkey' ? 'a passkey of this administrator' : 'a code that is valid now and was not used',
  });

const usePasskey =
  (passkey: PasskeyRecord, verified: VerifiedAssertion, at: number): UseFactor =>
  (writer) =>
    writer.usePasskey({ id: passkey.id, ...verified, at });

const provePasskey = async (
  { storage, relyingParty, clock }: AdministratorDependencies,
  administrator: StoredAdministrator,
  challenge: string | null,
  response: PasskeyAssertion,
): Promise<UseFactor | null> => {
  const passkey = await storage.read.findPasskey(response.id);
  const isOwn = passkey?.administratorId === administrator.id;
  if (passkey === null || !isOwn || relyingParty === null || challenge === null) return null;
  try {
    const verified = await verifyAssertion({ relyingParty, challenge, response, passkey, alone: false });
    return usePasskey(passkey, verified, clock());
  } catch (error) {
    // A refused passkey is a wrong answer like any other: it is counted.
    if (error instanceof CordboardError && error.code === 'administrator.passkey_refused') return null;
    throw error;
  }
};

/** Null when the answer is wrong. */
const prove = async (
  dependencies: AdministratorDependencies,
  administrator: StoredAdministrator,
  passkeyChallenge: string | null,
  answer: SecondFactorAnswer,
): Promise<UseFactor | null> => {
  if (answer.method === 'passkey') return provePasskey(dependencies, administrator, passkeyChallenge, answer.response);
  if (answer.method === 'recovery-code') {
    const codeHash = hashRecoveryCode(administrator.id, answer.code);
    return (writer) => writer.useRecoveryCode(administrator.id, codeHash);
  }
  if (administrator.sealedTotp === null) return null;
  const secret = openTotpSecret(dependencies.sealer, administrator.id, administrator.sealedTotp);
  const step = matchTotp(secret, answer.code, dependencies.clock());
  return step === null ? null : (writer) => writer.useTotpStep(administrator.id, step);
};

const counted = (
  dependencies: AdministratorDependencies,
  administrator: StoredAdministrator,
  visitor: Visitor,
): CountedBrowser =>
  countedBrowser(dependencies, visitor, {
    what: 'second-factor',
    policy: throttlePolicies.secondFactor,
    account: administrator.id,
  });

/** Everything in one commit: a factor is used up exactly when its session begins. Null when it was used before. */
const complete = (
  dependencies: AdministratorDependencies,
  step: {
    readonly record: AdminChallengeRecord;
    readonly verified: StoredAdministrator;
    readonly password: string;
    readonly method: string;
  },
  use: UseFactor,
  visitor: Visitor,
): Promise<OpenedSession | null> =>
  dependencies.storage.write(async (writer) => {
    const { record, verified, password, method } = step;
    const administrator = await writer.findAdministrator(verified.id);
    if (
      administrator === null ||
      !administrator.enabled ||
      passwordMark(administrator) !== password ||
      administrator.sealedTotp !== verified.sealedTotp
    ) {
      throw challengeOver();
    }
    if (!(await use(writer))) return null;
    await takeChallenge(dependencies, writer, record);
    const { account, others } = counted(dependencies, administrator, visitor);
    await resetThrottle(writer, account.key);
    await forgiveTry(writer, others, dependencies.clock());
    return openAdminSession(dependencies, writer, { administrator, method, visitor });
  });

/**
 * Finishes a sign-in that began with the right password.
 *
 * @param pending value of the cookie that the first step set
 * @throws `administrator.challenge_unknown` when the step is over; `administrator.second_factor` for a wrong
 * answer; `administrator.throttled`
 */
export const finishSecondFactor = async (
  dependencies: AdministratorDependencies,
  pending: string | null,
  answer: SecondFactorAnswer,
  visitor: Visitor,
): Promise<OpenedSession> => {
  const { storage, clock } = dependencies;
  if (pending === null) throw challengeOver();
  const step = { kind: 'second-factor', idHash: hashToken(pending), schema: content } as const;
  const { record, content: begun } = await readChallenge(dependencies, storage.read, step);
  const verified = await storage.read.findAdministrator(record.administratorId ?? '');
  if (verified === null || !verified.enabled) throw challengeOver();
  const { account, others } = counted(dependencies, verified, visitor);
  await admitTry(storage, [...others, account], clock());
  const use = await prove(dependencies, verified, begun.passkeyChallenge, answer);
  const method = `${begun.purpose === 'recovery' ? 'recovery:' : ''}password+${answer.method}`;
  const { password } = begun;
  const session =
    use === null ? null : await complete(dependencies, { record, verified, password, method }, use, visitor);
  if (session !== null) return session;
  await storage.write(async (writer) => {
    await failChallenge(writer, record);
    await noteRefusal(dependencies, writer, { administrator: verified, reason: answer.method, visitor });
  });
  throw wrongFactor(answer.method);
};
