/** People over the API. */

import {
  createUser,
  deleteUser,
  endUserSessions,
  listUserSessions,
  listUsers,
  readUser,
  type UserDetail,
  unlinkUser,
  updateUser,
} from '@cordboard/contract/admin-api/users';
import { type UserNode, userNode } from '@cordboard/contract/directory-nodes';
import { describeUser } from '../../directory/export/describe-records.ts';
import type { HubSessionRecord } from '../../storage/ports/session-store.ts';
import type { StorageReader, StorageWriter } from '../../storage/ports/storage.ts';
import type { LinkKey } from '../../storage/ports/user-store.ts';
import type { AdminParts } from '../admin-parts.ts';
import { assertMayChangeRealm } from '../directory/change-permissions.ts';
import {
  connectionName,
  describePerson,
  describeSession,
  type FoundUser,
  linkId,
  liveSessions,
} from '../directory/describe-person.ts';
import {
  bindDelete,
  bindRead,
  createRecord,
  type DirectoryCall,
  type DirectoryResource,
  notFound,
  updateRecord,
} from '../directory/directory-resource.ts';
import { findRealmPlace, type RealmPlace, realmPath } from '../directory/find-realm.ts';
import { pageOfUsers } from '../directory/page-users.ts';
import { inRealm } from '../directory/single-record.ts';
import { type Answer, type BoundRoute, bind, type Call } from '../http/call.ts';

const findById = async (reader: StorageReader, { view }: RealmPlace, id: string): Promise<FoundUser | null> => {
  const user = await reader.findUser(view.realm.id, id);
  return user === null ? null : { view, user };
};

/** @throws CordboardError `admin.not_found` */
const findPerson = async (reader: StorageReader, call: DirectoryCall): Promise<FoundUser> => {
  const id = call.params['user'] ?? '';
  const found = await findById(reader, await findRealmPlace(reader, call), id);
  if (found === null) {
    throw notFound(id);
  }
  return found;
};

const resource: DirectoryResource<RealmPlace, FoundUser, UserNode, UserDetail> = {
  kind: 'user',
  schema: userNode,
  key: 'login',
  findPlace: findRealmPlace,
  find: (reader, place, { params }) => findById(reader, place, params['user'] ?? ''),
  findByKey: async (reader, { view }, login) => {
    const user = await reader.findUserByLogin(view.realm.id, login);
    return user === null ? null : { view, user };
  },
  describe: ({ user }) => describeUser(user),
  version: ({ user }) => describeUser(user),
  show: (reader, found, { now }) => describePerson(reader, found, now),
  path: ({ view }, login) => realmPath(view, login),
  file: ({ view }, node) => inRealm(view, { users: node === null ? [] : [node] }),
  impactScope: ({ view, user }) => ({ kind: 'user', view, id: user.id }),
  assertMayChange: (call, { view }) => assertMayChangeRealm(call, view.realm.kind),
};

const isOf = (session: HubSessionRecord, link: LinkKey): boolean =>
  session.method === 'saml' && session.connectionId === link.connectionId && session.idpEntityId === link.idpEntityId;

const targetOf = ({ view, user }: FoundUser) => ({ kind: 'user', path: realmPath(view, user.login) });

const unlink = async (call: Call<typeof unlinkUser>, writer: StorageWriter): Promise<Answer<typeof unlinkUser>> => {
  const found = await findPerson(writer, call);
  const { view, user } = found;
  assertMayChangeRealm(call, view.realm.kind);
  const link = (await writer.listLinks(view.realm.id, user.id)).find((key) => linkId(key) === call.body.link);
  if (link === undefined) {
    throw notFound(call.body.link);
  }
  await writer.deleteLink(link);
  for (const session of await writer.listUserSessions(view.realm.id, user.id, call.now)) {
    if (isOf(session, link)) {
      await writer.endSession(session.idHash);
    }
  }
  const name = connectionName(view, link.connectionId) ?? link.connectionId;
  const fields = [{ name: 'link', from: `${name} ${link.value}`, to: null }];
  await call.audit(writer, { action: 'user.unlinked', target: targetOf(found), fields });
  return { body: await describePerson(writer, found, call.now) };
};

const endSessions = async (
  call: Call<typeof endUserSessions>,
  writer: StorageWriter,
): Promise<Answer<typeof endUserSessions>> => {
  const found = await findPerson(writer, call);
  const { session: wanted } = call.body;
  const sessions = await writer.listUserSessions(found.view.realm.id, found.user.id, call.now);
  const ending = sessions.filter(({ idHash }) => wanted === undefined || idHash === wanted);
  if (wanted !== undefined && ending.length === 0) {
    throw notFound(wanted);
  }
  for (const { idHash } of ending) {
    await writer.endSession(idHash);
  }
  if (ending.length > 0) {
    const fields = [{ name: 'sessions', from: String(ending.length), to: null }];
    await call.audit(writer, { action: 'session.ended', target: targetOf(found), fields });
  }
  return { body: { ended: ending.length } };
};

export const userRoutes = (parts: AdminParts): readonly BoundRoute[] => {
  const { read } = parts.storage;
  return [
    bind(listUsers, async (call) => {
      const { view } = await findRealmPlace(read, call);
      const { listings, next } = await pageOfUsers(read, view.realm.id, call.query);
      const items = listings.map(({ user, linked }) => ({
        ...describeUser(user),
        info: { id: user.id, createdAt: user.createdAt, updatedAt: user.updatedAt, linked },
      }));
      return { body: { items, next } };
    }),
    bind(createUser, (call) => createRecord(parts, call, resource, call.body, (view) => view)),
    bindRead(parts, readUser, resource),
    bind(updateUser, (call) => updateRecord(parts, call, resource, { toBody: (view) => view })),
    bindDelete(parts, deleteUser, resource),
    bind(unlinkUser, (call) => call.write((writer) => unlink(call, writer))),
    bind(listUserSessions, async (call) => {
      const found = await findPerson(read, call);
      const sessions = await liveSessions(read, found, call.now);
      return { body: { items: sessions.map((session) => describeSession(found.view, session)) } };
    }),
    bind(endUserSessions, (call) => call.write((writer) => endSessions(call, writer))),
  ];
};
