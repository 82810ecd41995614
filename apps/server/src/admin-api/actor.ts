/** Who calls the administration API, and what their grants allow at a place. */
import { type ApiKeyScope, type Permission, rolePermissions } from '@cordboard/contract/admin-api/permissions';
import type { RoleGrant } from '../storage/ports/administrator-store.ts';
import type { AuditActorKind } from '../storage/ports/audit-store.ts';

export type { RoleGrant };

export interface AdministratorActor {
  readonly kind: 'administrator';
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly grants: readonly RoleGrant[];
  /** SHA-256 of the session's cookie, base64url. */
  readonly sessionHash: string;
}

export interface ApiKeyActor {
  readonly kind: 'api-key';
  readonly id: string;
  readonly name: string;
  readonly companyId: string;
  readonly scopes: readonly ApiKeyScope[];
}

/** Whoever holds a set-up link: may see and fill in one set-up, and nothing else. */
export interface SetUpLinkActor {
  readonly kind: 'set-up-link';
  /** Of the link. */
  readonly id: string;
  /** Whom it was made for. */
  readonly name: string;
  readonly setUpId: string;
  readonly companyId: string;
}

export type Actor = AdministratorActor | ApiKeyActor | SetUpLinkActor;

/** Where a permission has to be held. */
export interface Place {
  /** Null for the installation. */
  readonly companyId: string | null;
  /** Null for the company as a whole. */
  readonly environmentId: string | null;
}

export const INSTALLATION: Place = { companyId: null, environmentId: null };

/** How an actor is named in the audit log. */
export const auditActor = (
  actor: Actor,
): { readonly kind: AuditActorKind; readonly id: string; readonly name: string } => ({
  kind: actor.kind === 'set-up-link' ? 'person' : actor.kind,
  id: actor.id,
  name: actor.kind === 'administrator' ? actor.login : actor.name,
});

const covers = (grant: RoleGrant, place: Place, orBelow: boolean): boolean => {
  if (grant.companyId === null) {
    return true;
  }
  if (place.companyId === null) {
    return orBelow;
  }
  if (grant.companyId !== place.companyId) {
    return false;
  }
  return (
    grant.environmentId === null ||
    grant.environmentId === place.environmentId ||
    (orBelow && place.environmentId === null)
  );
};

/** Whether the actor holds the permission at the place; with `orBelow`, there or anywhere below. */
export const may = (actor: Actor, permission: Permission, place: Place, orBelow = false): boolean => {
  if (actor.kind === 'set-up-link') {
    return false;
  }
  if (actor.kind === 'api-key') {
    const isOwn = place.companyId === actor.companyId || (place.companyId === null && orBelow);
    return isOwn && actor.scopes.some((scope) => scope === permission);
  }
  return actor.grants.some(
    (grant) => rolePermissions[grant.role].includes(permission) && covers(grant, place, orBelow),
  );
};

/** Whether the actor may know that the place exists at all. */
export const sees = (actor: Actor, place: Place): boolean => {
  switch (actor.kind) {
    case 'set-up-link':
      return false;
    case 'api-key':
      return place.companyId === null || place.companyId === actor.companyId;
    default:
      return actor.grants.some((grant) => covers(grant, place, true));
  }
};
