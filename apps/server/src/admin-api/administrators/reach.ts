/** How far somebody's rights over other administrators go. Nobody gives, takes or touches more than they hold. */
import type { AdministratorView } from '@cordboard/contract/admin-api/administrators';
import { rolePermissions } from '@cordboard/contract/admin-api/permissions';
import { CordboardError } from '../../errors.ts';
import type { RoleGrant, StoredAdministrator } from '../../storage/ports/administrator-store.ts';
import { type Actor, INSTALLATION, may } from '../actor.ts';

/** An administrator whom somebody looks at or changes, with all grants. */
export interface Subject {
  readonly administrator: StoredAdministrator;
  readonly grants: readonly RoleGrant[];
}

export const isSelf = (actor: Actor, { administrator }: Pick<Subject, 'administrator'>): boolean =>
  actor.kind === 'administrator' && actor.id === administrator.id;

/** Whether the actor may give and take the grant: with the right to, and all that the role allows. */
const governs = (actor: Actor, { role, companyId, environmentId }: RoleGrant): boolean =>
  (['administrators.write', ...rolePermissions[role]] as const).every((permission) =>
    may(actor, permission, { companyId, environmentId }),
  );

const isOwner = ({ role }: RoleGrant): boolean => role === 'installation-owner';
const administers = ({ role }: RoleGrant): boolean => rolePermissions[role].includes('administrators.write');

/** What the actor may change of somebody. An account without any role is for owners of the installation. */
export const reachOf = (actor: Actor, { grants }: Pick<Subject, 'grants'>): AdministratorView['change'] => {
  if (may(actor, 'administrators.write', INSTALLATION)) {
    return 'account';
  }
  const governed = grants.filter((grant) => governs(actor, grant));
  if (governed.length === 0 || grants.some(isOwner)) {
    return 'none';
  }
  return governed.length === grants.length ? 'account' : 'roles';
};

/** @throws CordboardError `administrator.owner_protected` */
export const assertNoOwner = (actor: Actor, { administrator, grants }: Subject): void => {
  if (grants.some(isOwner) && !may(actor, 'administrators.write', INSTALLATION)) {
    throw new CordboardError('administrator.owner_protected', { received: administrator.login });
  }
};

/** @throws CordboardError `administrator.owner_protected`, `administrator.other_grants` */
export const assertAccount = (actor: Actor, subject: Subject): void => {
  assertNoOwner(actor, subject);
  if (reachOf(actor, subject) !== 'account') {
    throw new CordboardError('administrator.other_grants', {
      expected: 'an administrator whose roles all lie in places that the caller administers',
      received: subject.administrator.login,
    });
  }
};

/** @throws CordboardError `admin.forbidden` */
export const assertGoverns = (actor: Actor, grants: readonly RoleGrant[]): void => {
  const beyond = grants.filter((grant) => !governs(actor, grant));
  if (beyond.length > 0) {
    throw new CordboardError('admin.forbidden', {
      expected: 'roles that the caller holds at their place',
      received: beyond.map(({ role }) => role).join(', '),
    });
  }
};

/**
 * Refuses those who would lose their own right to administer without having said so.
 *
 * @param next the grants that are left; none for an account that is disabled or deleted
 * @throws CordboardError `administrator.own_rights`
 */
export const assertKeepsOwnRights = (
  actor: Actor,
  subject: Subject,
  next: readonly RoleGrant[],
  confirmed: boolean,
): void => {
  if (!confirmed && isSelf(actor, subject) && subject.grants.some(administers) && !next.some(administers)) {
    throw new CordboardError('administrator.own_rights', {
      expected: 'the change with `confirm`',
      hint: 'Somebody else has to give the right back.',
    });
  }
};

/** @throws CordboardError `administrator.own_account` */
export const assertOther = (actor: Actor, subject: Subject): void => {
  if (isSelf(actor, subject)) {
    throw new CordboardError('administrator.own_account', { expected: 'another administrator' });
  }
};
