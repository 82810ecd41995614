/** Inviting: a new account with a link to choose a password with, or more roles for one that is there. */
import { issueLink } from '../../administrators/links.ts';
import type { LinkKind } from '../../storage/ports/administration-store.ts';
import type { RoleGrant, StoredAdministrator } from '../../storage/ports/administrator-store.ts';
import type { StorageWriter } from '../../storage/ports/storage.ts';
import { auditActor } from '../actor.ts';
import type { AdminParts } from '../admin-parts.ts';
import type { Call } from '../http/call.ts';
import { auditSubject } from './audit-subject.ts';
import { assertGoverns, assertNoOwner, reachOf, type Subject } from './reach.ts';
import { isInvited, type Scope, tagOf, viewOf, without } from './subject.ts';

type InviteCall = Pick<Call, 'actor' | 'now' | 'audit'> & {
  readonly body: { readonly login: string; readonly name: string };
};

const passwordLinks = ['invitation', 'password-reset'] as const satisfies readonly LinkKind[];

/** Makes a link for somebody; what was made before, of either kind, is void. */
export const makePasswordLink = async (
  parts: AdminParts,
  call: Pick<Call, 'actor'>,
  writer: StorageWriter,
  administrator: StoredAdministrator,
) => {
  const kind: (typeof passwordLinks)[number] = isInvited(administrator) ? 'invitation' : 'password-reset';
  for (const other of passwordLinks) {
    await writer.deleteLinks(other, administrator.id);
  }
  const creator = auditActor(call.actor);
  return { kind, ...(await issueLink(parts, writer, { kind, subject: administrator.id, creator })) };
};

/** Whoever holds a link for an account must not get by it what the account was given in other places since. */
export const voidLinksOnWidening = async (
  writer: StorageWriter,
  { administrator, grants }: Subject,
  next: readonly RoleGrant[],
): Promise<void> => {
  const known = new Set(grants.map(({ companyId }) => companyId));
  if (next.some(({ companyId }) => !known.has(companyId))) {
    for (const kind of passwordLinks) {
      await writer.deleteLinks(kind, administrator.id);
    }
  }
};

const createAccount = async (
  parts: AdminParts,
  call: Pick<InviteCall, 'body' | 'now'>,
  writer: StorageWriter,
): Promise<Subject> => {
  const { login, name } = call.body;
  const record = { id: parts.newId(), login, name, passwordHash: null, sealedTotp: null, enabled: true };
  await writer.putAdministrator({ ...record, createdAt: call.now, updatedAt: call.now });
  return {
    administrator: { ...record, createdAt: call.now, updatedAt: call.now, revision: 1, lastSignedInAt: null },
    grants: [],
  };
};

const findAccount = async (
  call: Pick<InviteCall, 'body' | 'actor'>,
  writer: StorageWriter,
): Promise<Subject | null> => {
  const administrator = await writer.findAdministratorByLogin(call.body.login);
  if (administrator === null) {
    return null;
  }
  const subject = { administrator, grants: await writer.listGrants(administrator.id) };
  assertNoOwner(call.actor, subject);
  return subject;
};

/** Within the write. @throws CordboardError `admin.forbidden`, `administrator.owner_protected` */
export const invite = async (
  parts: AdminParts,
  call: InviteCall,
  writer: StorageWriter,
  { scope, wanted }: { readonly scope: Scope; readonly wanted: readonly RoleGrant[] },
) => {
  assertGoverns(call.actor, wanted);
  const present = await findAccount(call, writer);
  const subject = present ?? (await createAccount(parts, call, writer));
  const { administrator, grants } = subject;
  const next = [...grants, ...without(wanted, grants)];
  await voidLinksOnWidening(writer, subject, next);
  await writer.setGrants(administrator.id, next);
  const stored = (await writer.findAdministrator(administrator.id)) ?? administrator;
  const invited: Subject = { administrator: stored, grants: next };
  const canLink = stored.enabled && isInvited(stored) && reachOf(call.actor, invited) === 'account';
  const link = canLink ? await makePasswordLink(parts, call, writer, stored) : null;
  await auditSubject(call, writer, {
    administrator: stored,
    action: present === null ? 'administrator.invited' : 'administrator.roles-changed',
    fields: link === null ? [] : [{ name: 'link', from: null, to: 'set' }],
    before: grants,
    after: next,
  });
  const view = await viewOf(writer, scope, call.actor, invited);
  return { body: { administrator: view, created: present === null, link }, etag: tagOf(scope, invited) };
};
