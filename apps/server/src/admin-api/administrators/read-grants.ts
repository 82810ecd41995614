/** Grants as they are asked for, by slugs, as grants that are stored. */
import type { Role } from '@cordboard/contract/admin-api/permissions';
import { CordboardError } from '../../errors.ts';
import type { RoleGrant } from '../../storage/ports/administrator-store.ts';
import type { DirectoryReader } from '../../storage/ports/directory-store.ts';
import { sameGrant } from './subject.ts';

export interface WantedGrant {
  readonly role: Role;
  /** Slugs. */
  readonly company: string | null;
  readonly environment: string | null;
}

const readGrant = async (
  reader: DirectoryReader,
  { role, company: companySlug, environment: environmentSlug }: WantedGrant,
): Promise<RoleGrant> => {
  if (companySlug === null) {
    return { role, companyId: null, environmentId: null };
  }
  const company = await reader.findCompany(companySlug);
  const environment =
    company === null || environmentSlug === null ? null : await reader.findEnvironment(company.id, environmentSlug);
  if (company === null || (environmentSlug !== null && environment === null)) {
    throw new CordboardError('admin.not_found', {
      expected: 'the slugs of a company and an environment of it',
      received: environmentSlug === null ? companySlug : `${companySlug}/${environmentSlug}`,
    });
  }
  return { role, companyId: company.id, environmentId: environment?.id ?? null };
};

/** Each once. @throws CordboardError `admin.not_found` */
export const readGrants = async (
  reader: DirectoryReader,
  wanted: readonly WantedGrant[],
): Promise<readonly RoleGrant[]> => {
  const grants: RoleGrant[] = [];
  for (const one of wanted) {
    const grant = await readGrant(reader, one);
    if (!grants.some((other) => sameGrant(grant, other))) {
      grants.push(grant);
    }
  }
  return grants;
};
