/** The authenticator app of an administrator: set up, confirmed by a first code, removed; and recovery codes. */
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import type { AdministratorDependencies } from './administrator-dependencies.ts';
import { failChallenge, putChallenge, readChallenge, takeChallenge } from './challenges.ts';
import { recordEvent } from './events.ts';
import {
  dropUselessRecoveryCodes,
  firstRecoveryCodes,
  type OwnAccount,
  readOwn,
  replaceRecoveryCodes,
} from './own-account.ts';
import { requireFresh } from './sessions.ts';
import { hashToken } from './token.ts';
import { base32, matchTotp, newTotpSecret, otpauthUri } from './totp.ts';
import { sealTotpSecret } from './totp-secret.ts';

const content = z.strictObject({ secret: z.base64url() });
const ISSUER = 'Cordboard';

/** One set-up at a time for each session. */
const stepOf = (own: OwnAccount) =>
  ({
    kind: 'totp-enrolment',
    idHash: hashToken(`totp-enrolment:${own.session.record.idHash}`),
    schema: content,
  }) as const;

const alreadyEnrolled = (): CordboardError =>
  new CordboardError('administrator.totp_enrolled', {
    expected: 'no authenticator app yet',
    hint: 'Remove the present one first.',
  });

export interface BegunTotp {
  /** Base32, for typing. */
  readonly secret: string;
  /** For the QR code. */
  readonly uri: string;
}

/** @throws `administrator.not_fresh`, `administrator.totp_enrolled` */
export const beginTotp = async (dependencies: AdministratorDependencies, own: OwnAccount): Promise<BegunTotp> => {
  requireFresh(dependencies, own.session);
  const secret = newTotpSecret(dependencies.random);
  const { kind, idHash } = stepOf(own);
  const login = await dependencies.storage.write(async (writer) => {
    const administrator = await readOwn(writer, own);
    if (administrator.sealedTotp !== null) throw alreadyEnrolled();
    const step = { secret: Buffer.from(secret).toString('base64url') };
    await putChallenge(dependencies, writer, { kind, idHash, administratorId: administrator.id, content: step });
    return administrator.login;
  });
  return { secret: base32(secret), uri: otpauthUri(secret, login, ISSUER) };
};

/**
 * @returns recovery codes, shown once, when this is the first second factor
 * @throws `administrator.challenge_unknown`, `administrator.second_factor`, `administrator.totp_enrolled`
 */
export const confirmTotp = async (
  dependencies: AdministratorDependencies,
  own: OwnAccount,
  code: string,
): Promise<readonly string[] | null> => {
  const { storage, clock, sealer, audit } = dependencies;
  const { record, content: begun } = await readChallenge(dependencies, storage.read, stepOf(own));
  const secret = Buffer.from(begun.secret, 'base64url');
  const step = matchTotp(secret, code, clock());
  if (step === null) {
    await storage.write((writer) => failChallenge(writer, record));
    throw new CordboardError('administrator.second_factor', {
      expected: 'the six digits that the app shows now',
      hint: 'Check that the clock of the phone is right.',
    });
  }
  return storage.write(async (writer) => {
    const administrator = await readOwn(writer, own);
    if (administrator.sealedTotp !== null) throw alreadyEnrolled();
    await takeChallenge(dependencies, writer, record);
    const sealedTotp = sealTotpSecret(sealer, administrator.id, secret);
    await writer.putAdministrator({ ...administrator, sealedTotp, updatedAt: clock() });
    await writer.clearTotpStep(administrator.id);
    await writer.useTotpStep(administrator.id, step);
    const codes = await firstRecoveryCodes(dependencies, writer, administrator.id);
    const { address } = own;
    await recordEvent(audit, writer, { administrator, action: 'administrator.totp-added', address });
    return codes;
  });
};

/** @throws `administrator.not_fresh`, `administrator.totp_missing` */
export const removeTotp = async (dependencies: AdministratorDependencies, own: OwnAccount): Promise<void> => {
  requireFresh(dependencies, own.session);
  await dependencies.storage.write(async (writer) => {
    const administrator = await readOwn(writer, own);
    if (administrator.sealedTotp === null) {
      throw new CordboardError('administrator.totp_missing', { expected: 'an authenticator app that is set up' });
    }
    const changed = { ...administrator, sealedTotp: null, updatedAt: dependencies.clock() };
    await writer.putAdministrator(changed);
    await writer.clearTotpStep(administrator.id);
    await dropUselessRecoveryCodes(writer, changed);
    const { address } = own;
    await recordEvent(dependencies.audit, writer, { administrator, action: 'administrator.totp-removed', address });
  });
};

/**
 * New recovery codes in the place of all earlier ones.
 *
 * @throws `administrator.not_fresh`; `administrator.no_second_factor` when there is nothing to recover from
 */
export const renewRecoveryCodes = async (
  dependencies: AdministratorDependencies,
  own: OwnAccount,
): Promise<readonly string[]> => {
  requireFresh(dependencies, own.session);
  return dependencies.storage.write(async (writer) => {
    const administrator = await readOwn(writer, own);
    const passkeys = await writer.listPasskeys(administrator.id);
    if (administrator.sealedTotp === null && passkeys.length === 0) {
      throw new CordboardError('administrator.no_second_factor', { expected: 'an authenticator app or a passkey' });
    }
    const codes = await replaceRecoveryCodes(dependencies, writer, administrator.id);
    const { address } = own;
    const action = 'administrator.recovery-codes-renewed';
    await recordEvent(dependencies.audit, writer, { administrator, action, address });
    return codes;
  });
};
