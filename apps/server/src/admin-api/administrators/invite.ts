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
import { assertMayWiden, linkAfterWidening, type Widening, widen, wideningFields } from './widen.ts';

type InviteCall = Pick<Call, 'actor' | 'now' | 'audit'> & {
  readonly body: { readonly login: string; readonly name: string; readonly keepCredentials: boolean };
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

const findAccount = async (login: string, writer: StorageWriter): Promise<Subject | null> => {
  const administrator = await writer.findAdministratorByLogin(login);
  return administrator === null ? null : { administrator, grants: await writer.listGrants(administrator.id) };
};

const makeLink = async (
  parts: AdminParts,
  call: InviteCall,
  writer: StorageWriter,
  { invited, widening }: { readonly invited: Subject; readonly widening: Widening },
) => {
  const { administrator } = invited;
  if (widening === 'removed') {
    return linkAfterWidening(parts, call, writer, { administrator, widening });
  }
  const canLink = administrator.enabled && isInvited(administrator) && reachOf(call.actor, invited) === 'account';
  return canLink ? makePasswordLink(parts, call, writer, administrator) : null;
};

/**
 * Within the write.
 *
 * @throws CordboardError `admin.forbidden`, `administrator.known_elsewhere`, `administrator.owner_protected`
 */
export const invite = async (
  parts: AdminParts,
  call: InviteCall,
  writer: StorageWriter,
  { scope, wanted }: { readonly scope: Scope; readonly wanted: readonly RoleGrant[] },
) => {
  assertGoverns(call.actor, wanted);
  const present = await findAccount(call.body.login, writer);
  if (present !== null) {
    await assertMayWiden(call.actor, writer, present, wanted);
    assertNoOwner(call.actor, present);
  }
  const subject = present ?? (await createAccount(parts, call, writer));
  const { administrator, grants } = subject;
  const next = [...grants, ...without(wanted, grants)];
  const { keepCredentials } = call.body;
  const widening = present === null ? null : await widen(call, writer, present, { next, keepCredentials });
  await writer.setGrants(administrator.id, next);
  const stored = (await writer.findAdministrator(administrator.id)) ?? administrator;
  const invited: Subject = { administrator: stored, grants: next };
  const link = await makeLink(parts, call, writer, { invited, widening });
  await auditSubject(call, writer, {
    administrator: stored,
    action: present === null ? 'administrator.invited' : 'administrator.roles-changed',
    fields: [...wideningFields(widening), ...(link === null ? [] : [{ name: 'link', from: null, to: 'set' }])],
    before: grants,
    after: next,
  });
  const view = await viewOf(writer, scope, call.actor, invited);
  return { body: { administrator: view, created: present === null, link }, etag: tagOf(scope, invited) };
};
