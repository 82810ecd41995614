/** The routes of the page: those of one company, or those of the installation. */
import * as routes from '@cordboard/contract/admin-api/administrators';

/** Slug of the company; null for the installation. */
export type Scope = string | null;

const installation = {
  list: routes.listAdministrators,
  invite: routes.inviteAdministrator,
  read: routes.readAdministrator,
  update: routes.updateAdministrator,
  setGrants: routes.setAdministratorGrants,
  createLink: routes.createAdministratorLink,
  removeFactors: routes.removeAdministratorFactors,
  endSessions: routes.endAdministratorSessions,
  remove: routes.deleteAdministrator,
} as const;

const ofCompany = {
  list: routes.listCompanyAdministrators,
  invite: routes.inviteCompanyAdministrator,
  read: routes.readCompanyAdministrator,
  update: routes.updateCompanyAdministrator,
  setGrants: routes.setCompanyAdministratorGrants,
  createLink: routes.createCompanyAdministratorLink,
  removeFactors: routes.removeCompanyAdministratorFactors,
  endSessions: routes.endCompanyAdministratorSessions,
  remove: routes.deleteCompanyAdministrator,
} as const;

export const routesOf = (scope: Scope): typeof installation | typeof ofCompany =>
  scope === null ? installation : ofCompany;

export const listParams = (scope: Scope): { readonly company: string } | Record<string, never> =>
  scope === null ? {} : { company: scope };

export const oneParams = (scope: Scope, administrator: string) =>
  scope === null ? { administrator } : { company: scope, administrator };

/** Both lists show the same people. */
export const STALE: readonly string[] = ['administrators', 'companyAdministrators'];
