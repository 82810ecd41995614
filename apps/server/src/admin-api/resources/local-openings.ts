/**
 * Openings of local sign-in during an outage: one administrator of the company asks, another approves, and it ends by
 * itself. Whoever may change the directory can close it before.
 */
import {
  approveLocalOpening,
  closeLocalOpening,
  type LocalOpeningView,
  listLocalOpenings,
  MAX_OPENING_AHEAD_MS,
  MAX_OPENING_MS,
  requestLocalOpening,
} from '@cordboard/contract/admin-api/local-sign-in';
import { z } from 'zod';
import { isOpen } from '../../directory/local-permission.ts';
import { CordboardError } from '../../errors.ts';
import type { RealmView } from '../../storage/ports/directory-store.ts';
import type { LocalOpeningRecord, OpeningActor } from '../../storage/ports/local-sign-in-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import { type Actor, auditActor } from '../actor.ts';
import type { AdminParts } from '../admin-parts.ts';
import { assertIndependent } from '../administrators/independent.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { pageOfRecords, readCursor } from '../http/page-cursor.ts';
import { type FieldProblem, RequestProblems } from '../http/request-problems.ts';
import { findRealmView, realmPath } from './find-realm.ts';

const position = z.strictObject({ requestedAt: z.int(), id: z.string() });

const stateOf = (record: LocalOpeningRecord, now: number): LocalOpeningView['state'] => {
  if (record.closedBy !== null) {
    return 'closed';
  }
  if (record.approvedAt === null) {
    return now < record.endsAt ? 'requested' : 'lapsed';
  }
  if (isOpen(record, now)) {
    return 'open';
  }
  return now < record.startsAt ? 'scheduled' : 'ended';
};

type LoginOf = (userId: string) => Promise<string>;

/** Openings name the same people again and again; who was deleted since keeps the identifier as a name. */
const createLoginOf = (reader: Pick<StorageReader, 'findUser'>, { realm }: RealmView): LoginOf => {
  const known = new Map<string, Promise<string>>();
  const find = async (id: string): Promise<string> => (await reader.findUser(realm.id, id))?.login ?? id;
  return (id) => {
    const login = known.get(id) ?? find(id);
    known.set(id, login);
    return login;
  };
};

const viewOf = async (loginOf: LoginOf, record: LocalOpeningRecord, now: number): Promise<LocalOpeningView> => {
  const { id, reason, startsAt, endsAt, requestedBy, requestedAt, approvedBy, approvedAt, closedBy, closedAt } = record;
  const times = { startsAt, endsAt, requestedBy, requestedAt, approvedBy, approvedAt, closedBy, closedAt };
  const users = await Promise.all(record.userIds.map(async (userId) => ({ id: userId, login: await loginOf(userId) })));
  return { id, state: stateOf(record, now), users, reason, ...times };
};

/** Two people have to stand for it, and a key is none. */
const administratorOf = (actor: Actor): OpeningActor => {
  if (actor.kind !== 'administrator') {
    throw new CordboardError('admin.forbidden', {
      expected: 'an administrator who is signed in',
      received: 'an API key',
    });
  }
  return { id: actor.id, name: actor.login };
};

const timeProblems = (times: { startsAt: number; endsAt: number }, now: number): readonly FieldProblem[] => {
  const { startsAt, endsAt } = times;
  const rules: readonly (readonly [broken: boolean, path: string, message: string])[] = [
    [startsAt > now + MAX_OPENING_AHEAD_MS, 'startsAt', 'expected within the next seven days'],
    [endsAt <= Math.max(now, startsAt), 'endsAt', 'expected after the start, and not in the past'],
    [endsAt - Math.max(now, startsAt) > MAX_OPENING_MS, 'endsAt', 'expected at most 24 hours after the start'],
  ];
  return rules.filter(([broken]) => broken).map(([, path, message]) => ({ path, message }));
};

/** @throws RequestProblems for logins that the realm does not have */
const userIdsOf = async (
  reader: Pick<StorageReader, 'findUserByLogin'>,
  view: RealmView,
  logins: readonly string[],
): Promise<readonly string[]> => {
  const found = await Promise.all(
    logins.map(async (login, index) => ({ index, user: await reader.findUserByLogin(view.realm.id, login) })),
  );
  const unknown = found.filter(({ user }) => user === null);
  if (unknown.length > 0) {
    throw new RequestProblems(
      unknown.map(({ index }) => ({ path: `users[${index}]`, message: 'expected the login of a user of this realm' })),
    );
  }
  return [...new Set(found.flatMap(({ user }) => (user === null ? [] : [user.id])))];
};

const target = (view: RealmView, id: string): { readonly kind: 'local-opening'; readonly path: string } => ({
  kind: 'local-opening',
  path: `${realmPath(view)}/${id}`,
});

const openingOf = async (
  reader: Pick<StorageReader, 'findLocalOpening'>,
  view: RealmView,
  id: string,
): Promise<LocalOpeningRecord> => {
  const record = await reader.findLocalOpening(view.realm.id, id);
  if (record === null) {
    throw new CordboardError('admin.not_found', { received: id });
  }
  return record;
};

const assertState = (record: LocalOpeningRecord, now: number, ...allowed: LocalOpeningView['state'][]): void => {
  const state = stateOf(record, now);
  if (!allowed.includes(state)) {
    throw new CordboardError('local.opening_state', { expected: allowed.join(', '), received: state });
  }
};

const list = (parts: AdminParts): BoundRoute =>
  bind(listLocalOpenings, async (call) => {
    const { read } = parts.storage;
    const view = await findRealmView(read, call.params);
    const { limit, cursor } = call.query;
    const before = readCursor(position, cursor);
    const records = await read.listLocalOpenings(view.realm.id, { before, limit: limit + 1 });
    const page = pageOfRecords(records, limit, ({ requestedAt, id }) => ({ requestedAt, id }));
    const loginOf = createLoginOf(read, view);
    const items = await Promise.all(page.records.map((record) => viewOf(loginOf, record, call.now)));
    return { body: { items, next: page.next } };
  });

const request = (parts: AdminParts): BoundRoute =>
  bind(requestLocalOpening, (call) => {
    const { users, reason, startsAt = call.now, endsAt } = call.body;
    const requestedBy = administratorOf(call.actor);
    const problems = timeProblems({ startsAt, endsAt }, call.now);
    if (problems.length > 0) {
      throw new RequestProblems(problems);
    }
    return call.write(async (writer) => {
      const view = await findRealmView(writer, call.params);
      const record: LocalOpeningRecord = {
        id: parts.newId(),
        realmId: view.realm.id,
        userIds: await userIdsOf(writer, view, users),
        reason,
        startsAt,
        endsAt,
        requestedBy,
        requestedAt: call.now,
        approvedBy: null,
        approvedAt: null,
        closedBy: null,
        closedAt: null,
      };
      await writer.putLocalOpening(record);
      const fields = [
        { name: 'users', from: null, to: users.join(', ') },
        { name: 'reason', from: null, to: reason },
        { name: 'startsAt', from: null, to: new Date(startsAt).toISOString() },
        { name: 'endsAt', from: null, to: new Date(endsAt).toISOString() },
      ];
      await call.audit(writer, { action: 'local-opening.requested', target: target(view, record.id), fields });
      return { body: await viewOf(createLoginOf(writer, view), record, call.now) };
    });
  });

const approve = (parts: AdminParts): BoundRoute =>
  bind(approveLocalOpening, async (call) => {
    const approvedBy = administratorOf(call.actor);
    const answer = await call.write(async (writer) => {
      const view = await findRealmView(writer, call.params);
      const record = await openingOf(writer, view, call.params.opening);
      assertState(record, call.now, 'requested');
      if (record.requestedBy.id === approvedBy.id) {
        throw new CordboardError('local.own_request', {
          expected: `another administrator than ${record.requestedBy.name}`,
          received: approvedBy.name,
        });
      }
      const approver = approvedBy.name;
      await assertIndependent(writer, { requester: record.requestedBy.id, approver, now: call.now });
      const approved = { ...record, approvedBy, approvedAt: call.now };
      await writer.putLocalOpening(approved);
      const fields = [{ name: 'approvedBy', from: null, to: approvedBy.name }];
      await call.audit(writer, { action: 'local-opening.approved', target: target(view, record.id), fields });
      return { body: await viewOf(createLoginOf(writer, view), approved, call.now) };
    });
    await parts.directoryChanged();
    return answer;
  });

const close = (parts: AdminParts): BoundRoute =>
  bind(closeLocalOpening, async (call) => {
    const { id, name } = auditActor(call.actor);
    const answer = await call.write(async (writer) => {
      const view = await findRealmView(writer, call.params);
      const record = await openingOf(writer, view, call.params.opening);
      assertState(record, call.now, 'requested', 'scheduled', 'open');
      const closed = { ...record, closedBy: { id, name }, closedAt: call.now };
      await writer.putLocalOpening(closed);
      const fields = [{ name: 'state', from: stateOf(record, call.now), to: 'closed' }];
      await call.audit(writer, { action: 'local-opening.closed', target: target(view, record.id), fields });
      return { body: await viewOf(createLoginOf(writer, view), closed, call.now) };
    });
    await parts.directoryChanged();
    return answer;
  });

export const localOpeningRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  list(parts),
  request(parts),
  approve(parts),
  close(parts),
];
