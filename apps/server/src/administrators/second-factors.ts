/** Which second factors somebody has, and for which password they were asked. */
import type { PasskeyRecord, StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { StorageReader, StorageWriter } from '../storage/ports/storage.ts';
import type { RelyingParty } from './relying-party.ts';
import { hashToken } from './token.ts';

export type SecondFactorMethod = 'totp' | 'passkey' | 'recovery-code';

export interface SecondFactors {
  /** Empty when the password is enough. */
  readonly methods: readonly SecondFactorMethod[];
  readonly passkeys: readonly PasskeyRecord[];
}

/**
 * Whoever has a passkey has a second factor, also where browsers allow none at the moment: then a recovery
 * code is the way.
 */
export const findSecondFactors = async (
  reader: Pick<StorageReader, 'listPasskeys' | 'countRecoveryCodes'>,
  administrator: Pick<StoredAdministrator, 'id' | 'sealedTotp'>,
  relyingParty: RelyingParty | null,
): Promise<SecondFactors> => {
  const passkeys = await reader.listPasskeys(administrator.id);
  const hasTotp = administrator.sealedTotp !== null;
  if (!hasTotp && passkeys.length === 0) return { methods: [], passkeys };
  const methods: SecondFactorMethod[] = [];
  if (hasTotp) methods.push('totp');
  if (passkeys.length > 0 && relyingParty !== null) methods.push('passkey');
  methods.push('recovery-code');
  return { methods, passkeys };
};

/** Stands for the password that the first step verified: with another one, the second step is over. */
export const passwordMark = ({ passwordHash }: Pick<StoredAdministrator, 'passwordHash'>): string =>
  hashToken(passwordHash ?? '');

/** Everything but the secret of the authenticator app, which is a field of the account. */
export const forgetSecondFactors = async (writer: StorageWriter, administratorId: string): Promise<void> => {
  await writer.deletePasskeys(administratorId);
  await writer.setRecoveryCodes(administratorId, []);
  await writer.clearTotpStep(administratorId);
};
