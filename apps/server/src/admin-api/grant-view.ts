/** Grants with slugs and names in the place of identifiers. */
import type { GrantView } from '@cordboard/contract/admin-api/administrator-fields';
import { rolePermissions } from '@cordboard/contract/admin-api/permissions';
import type { RoleGrant } from '../storage/ports/administrator-store.ts';
import type { DirectoryReader } from '../storage/ports/directory-store.ts';

type Reader = Pick<DirectoryReader, 'findCompanyById' | 'listEnvironments'>;

const named = (place: { readonly slug: string; readonly name: string } | undefined | null) =>
  place === undefined || place === null ? null : { slug: place.slug, name: place.name };

const grantView = async (reader: Reader, grant: RoleGrant): Promise<GrantView> => {
  const company = grant.companyId === null ? null : await reader.findCompanyById(grant.companyId);
  const environments =
    grant.companyId === null || grant.environmentId === null ? [] : await reader.listEnvironments(grant.companyId);
  return {
    role: grant.role,
    company: named(company),
    environment: named(environments.find(({ id }) => id === grant.environmentId)),
    permissions: [...rolePermissions[grant.role]],
  };
};

/** In the order of the grants. */
export const grantViews = async (reader: Reader, grants: readonly RoleGrant[]): Promise<GrantView[]> => {
  const views: GrantView[] = [];
  for (const grant of grants) {
    views.push(await grantView(reader, grant));
  }
  return views;
};

/** As one line: `auditor acme/production`. */
export const grantText = ({ role, company, environment }: GrantView): string => {
  const place = [company?.slug, environment?.slug].filter((slug) => slug !== undefined).join('/');
  return place === '' ? role : `${role} ${place}`;
};
