/** Whether somebody whom an identity provider names is an administrator here: a test of a connection asks. */
import { rolePermissions } from '@cordboard/contract/admin-api/permissions';
import type { RoleGrant } from '../storage/ports/administrator-store.ts';
import type { StorageReader } from '../storage/ports/storage.ts';

interface EnvironmentPlace {
  readonly companyId: string;
  readonly environmentId: string;
}

const administers = ({ role, companyId, environmentId }: RoleGrant, place: EnvironmentPlace): boolean =>
  rolePermissions[role].includes('directory.write') &&
  (companyId === null || companyId === place.companyId) &&
  (environmentId === null || environmentId === place.environmentId);

/** Login of the enabled administrator who has the address and may change connections at the place, or null. */
export const recogniseAdministrator = async (
  reader: Pick<StorageReader, 'findAdministratorByLogin' | 'listGrants'>,
  email: string,
  place: EnvironmentPlace,
): Promise<string | null> => {
  const administrator = await reader.findAdministratorByLogin(email);
  if (administrator === null || !administrator.enabled) return null;
  const grants = await reader.listGrants(administrator.id);
  return grants.some((grant) => administers(grant, place)) ? administrator.login : null;
};
