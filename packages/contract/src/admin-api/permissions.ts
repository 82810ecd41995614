/** Who may do what in the administration: roles are what people are given, permissions what routes ask for. */

/**
 * From the widest to the narrowest. An owner's grant covers the installation; a company administrator's one company;
 * the others' a company or one of its environments.
 */
export const roles = [
  'installation-owner',
  'company-administrator',
  'environment-administrator',
  'supervisor',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  /** Make and delete companies, and see to the installation itself. */
  'installation.write',
  /** Rename the company; make and delete its environments. */
  'company.write',
  'directory.read',
  /** Realms, service providers, connections, apps and keys. */
  'directory.write',
  'people.read',
  'people.write',
  /** End the sessions of people who are signed in. */
  'sessions.end',
  'attempts.read',
  'audit.read',
  'administrators.read',
  'administrators.write',
  'api-keys.read',
  'api-keys.write',
] as const;
export type Permission = (typeof permissions)[number];

const readEverything = [
  'directory.read',
  'people.read',
  'attempts.read',
  'audit.read',
  'administrators.read',
  'api-keys.read',
] as const satisfies readonly Permission[];

const environmentAdministrator = [
  'directory.read',
  'directory.write',
  'people.read',
  'people.write',
  'sessions.end',
  'attempts.read',
  'audit.read',
] as const satisfies readonly Permission[];

const companyAdministrator = [
  ...environmentAdministrator,
  'company.write',
  'administrators.read',
  'administrators.write',
  'api-keys.read',
  'api-keys.write',
] as const satisfies readonly Permission[];

/** What a grant of a role allows, within the company or environment of the grant. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  'installation-owner': permissions,
  'company-administrator': companyAdministrator,
  'environment-administrator': environmentAdministrator,
  supervisor: ['directory.read', 'people.read', 'people.write', 'sessions.end', 'attempts.read'],
  auditor: readEverything,
};

/** What an API key of a company can be allowed. Never administrators or other keys: a key makes no further access. */
export const apiKeyScopes = [
  'company.write',
  'directory.read',
  'directory.write',
  'people.read',
  'people.write',
  'sessions.end',
  'attempts.read',
  'audit.read',
] as const satisfies readonly Permission[];
export type ApiKeyScope = (typeof apiKeyScopes)[number];
