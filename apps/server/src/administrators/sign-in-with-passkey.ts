/** Sign-in with a passkey alone: the authenticator verifies the person, so no password is needed. */
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import type { PasskeyRecord, StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { AdministratorDependencies, Visitor } from './administrator-dependencies.ts';
import {
  CHALLENGE_MS,
  challengeOver,
  failChallenge,
  putChallenge,
  readChallenge,
  takeChallenge,
} from './challenges.ts';
import { requireRelyingParty } from './passkeys.ts';
import { noteRefusal } from './refusals.ts';
import { refuseWhereSsoIsRequired } from './requires-sso.ts';
import { type OpenedSession, openAdminSession } from './sessions.ts';
import { addressKey, admitTry, forgiveTry, throttlePolicies } from './throttle.ts';
import { hashToken, newToken } from './token.ts';
import {
  newChallenge,
  type PasskeyAssertion,
  type PasskeyRequestOptions,
  requestOptions,
  type VerifiedAssertion,
  verifyAssertion,
} from './webauthn.ts';

const content = z.strictObject({ challenge: z.string() });

/** A passkey that was asked for. */
export interface BegunPasskeySignIn {
  /** Value of the cookie that the answer needs. */
  readonly pending: string;
  readonly expiresAt: number;
  readonly options: PasskeyRequestOptions;
}

/** @throws `administrator.passkeys_unavailable`; `administrator.throttled` */
export const beginPasskeySignIn = async (
  dependencies: AdministratorDependencies,
  visitor: Visitor,
): Promise<BegunPasskeySignIn> => {
  const { storage, clock, random } = dependencies;
  const relyingParty = requireRelyingParty(dependencies);
  const challenge = newChallenge(random);
  const options = await requestOptions({ relyingParty, challenge, passkeys: [], userVerification: 'required' });
  const pending = newToken(random);
  await admitTry(storage, [addressKey(visitor.address, throttlePolicies.begin)], clock());
  await storage.write((writer) =>
    putChallenge(dependencies, writer, {
      kind: 'passkey-sign-in',
      idHash: pending.hash,
      administratorId: null,
      content: { challenge },
    }),
  );
  return { pending: pending.value, expiresAt: clock() + CHALLENGE_MS, options };
};

interface Proof {
  readonly passkey: PasskeyRecord;
  readonly administrator: StoredAdministrator;
  readonly verified: VerifiedAssertion;
}

const unknownPasskey = (): CordboardError =>
  new CordboardError('administrator.passkey_refused', {
    expected: 'a passkey that was added to an account here',
    received: 'another one',
    hint: 'Sign in with the password, and look which passkeys the account has.',
  });

const prove = async (
  dependencies: AdministratorDependencies,
  challenge: string,
  response: PasskeyAssertion,
): Promise<Proof> => {
  const { read } = dependencies.storage;
  const relyingParty = requireRelyingParty(dependencies);
  const passkey = await read.findPasskey(response.id);
  if (passkey === null) throw unknownPasskey();
  const verified = await verifyAssertion({ relyingParty, challenge, response, passkey, alone: true });
  const administrator = await read.findAdministrator(passkey.administratorId);
  if (administrator === null || !administrator.enabled) throw unknownPasskey();
  return { passkey, administrator, verified };
};

/**
 * Finishes a sign-in with a passkey.
 *
 * @param pending value of the cookie that the first step set
 * @throws `administrator.challenge_unknown`, `administrator.passkey_refused`, `administrator.sso_required`,
 * `administrator.throttled`
 */
export const finishPasskeySignIn = async (
  dependencies: AdministratorDependencies,
  pending: string | null,
  response: PasskeyAssertion,
  visitor: Visitor,
): Promise<OpenedSession> => {
  const { storage, clock } = dependencies;
  if (pending === null) throw challengeOver();
  const step = { kind: 'passkey-sign-in', idHash: hashToken(pending), schema: content } as const;
  const { record, content: begun } = await readChallenge(dependencies, storage.read, step);
  const address = addressKey(visitor.address);
  await admitTry(storage, [address], clock());
  try {
    const { passkey, verified, administrator: proven } = await prove(dependencies, begun.challenge, response);
    await refuseWhereSsoIsRequired(storage.read, proven.id);
    return await storage.write(async (writer) => {
      const administrator = await writer.findAdministrator(proven.id);
      if (administrator === null || !administrator.enabled) throw unknownPasskey();
      if (!(await writer.usePasskey({ id: passkey.id, ...verified, at: clock() }))) throw unknownPasskey();
      await takeChallenge(dependencies, writer, record);
      await forgiveTry(writer, [address], clock());
      return openAdminSession(dependencies, writer, { administrator, method: 'passkey', visitor });
    });
  } catch (error) {
    if (error instanceof CordboardError && error.code === 'administrator.passkey_refused') {
      await storage.write(async (writer) => {
        await failChallenge(writer, record);
        await noteRefusal(dependencies, writer, { administrator: null, reason: 'passkey', visitor });
      });
    }
    throw error;
  }
};
