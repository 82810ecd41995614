/**
 * Administrators as others see and change them: those of the whole installation for its owners, those of one company
 * for its own administrators. What lies outside the caller's company is neither shown nor changed.
 */
import { z } from 'zod';
import { slug } from '../slug.ts';
import { companyParams, defineRoute, instant, noParams, pageOf, pageQuery } from './admin-route.ts';
import { emailLogin, grantView, personName } from './administrator-fields.ts';
import { passwordLinkKinds } from './one-time-links.ts';
import { roles } from './permissions.ts';

const MAX_GRANTS = 50;

/** Roles that hold in a company. */
export const companyRoles = [
  'company-administrator',
  'environment-administrator',
  'supervisor',
  'auditor',
] as const satisfies readonly (typeof roles)[number][];

const place = slug.nullable().default(null);

const isWholeCompany = ({ role, environment }: { readonly role: string; readonly environment: string | null }) =>
  role !== 'company-administrator' || environment === null;
const wholeCompany = { path: ['environment'], error: 'a company administrator has every environment' };

/** A role in the company of the path. */
export const companyGrant = z
  .strictObject({
    role: z.enum(companyRoles),
    environment: place.describe('Slug; null for every environment of the company.'),
  })
  .refine(isWholeCompany, wholeCompany);

/** A role anywhere. */
export const installationGrant = z
  .strictObject({
    role: z.enum(roles),
    company: place.describe('Slug; null with an owner of the installation only.'),
    environment: place.describe('Slug; null for every environment of the company.'),
  })
  .refine(isWholeCompany, wholeCompany)
  .refine(({ role, company }) => (role === 'installation-owner') === (company === null), {
    path: ['company'],
    error: 'an owner has no company, and every other role has one',
  })
  .refine(({ company, environment }) => company !== null || environment === null, {
    path: ['environment'],
    error: 'an environment belongs to a company',
  });

export const administratorView = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  state: z.enum(['active', 'invited', 'disabled']).describe('`invited` until the first sign-in or password.'),
  grants: z.array(grantView).describe('Only those that the caller may see.'),
  secondFactors: z.array(z.enum(['totp', 'passkey'])),
  lastSignedInAt: instant.nullable(),
  createdAt: instant,
  isSelf: z.boolean(),
  change: z
    .enum(['account', 'roles', 'none'])
    .describe('What the caller may change: the account and its roles, only roles in the company, or nothing.'),
});
export type AdministratorView = z.infer<typeof administratorView>;

/** A link that lets the person choose a password. It is shown once. */
const passwordLink = z.object({ kind: z.enum(passwordLinkKinds), url: z.string(), expiresAt: instant });

const invited = z.object({
  administrator: administratorView,
  created: z.boolean().describe('False when the account was there already and only got the roles.'),
  link: passwordLink.nullable().describe('Null for an account that keeps its way to sign in.'),
});

const confirm = z
  .boolean()
  .default(false)
  .describe('Needed by those who take the right to administer away from themselves.');

const keepCredentials = z
  .boolean()
  .default(false)
  .describe(
    'For owners of the installation: an account that is given roles in a company where it had none, or the installation, keeps its password, second factors and sessions. Without it they are removed.',
  );

const withLink = administratorView.extend({
  link: passwordLink.nullable().describe('An invitation when the change removed the credentials, otherwise null.'),
});

const grantsOf = <S extends z.ZodType>(grant: S) => z.array(grant).max(MAX_GRANTS);
const invitation = { login: emailLogin, name: personName, keepCredentials };
const updated = z.strictObject({ name: personName.optional(), enabled: z.boolean().optional(), confirm });
const deletion = z.strictObject({ confirm: z.enum(['true', 'false']).default('false') });
const ended = z.object({ ended: z.int().describe('Sessions that ended.') });

const administrator = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const installationParams = z.strictObject({ administrator });
const inCompanyParams = companyParams.extend({ administrator });

const list = { method: 'GET', change: 'none', query: pageQuery, response: pageOf(administratorView) } as const;
const invite = { method: 'POST', change: 'create', response: invited } as const;
const read = { method: 'GET', change: 'none', response: administratorView } as const;
const update = { method: 'PATCH', change: 'update', body: updated, response: administratorView } as const;
const setGrants = { method: 'PUT', change: 'update', response: withLink } as const;
const createLink = { method: 'POST', change: 'action', response: passwordLink } as const;
const removeFactors = { method: 'DELETE', change: 'action', response: administratorView } as const;
const endSessions = { method: 'DELETE', change: 'action', response: ended } as const;
const remove = { method: 'DELETE', change: 'delete', query: deletion } as const;

const path = '/administrators';
const onePath = `${path}/:administrator` as const;
const reads = { kind: 'permission', permission: 'administrators.read', at: 'installation' } as const;
const writes = { kind: 'permission', permission: 'administrators.write', at: 'installation' } as const;
const one = { access: writes, params: installationParams } as const;

export const listAdministrators = defineRoute({
  ...list,
  id: 'administrators.list',
  path,
  summary: 'Administrators of the installation by login',
  access: reads,
  params: noParams,
});

export const inviteAdministrator = defineRoute({
  ...invite,
  id: 'administrators.invite',
  path,
  summary: 'Make an administrator and a link to choose a password with, or give roles to one who is there',
  access: writes,
  params: noParams,
  body: z.strictObject({ ...invitation, grants: grantsOf(installationGrant).min(1) }),
});

export const readAdministrator = defineRoute({
  ...read,
  id: 'administrators.read',
  path: onePath,
  summary: 'One administrator with all roles',
  access: reads,
  params: installationParams,
});

export const updateAdministrator = defineRoute({
  ...update,
  ...one,
  id: 'administrators.update',
  path: onePath,
  summary: 'Rename, enable or disable an administrator; disabling ends every session',
});

export const setAdministratorGrants = defineRoute({
  ...setGrants,
  ...one,
  id: 'administrators.setGrants',
  path: `${onePath}/grants`,
  summary: 'Replace all roles of an administrator',
  body: z.strictObject({ grants: grantsOf(installationGrant), confirm, keepCredentials }),
});

export const createAdministratorLink = defineRoute({
  ...createLink,
  ...one,
  id: 'administrators.createLink',
  path: `${onePath}/password-link`,
  summary: 'Make a link with which the administrator chooses a password; earlier links are void',
});

export const removeAdministratorFactors = defineRoute({
  ...removeFactors,
  ...one,
  id: 'administrators.removeSecondFactors',
  path: `${onePath}/second-factors`,
  summary: 'Remove every second factor of an administrator, and end their sessions',
});

export const endAdministratorSessions = defineRoute({
  ...endSessions,
  ...one,
  id: 'administrators.endSessions',
  path: `${onePath}/sessions`,
  summary: 'End every session of an administrator',
});

export const deleteAdministrator = defineRoute({
  ...remove,
  ...one,
  id: 'administrators.delete',
  path: onePath,
  summary: 'Delete an administrator',
});

const companyPath = '/companies/:company/administrators';
const oneCompanyPath = `${companyPath}/:administrator` as const;
const companyReads = { kind: 'permission', permission: 'administrators.read', at: 'company' } as const;
const companyWrites = { kind: 'permission', permission: 'administrators.write', at: 'company' } as const;
const oneOfCompany = { access: companyWrites, params: inCompanyParams } as const;

export const listCompanyAdministrators = defineRoute({
  ...list,
  id: 'companyAdministrators.list',
  path: companyPath,
  summary: 'Administrators with a role in the company by login',
  access: companyReads,
  params: companyParams,
});

export const inviteCompanyAdministrator = defineRoute({
  ...invite,
  id: 'companyAdministrators.invite',
  path: companyPath,
  summary:
    'Make an administrator of the company and a link to choose a password with, or give roles to one who is there',
  access: companyWrites,
  params: companyParams,
  body: z.strictObject({ ...invitation, grants: grantsOf(companyGrant).min(1) }),
});

export const readCompanyAdministrator = defineRoute({
  ...read,
  id: 'companyAdministrators.read',
  path: oneCompanyPath,
  summary: 'One administrator with the roles in the company',
  access: companyReads,
  params: inCompanyParams,
});

export const updateCompanyAdministrator = defineRoute({
  ...update,
  ...oneOfCompany,
  id: 'companyAdministrators.update',
  path: oneCompanyPath,
  summary: 'Rename, enable or disable an administrator who has no role elsewhere',
});

export const setCompanyAdministratorGrants = defineRoute({
  ...setGrants,
  ...oneOfCompany,
  id: 'companyAdministrators.setGrants',
  path: `${oneCompanyPath}/grants`,
  summary: 'Replace the roles of an administrator in the company',
  body: z.strictObject({ grants: grantsOf(companyGrant), confirm }),
});

export const createCompanyAdministratorLink = defineRoute({
  ...createLink,
  ...oneOfCompany,
  id: 'companyAdministrators.createLink',
  path: `${oneCompanyPath}/password-link`,
  summary: 'Make a link with which an administrator who has no role elsewhere chooses a password',
});

export const removeCompanyAdministratorFactors = defineRoute({
  ...removeFactors,
  ...oneOfCompany,
  id: 'companyAdministrators.removeSecondFactors',
  path: `${oneCompanyPath}/second-factors`,
  summary: 'Remove every second factor of an administrator who has no role elsewhere, and end their sessions',
});

export const endCompanyAdministratorSessions = defineRoute({
  ...endSessions,
  ...oneOfCompany,
  id: 'companyAdministrators.endSessions',
  path: `${oneCompanyPath}/sessions`,
  summary: 'End every session of an administrator who has no role elsewhere',
});

export const deleteCompanyAdministrator = defineRoute({
  ...remove,
  ...oneOfCompany,
  id: 'companyAdministrators.delete',
  path: oneCompanyPath,
  summary: 'Delete an administrator who has no role elsewhere',
});

export const administratorRoutes = [
  listAdministrators,
  inviteAdministrator,
  readAdministrator,
  updateAdministrator,
  setAdministratorGrants,
  createAdministratorLink,
  removeAdministratorFactors,
  endAdministratorSessions,
  deleteAdministrator,
  listCompanyAdministrators,
  inviteCompanyAdministrator,
  readCompanyAdministrator,
  updateCompanyAdministrator,
  setCompanyAdministratorGrants,
  createCompanyAdministratorLink,
  removeCompanyAdministratorFactors,
  endCompanyAdministratorSessions,
  deleteCompanyAdministrator,
] as const;
