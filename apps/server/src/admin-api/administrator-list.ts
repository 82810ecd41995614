/** The administrators of the installation, for the operator of its machine. */
import type { AdministratorsAnswer } from '@cordboard/contract/control';
import type { StoredAdministrator } from '../storage/ports/administrator-store.ts';
import type { StorageReader } from '../storage/ports/storage.ts';
import { grantText, grantViews } from './grant-view.ts';

/** More than anybody reads; the portal searches. */
const MAX_LISTED = 500;

const describe = async (
  reader: StorageReader,
  administrator: StoredAdministrator,
): Promise<AdministratorsAnswer['administrators'][number]> => {
  const { id, login, name, enabled, sealedTotp, lastSignedInAt } = administrator;
  const passkeys = await reader.listPasskeys(id);
  return {
    login,
    name,
    enabled,
    roles: (await grantViews(reader, await reader.listGrants(id))).map(grantText),
    secondFactors: [...(sealedTotp === null ? [] : ['totp']), ...(passkeys.length === 0 ? [] : ['passkey'])],
    lastSignedInAt,
  };
};

/** The first 500 by login. */
export const listAdministrators = async (reader: StorageReader): Promise<AdministratorsAnswer> => {
  const found = await reader.listAdministrators({ after: null, limit: MAX_LISTED + 1 });
  const administrators: AdministratorsAnswer['administrators'] = [];
  for (const administrator of found.slice(0, MAX_LISTED)) {
    administrators.push(await describe(reader, administrator));
  }
  return { administrators, more: found.length > MAX_LISTED };
};
