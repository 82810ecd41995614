/** Roles as a form has them, and as the hub takes them. */
import type { AdministratorView } from '@cordboard/contract/admin-api/administrators';
import { companyRoles } from '@cordboard/contract/admin-api/administrators';
import { roles } from '@cordboard/contract/admin-api/permissions';
import type { TFunction } from 'i18next';
import { z } from 'zod';
import type { Scope } from './administrator-scope.ts';

/** No slug is a star. */
export const EVERYWHERE = '*';

const row = z.object({ role: z.enum(roles), company: z.string(), environment: z.string() });
export type GrantRow = z.output<typeof row>;

export const needsCompany = ({ role }: Pick<GrantRow, 'role'>): boolean => role !== 'installation-owner';
/** A company administrator has every environment. */
export const mayNarrow = ({ role }: Pick<GrantRow, 'role'>): boolean =>
  needsCompany({ role }) && role !== 'company-administrator';

export const grantRows = (t: TFunction) =>
  z.array(
    row.refine((each) => !needsCompany(each) || each.company !== '', {
      path: ['company'],
      error: t('administrators.chooseCompany'),
    }),
  );

/** Nobody is made an administrator of everything by not looking. */
export const newRow = (scope: Scope): GrantRow => ({ role: 'auditor', company: scope ?? '', environment: EVERYWHERE });

export const toRows = (grants: AdministratorView['grants']): GrantRow[] =>
  grants.map(({ role, company, environment }) => ({
    role,
    company: company?.slug ?? '',
    environment: environment?.slug ?? EVERYWHERE,
  }));

const environmentOf = (each: GrantRow): string | null =>
  mayNarrow(each) && each.environment !== EVERYWHERE ? each.environment : null;

const installationGrants = (rows: readonly GrantRow[]) =>
  rows.map((each) => ({
    role: each.role,
    company: needsCompany(each) ? each.company : null,
    environment: environmentOf(each),
  }));

const companyGrants = (rows: readonly GrantRow[]) =>
  rows.map((each) => ({ role: z.enum(companyRoles).parse(each.role), environment: environmentOf(each) }));

/** In the shape of the scope's routes. */
export const grantsFor = (scope: Scope, rows: readonly GrantRow[]) =>
  scope === null ? installationGrants(rows) : companyGrants(rows);
