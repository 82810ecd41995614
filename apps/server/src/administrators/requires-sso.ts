/** Whether somebody has to sign in through their company, because its `admins` realm is in mode SSO. */
import { CordboardError } from '../errors.ts';
import type { StorageReader } from '../storage/ports/storage.ts';

type GrantReader = Pick<StorageReader, 'listGrants' | 'listEnvironments' | 'listRealms'>;

/** Never for owners of the installation: they belong to no company. */
export const requiresSso = async (reader: GrantReader, administratorId: string): Promise<boolean> => {
  const grants = await reader.listGrants(administratorId);
  if (grants.some(({ role }) => role === 'installation-owner')) return false;
  const companies = new Set(grants.flatMap(({ companyId }) => (companyId === null ? [] : [companyId])));
  for (const companyId of companies) {
    for (const environment of await reader.listEnvironments(companyId)) {
      const realms = await reader.listRealms(environment.id);
      if (realms.some(({ kind, ssoMode }) => kind === 'admins' && ssoMode === 'sso')) return true;
    }
  }
  return false;
};

/** @throws `administrator.sso_required` */
export const refuseWhereSsoIsRequired = async (reader: GrantReader, administratorId: string): Promise<void> => {
  if (await requiresSso(reader, administratorId)) {
    throw new CordboardError('administrator.sso_required', {
      expected: 'a sign-in through the company',
      hint: 'Use the recovery sign-in if the company cannot sign anybody in.',
    });
  }
};
