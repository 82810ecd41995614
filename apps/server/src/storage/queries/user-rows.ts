/** People as rows and back. */
import { asciiLowerCase } from '@cordboard/contract/ascii-lower-case';
import { userGroups } from '@cordboard/contract/tenant-settings';
import { readJson } from '../json-column.ts';
import type { UserRecord } from '../ports/user-store.ts';
import type { UserAccountTable } from '../tables/people-tables.ts';

export const userColumns = [
  'id',
  'realm_id',
  'login',
  'email',
  'email_key',
  'display_name',
  'first_name',
  'last_name',
  'groups',
  'enabled',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof UserAccountTable)[];

/** Most users belong to none: they cost no parsing. */
const readGroups = (text: string): readonly string[] =>
  text === '[]' ? [] : readJson(userGroups, text, 'user_account.groups');

export const toUserRow = (record: UserRecord): UserAccountTable => ({
  id: record.id,
  realm_id: record.realmId,
  login: record.login,
  email: record.email,
  email_key: record.email === null ? null : asciiLowerCase(record.email),
  display_name: record.displayName,
  first_name: record.firstName,
  last_name: record.lastName,
  groups: JSON.stringify(record.groups),
  enabled: record.enabled ? 1 : 0,
  created_at: record.createdAt,
  updated_at: record.updatedAt,
});

export const toUserRecord = (row: UserAccountTable): UserRecord => ({
  id: row.id,
  realmId: row.realm_id,
  login: row.login,
  email: row.email,
  displayName: row.display_name,
  firstName: row.first_name,
  lastName: row.last_name,
  groups: readGroups(row.groups),
  enabled: row.enabled === 1,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
