/** Administrators over the API: those of the installation, and those of one company. */
import type { AdminRoute } from '@cordboard/contract/admin-api/admin-route';
import * as routes from '@cordboard/contract/admin-api/administrators';
import { z } from 'zod';
import {
  removeAdministrator,
  removeSecondFactors,
  replaceGrants,
  setEnabled,
} from '../../administrators/change-administrator.ts';
import { CordboardError } from '../../errors.ts';
import type { StorageReader, StorageWriter } from '../../storage/ports/storage.ts';
import type { AdminParts } from '../admin-parts.ts';
import { auditSubject } from '../administrators/audit-subject.ts';
import { invite, makePasswordLink } from '../administrators/invite.ts';
import {
  assertAccount,
  assertGoverns,
  assertKeepsOwnRights,
  assertNoOwner,
  assertOther,
  type Subject,
} from '../administrators/reach.ts';
import { readGrants, type WantedGrant } from '../administrators/read-grants.ts';
import { findSubject, grantsIn, type Scope, tagOf, viewOf, without } from '../administrators/subject.ts';
import { linkAfterWidening, widen, wideningFields } from '../administrators/widen.ts';
import { type BoundRoute, bind, type Call } from '../http/call.ts';
import { assertMatch } from '../http/entity-tag.ts';
import { pageOfRecords, readCursor } from '../http/page-cursor.ts';

const position = z.strictObject({ login: z.string() });

/** A call of either route, that of the installation or that of a company, within its write. */
type Within<R extends AdminRoute> = Pick<Call<R>, 'params' | 'query' | 'body' | 'actor' | 'ifMatch' | 'audit' | 'now'>;

type One = Pick<Call<typeof routes.readAdministrator>, 'params' | 'actor'>;

const answer = async (reader: StorageReader, scope: Scope, { actor }: Pick<Call, 'actor'>, subject: Subject) => ({
  body: await viewOf(reader, scope, actor, subject),
  etag: tagOf(scope, subject),
});

const read = async (reader: StorageReader, scope: Scope, call: One) =>
  answer(reader, scope, call, await findSubject(reader, scope, call.params.administrator));

const list = async (
  { storage }: AdminParts,
  scope: Scope,
  { query, actor }: Pick<Call<typeof routes.listAdministrators>, 'query' | 'actor'>,
) => {
  const records = await storage.read.listAdministrators({
    companyId: scope ?? undefined,
    after: readCursor(position, query.cursor)?.login ?? null,
    limit: query.limit + 1,
  });
  const page = pageOfRecords(records, query.limit, ({ login }) => ({ login }));
  const items: routes.AdministratorView[] = [];
  for (const administrator of page.records) {
    const grants = await storage.read.listGrants(administrator.id);
    items.push(await viewOf(storage.read, scope, actor, { administrator, grants }));
  }
  return { body: { items, next: page.next } };
};

const update = async (writer: StorageWriter, scope: Scope, call: Within<typeof routes.updateAdministrator>) => {
  const subject = await findSubject(writer, scope, call.params.administrator);
  assertAccount(call.actor, subject);
  assertMatch(call.ifMatch, tagOf(scope, subject));
  const { administrator, grants } = subject;
  const { name = administrator.name, enabled = administrator.enabled, confirm } = call.body;
  const fields = [
    ...(name === administrator.name ? [] : [{ name: 'name', from: administrator.name, to: name }]),
    ...(enabled === administrator.enabled ? [] : [{ name: 'enabled', from: String(!enabled), to: String(enabled) }]),
  ];
  if (fields.length === 0) {
    return answer(writer, scope, call, subject);
  }
  assertKeepsOwnRights(call.actor, subject, enabled ? grants : [], confirm);
  await writer.putAdministrator({ ...administrator, name, updatedAt: call.now });
  if (enabled !== administrator.enabled) {
    await setEnabled(writer, { administratorId: administrator.id, enabled, at: call.now });
  }
  await auditSubject(call, writer, { administrator, action: 'administrator.updated', fields, before: grants });
  return read(writer, scope, call);
};

type GrantsCall = Pick<Call, 'actor' | 'ifMatch' | 'audit' | 'now'> &
  One & { readonly body: { readonly confirm: boolean; readonly keepCredentials?: boolean } };

/** Of the roles: with the link that somebody needs whose credentials went. */
const grantsAnswer = async (
  writer: StorageWriter,
  scope: Scope,
  call: GrantsCall,
  { subject, link }: { readonly subject: Subject; readonly link: Awaited<ReturnType<typeof linkAfterWidening>> },
) => {
  const { body, etag } = await answer(writer, scope, call, subject);
  return { body: { ...body, link }, etag };
};

const setGrants = async (
  parts: AdminParts,
  writer: StorageWriter,
  { scope, asked }: { readonly scope: Scope; readonly asked: readonly WantedGrant[] },
  call: GrantsCall,
) => {
  const subject = await findSubject(writer, scope, call.params.administrator);
  assertNoOwner(call.actor, subject);
  assertMatch(call.ifMatch, tagOf(scope, subject));
  const { administrator, grants } = subject;
  const wanted = await readGrants(writer, asked);
  const next = [...without(grants, grantsIn(scope, grants)), ...wanted];
  const changed = [...without(next, grants), ...without(grants, next)];
  if (changed.length === 0) {
    return grantsAnswer(writer, scope, call, { subject, link: null });
  }
  assertGoverns(call.actor, changed);
  const { confirm, keepCredentials = false } = call.body;
  assertKeepsOwnRights(call.actor, subject, next, confirm);
  const widening = await widen(call, writer, subject, { next, keepCredentials });
  await replaceGrants(writer, administrator.id, next);
  const link = await linkAfterWidening(parts, call, writer, { administrator, widening });
  const action = 'administrator.roles-changed';
  const fields = [...wideningFields(widening), ...(link === null ? [] : [{ name: 'link', from: null, to: 'set' }])];
  await auditSubject(call, writer, { administrator, action, fields, before: grants, after: next });
  // Whoever lost the last role in the company is not found there any more.
  const changedSubject = await findSubject(writer, null, administrator.id);
  return grantsAnswer(writer, scope, call, { subject: changedSubject, link });
};

/** The subject of a change of the ways to sign in. */
const findOther = async (writer: StorageWriter, scope: Scope, call: One): Promise<Subject> => {
  const subject = await findSubject(writer, scope, call.params.administrator);
  assertAccount(call.actor, subject);
  assertOther(call.actor, subject);
  return subject;
};

const createLink = async (
  parts: AdminParts,
  writer: StorageWriter,
  scope: Scope,
  call: Within<typeof routes.createAdministratorLink>,
) => {
  const { administrator, grants } = await findOther(writer, scope, call);
  if (!administrator.enabled) {
    throw new CordboardError('administrator.disabled', { received: administrator.login });
  }
  const link = await makePasswordLink(parts, call, writer, administrator);
  const fields = [{ name: 'link', from: null, to: link.kind }];
  const action = 'administrator.password-link-created';
  await auditSubject(call, writer, { administrator, action, fields, before: grants });
  return { body: link };
};

const removeFactors = async (
  writer: StorageWriter,
  scope: Scope,
  call: Within<typeof routes.removeAdministratorFactors>,
) => {
  const { administrator, grants } = await findOther(writer, scope, call);
  await removeSecondFactors(writer, administrator.id, call.now);
  const fields = [{ name: 'secondFactors', from: null, to: 'removed' }];
  const action = 'administrator.second-factors-removed';
  await auditSubject(call, writer, { administrator, action, fields, before: grants });
  return read(writer, scope, call);
};

const endSessions = async (
  writer: StorageWriter,
  scope: Scope,
  call: Within<typeof routes.endAdministratorSessions>,
) => {
  const { administrator, grants } = await findOther(writer, scope, call);
  const ended = await writer.endAdminSessions(administrator.id, null);
  await writer.deleteChallenges(administrator.id);
  const fields = [{ name: 'sessions', from: null, to: String(ended) }];
  const action = 'administrator.sessions-ended';
  await auditSubject(call, writer, { administrator, action, fields, before: grants });
  return { body: { ended } };
};

const remove = async (writer: StorageWriter, scope: Scope, call: Within<typeof routes.deleteAdministrator>) => {
  const subject = await findSubject(writer, scope, call.params.administrator);
  assertAccount(call.actor, subject);
  assertMatch(call.ifMatch, tagOf(scope, subject));
  assertKeepsOwnRights(call.actor, subject, [], call.query.confirm === 'true');
  const { administrator, grants } = subject;
  // Before the deletion: an event names what was there.
  const event = { administrator, action: 'administrator.deleted', before: grants, after: [] };
  const fields = [{ name: 'name', from: administrator.name, to: null }];
  await auditSubject(call, writer, { ...event, fields });
  await removeAdministrator(writer, administrator.id);
  return { body: undefined };
};

const installationRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(routes.listAdministrators, (call) => list(parts, null, call)),
  bind(routes.inviteAdministrator, (call) =>
    call.write(async (writer) =>
      invite(parts, call, writer, { scope: null, wanted: await readGrants(writer, call.body.grants) }),
    ),
  ),
  bind(routes.readAdministrator, (call) => read(parts.storage.read, null, call)),
  bind(routes.updateAdministrator, (call) => call.write((writer) => update(writer, null, call))),
  bind(routes.setAdministratorGrants, (call) =>
    call.write((writer) => setGrants(parts, writer, { scope: null, asked: call.body.grants }, call)),
  ),
  bind(routes.createAdministratorLink, (call) => call.write((writer) => createLink(parts, writer, null, call))),
  bind(routes.removeAdministratorFactors, (call) => call.write((writer) => removeFactors(writer, null, call))),
  bind(routes.endAdministratorSessions, (call) => call.write((writer) => endSessions(writer, null, call))),
  bind(routes.deleteAdministrator, (call) => call.write((writer) => remove(writer, null, call))),
];

const inCompany = (
  { company }: Pick<Call, 'company'>,
  grants: readonly Omit<WantedGrant, 'company'>[],
): readonly WantedGrant[] => grants.map((grant) => ({ ...grant, company: company.slug }));

const companyRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(routes.listCompanyAdministrators, (call) => list(parts, call.company.id, call)),
  bind(routes.inviteCompanyAdministrator, (call) =>
    call.write(async (writer) => {
      const wanted = await readGrants(writer, inCompany(call, call.body.grants));
      return invite(parts, call, writer, { scope: call.company.id, wanted });
    }),
  ),
  bind(routes.readCompanyAdministrator, (call) => read(parts.storage.read, call.company.id, call)),
  bind(routes.updateCompanyAdministrator, (call) => call.write((writer) => update(writer, call.company.id, call))),
  bind(routes.setCompanyAdministratorGrants, (call) =>
    call.write((writer) =>
      setGrants(parts, writer, { scope: call.company.id, asked: inCompany(call, call.body.grants) }, call),
    ),
  ),
  bind(routes.createCompanyAdministratorLink, (call) =>
    call.write((writer) => createLink(parts, writer, call.company.id, call)),
  ),
  bind(routes.removeCompanyAdministratorFactors, (call) =>
    call.write((writer) => removeFactors(writer, call.company.id, call)),
  ),
  bind(routes.endCompanyAdministratorSessions, (call) =>
    call.write((writer) => endSessions(writer, call.company.id, call)),
  ),
  bind(routes.deleteCompanyAdministrator, (call) => call.write((writer) => remove(writer, call.company.id, call))),
];

export const administratorRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  ...installationRoutes(parts),
  ...companyRoutes(parts),
];
