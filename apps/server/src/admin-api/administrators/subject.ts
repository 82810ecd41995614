/** Administrators as a caller sees them: all grants for the installation, those of one company for that company. */
import type { AdministratorView } from '@cordboard/contract/admin-api/administrators';
import { CordboardError } from '../../errors.ts';
import type { RoleGrant, StoredAdministrator } from '../../storage/ports/administrator-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { Actor } from '../actor.ts';
import { grantViews } from '../grant-view.ts';
import { entityTag } from '../http/entity-tag.ts';
import { isSelf, reachOf, type Subject } from './reach.ts';

/** What the route is about: one company, or null for the installation. */
export type Scope = string | null;

export const grantsIn = (scope: Scope, grants: readonly RoleGrant[]): readonly RoleGrant[] =>
  scope === null ? grants : grants.filter(({ companyId }) => companyId === scope);

export const sameGrant = (a: RoleGrant, b: RoleGrant): boolean =>
  a.role === b.role && a.companyId === b.companyId && a.environmentId === b.environmentId;

/** Grants of the first list that the second lacks. */
export const without = (grants: readonly RoleGrant[], others: readonly RoleGrant[]): readonly RoleGrant[] =>
  grants.filter((grant) => !others.some((other) => sameGrant(grant, other)));

/** Somebody who has no role in the company does not exist there. @throws CordboardError `admin.not_found` */
export const findSubject = async (reader: StorageReader, scope: Scope, id: string): Promise<Subject> => {
  const administrator = await reader.findAdministrator(id);
  const grants = administrator === null ? [] : await reader.listGrants(id);
  if (administrator === null || (scope !== null && grantsIn(scope, grants).length === 0)) {
    throw new CordboardError('admin.not_found', { received: id });
  }
  return { administrator, grants };
};

/** Whether nobody has ever been in the account. */
export const isInvited = ({ passwordHash, lastSignedInAt }: StoredAdministrator): boolean =>
  passwordHash === null && lastSignedInAt === null;

const stateOf = (administrator: StoredAdministrator): AdministratorView['state'] => {
  if (!administrator.enabled) {
    return 'disabled';
  }
  return isInvited(administrator) ? 'invited' : 'active';
};

export const viewOf = async (
  reader: StorageReader,
  scope: Scope,
  actor: Actor,
  subject: Subject,
): Promise<AdministratorView> => {
  const { id, login, name, sealedTotp, lastSignedInAt, createdAt } = subject.administrator;
  const passkeys = await reader.listPasskeys(id);
  return {
    id,
    login,
    name,
    state: stateOf(subject.administrator),
    grants: await grantViews(reader, grantsIn(scope, subject.grants)),
    secondFactors: [...(sealedTotp === null ? [] : ['totp' as const]), ...(passkeys[0] ? ['passkey' as const] : [])],
    lastSignedInAt,
    createdAt,
    isSelf: isSelf(actor, subject),
    change: reachOf(actor, subject),
  };
};

/** Signing in makes no other version. */
export const tagOf = (scope: Scope, { administrator, grants }: Subject): string =>
  entityTag([administrator.id, administrator.revision, grantsIn(scope, grants)]);
