/** Changes that administrators make to their own account: what each of them re-reads and checks first. */
import { CordboardError } from '../errors.ts';
import type { StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { StorageWriter } from '../storage/ports/storage.ts';
import type { AdministratorDependencies } from './administrator-dependencies.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import type { AdminSession } from './sessions.ts';

/** Who asks, and from where. */
export interface OwnAccount {
  readonly session: AdminSession;
  readonly address: string;
}

const gone = (): CordboardError =>
  new CordboardError('administrator.unknown', { expected: 'an account that is enabled' });

/** The account as it is now, within the write that changes it. @throws `administrator.unknown` */
export const readOwn = async (writer: StorageWriter, { session }: OwnAccount): Promise<StoredAdministrator> => {
  const administrator = await writer.findAdministrator(session.administrator.id);
  if (administrator === null || !administrator.enabled) throw gone();
  return administrator;
};

/** Codes for somebody who gets the first second factor; null when there are some already. */
export const firstRecoveryCodes = async (
  dependencies: Pick<AdministratorDependencies, 'random'>,
  writer: StorageWriter,
  administratorId: string,
): Promise<readonly string[] | null> => {
  if ((await writer.countRecoveryCodes(administratorId)) > 0) return null;
  return replaceRecoveryCodes(dependencies, writer, administratorId);
};

/** Makes new codes; the earlier ones are void. */
export const replaceRecoveryCodes = async (
  { random }: Pick<AdministratorDependencies, 'random'>,
  writer: StorageWriter,
  administratorId: string,
): Promise<readonly string[]> => {
  const codes = newRecoveryCodes(random);
  await writer.setRecoveryCodes(
    administratorId,
    codes.map((code) => hashRecoveryCode(administratorId, code)),
  );
  return codes;
};

/** Whoever has no second factor left needs no codes for losing it. */
export const dropUselessRecoveryCodes = async (
  writer: StorageWriter,
  administrator: Pick<StoredAdministrator, 'id' | 'sealedTotp'>,
): Promise<void> => {
  const passkeys = await writer.listPasskeys(administrator.id);
  if (administrator.sealedTotp === null && passkeys.length === 0) await writer.setRecoveryCodes(administrator.id, []);
};
