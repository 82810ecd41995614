/**
 * Widening: an account is given roles in a company where it had none, or the installation. Whoever made the account or
 * chose its password elsewhere must not get by it what it is given here, so its credentials go.
 */
import { forgetCredentials } from '../../administrators/forget-credentials.ts';
import { issueLink } from '../../administrators/links.ts';
import { CordboardError } from '../../errors.ts';
import type { RoleGrant, StoredAdministrator } from '../../storage/ports/administrator-store.ts';
import type { StorageReader, StorageWriter } from '../../storage/ports/storage.ts';
import { type Actor, auditActor, INSTALLATION, may } from '../actor.ts';
import type { AdminParts } from '../admin-parts.ts';
import type { Call } from '../http/call.ts';
import type { Subject } from './reach.ts';

const isOwner = (actor: Actor): boolean => may(actor, 'administrators.write', INSTALLATION);

const reachesNew = (grants: readonly RoleGrant[], next: readonly RoleGrant[]): boolean => {
  const known = new Set(grants.map(({ companyId }) => companyId));
  return next.some(({ companyId }) => !known.has(companyId));
};

const hasCredentials = async (
  reader: Pick<StorageReader, 'listPasskeys'>,
  { id, passwordHash, sealedTotp }: StoredAdministrator,
): Promise<boolean> => passwordHash !== null || sealedTotp !== null || (await reader.listPasskeys(id)).length > 0;

/**
 * The same answer whatever the account is elsewhere.
 *
 * @throws CordboardError `administrator.known_elsewhere`
 */
export const assertMayWiden = async (
  actor: Actor,
  reader: Pick<StorageReader, 'listPasskeys'>,
  { administrator, grants }: Subject,
  next: readonly RoleGrant[],
): Promise<void> => {
  if (isOwner(actor) || !reachesNew(grants, next)) {
    return;
  }
  if (grants.length > 0 || (await hasCredentials(reader, administrator))) {
    throw new CordboardError('administrator.known_elsewhere', {
      expected: 'an address without an account, or of an administrator of the company',
      hint: 'An owner of the installation has to give the role.',
    });
  }
};

type WidenCall = Pick<Call, 'actor' | 'now'>;

const voidCredentials = async (
  { now }: WidenCall,
  writer: StorageWriter,
  administrator: StoredAdministrator,
): Promise<void> => {
  await writer.putAdministrator({ ...administrator, passwordHash: null, sealedTotp: null, updatedAt: now });
  await forgetCredentials(writer, administrator.id);
};

/** What became of the credentials of an account that was there; null when it reaches nothing new. */
export type Widening = 'removed' | 'kept' | null;

/**
 * Voids the credentials of an account that will reach more. An owner of the installation can keep them; links go even
 * then. Owners reach everything already.
 */
export const widen = async (
  call: WidenCall,
  writer: StorageWriter,
  { administrator, grants }: Subject,
  { next, keepCredentials }: { readonly next: readonly RoleGrant[]; readonly keepCredentials: boolean },
): Promise<Widening> => {
  if (grants.some(({ companyId }) => companyId === null) || !reachesNew(grants, next)) {
    return null;
  }
  if (!(keepCredentials && isOwner(call.actor))) {
    await voidCredentials(call, writer, administrator);
    return 'removed';
  }
  for (const kind of ['invitation', 'password-reset'] as const) {
    await writer.deleteLinks(kind, administrator.id);
  }
  return 'kept';
};

/** For the log. */
export const wideningFields = (widening: Widening) =>
  widening === null ? [] : [{ name: 'credentials', from: null, to: widening }];

/** The way back into an account without credentials. None for one that is disabled: links do not work for it. */
export const linkAfterWidening = async (
  parts: AdminParts,
  { actor }: Pick<Call, 'actor'>,
  writer: StorageWriter,
  { administrator, widening }: { readonly administrator: StoredAdministrator; readonly widening: Widening },
) => {
  if (widening !== 'removed' || !administrator.enabled) {
    return null;
  }
  const kind = 'invitation' as const;
  const creator = auditActor(actor);
  return { kind, ...(await issueLink(parts, writer, { kind, subject: administrator.id, creator })) };
};
