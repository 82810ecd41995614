/** The passkeys of an administrator: added, listed, renamed, removed by their owner. */
import { z } from 'zod';
import { CordboardError } from '../errors.ts';
import type { PasskeyRecord } from '../storage/ports/administrator-store.ts';
import type { AdministratorDependencies } from './administrator-dependencies.ts';
import { putChallenge, readChallenge, takeChallenge } from './challenges.ts';
import { recordEvent } from './events.ts';
import { dropUselessRecoveryCodes, firstRecoveryCodes, type OwnAccount, readOwn } from './own-account.ts';
import type { RelyingParty } from './relying-party.ts';
import { requireFresh } from './sessions.ts';
import { hashToken } from './token.ts';
import {
  creationOptions,
  newChallenge,
  type PasskeyAttestation,
  type PasskeyCreationOptions,
  verifyAttestation,
} from './webauthn.ts';

const content = z.strictObject({ challenge: z.string() });

/** More than anybody has devices; bounds what a sign-in has to list. */
const MAX_PASSKEYS = 20;

/** @throws `administrator.passkeys_unavailable` */
export const requireRelyingParty = ({
  relyingParty,
  installationUrl,
}: Pick<AdministratorDependencies, 'relyingParty' | 'installationUrl'>): RelyingParty => {
  if (relyingParty !== null) return relyingParty;
  throw new CordboardError('administrator.passkeys_unavailable', {
    expected: 'an installation URL with https and a host name',
    received: installationUrl,
  });
};

/** One registration at a time for each session. */
const stepOf = (own: OwnAccount) =>
  ({
    kind: 'passkey-registration',
    idHash: hashToken(`passkey-registration:${own.session.record.idHash}`),
    schema: content,
  }) as const;

/** @throws `administrator.not_fresh`, `administrator.passkeys_unavailable`, `administrator.too_many_passkeys` */
export const beginPasskeyRegistration = async (
  dependencies: AdministratorDependencies,
  own: OwnAccount,
): Promise<PasskeyCreationOptions> => {
  requireFresh(dependencies, own.session);
  const relyingParty = requireRelyingParty(dependencies);
  const { administrator } = own.session;
  const existing = await dependencies.storage.read.listPasskeys(administrator.id);
  if (existing.length >= MAX_PASSKEYS) {
    throw new CordboardError('administrator.too_many_passkeys', { expected: `at most ${MAX_PASSKEYS} passkeys` });
  }
  const challenge = newChallenge(dependencies.random);
  const { kind, idHash } = stepOf(own);
  await dependencies.storage.write((writer) =>
    putChallenge(dependencies, writer, { kind, idHash, administratorId: administrator.id, content: { challenge } }),
  );
  return creationOptions({ relyingParty, administrator, challenge, existing });
};

export interface AddedPasskey {
  readonly passkey: PasskeyRecord;
  /** Shown once, when this is the first second factor. */
  readonly recoveryCodes: readonly string[] | null;
}

/** @throws `administrator.challenge_unknown`, `administrator.passkey_refused`, `administrator.passkey_known` */
export const finishPasskeyRegistration = async (
  dependencies: AdministratorDependencies,
  own: OwnAccount,
  answer: { readonly name: string; readonly response: PasskeyAttestation },
): Promise<AddedPasskey> => {
  const { storage, clock, newId, audit } = dependencies;
  const relyingParty = requireRelyingParty(dependencies);
  const { record, content: begun } = await readChallenge(dependencies, storage.read, stepOf(own));
  const { response, name } = answer;
  const verified = await verifyAttestation({ relyingParty, challenge: begun.challenge, response });
  return storage.write(async (writer) => {
    const administrator = await readOwn(writer, own);
    await takeChallenge(dependencies, writer, record);
    const passkey: PasskeyRecord = {
      id: newId(),
      administratorId: administrator.id,
      ...verified,
      name,
      createdAt: clock(),
      lastUsedAt: null,
    };
    if (!(await writer.addPasskey(passkey))) {
      throw new CordboardError('administrator.passkey_known', { expected: 'a passkey that was not added before' });
    }
    const recoveryCodes = await firstRecoveryCodes(dependencies, writer, administrator.id);
    const fields = [{ name: 'passkey', from: null, to: name }];
    const { address } = own;
    await recordEvent(audit, writer, { administrator, action: 'administrator.passkey-added', fields, address });
    return { passkey, recoveryCodes };
  });
};

const unknownPasskey = (): CordboardError =>
  new CordboardError('administrator.passkey_unknown', { expected: 'a passkey of your own' });

const findOwn = (passkeys: readonly PasskeyRecord[], id: string): PasskeyRecord => {
  const found = passkeys.find((passkey) => passkey.id === id);
  if (found === undefined) throw unknownPasskey();
  return found;
};

/** @throws `administrator.passkey_unknown` */
export const renamePasskey = (
  { storage, audit }: AdministratorDependencies,
  own: OwnAccount,
  change: { readonly id: string; readonly name: string },
): Promise<PasskeyRecord> =>
  storage.write(async (writer) => {
    const administrator = await readOwn(writer, own);
    const passkey = findOwn(await writer.listPasskeys(administrator.id), change.id);
    await writer.renamePasskey(administrator.id, change.id, change.name);
    const fields = [{ name: 'name', from: passkey.name, to: change.name }];
    const { address } = own;
    await recordEvent(audit, writer, { administrator, action: 'administrator.passkey-renamed', fields, address });
    return { ...passkey, name: change.name };
  });

/**
 * @throws `administrator.not_fresh`, `administrator.passkey_unknown`; `administrator.only_passkey` when there
 * would be no way left to sign in
 */
export const removePasskey = async (
  dependencies: AdministratorDependencies,
  own: OwnAccount,
  id: string,
): Promise<void> => {
  requireFresh(dependencies, own.session);
  await dependencies.storage.write(async (writer) => {
    const administrator = await readOwn(writer, own);
    const passkeys = await writer.listPasskeys(administrator.id);
    const passkey = findOwn(passkeys, id);
    if (administrator.passwordHash === null && passkeys.length === 1) {
      throw new CordboardError('administrator.only_passkey', { expected: 'a password or another passkey' });
    }
    await writer.deletePasskey(administrator.id, id);
    await dropUselessRecoveryCodes(writer, administrator);
    await recordEvent(dependencies.audit, writer, {
      administrator,
      action: 'administrator.passkey-removed',
      fields: [{ name: 'passkey', from: passkey.name, to: null }],
      address: own.address,
    });
  });
};
