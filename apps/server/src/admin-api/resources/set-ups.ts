/** Set-ups of connections over the API: kept, so that a set-up can be left and taken up again. */
import {
  createSetUp,
  deleteSetUp,
  listSetUps,
  readSetUp,
  reopenSetUp,
  updateSetUp,
} from '@cordboard/contract/admin-api/set-ups';
import { CordboardError } from '../../errors.ts';
import type { SetUpRecord } from '../../storage/ports/set-up-store.ts';
import type { StorageReader } from '../../storage/ports/storage.ts';
import type { Actor } from '../actor.ts';
import type { AdminParts } from '../admin-parts.ts';
import { type BoundRoute, bind } from '../http/call.ts';
import { assertMatch, entityTag } from '../http/entity-tag.ts';
import { findServiceProvider, type ServiceProviderPath } from './find-realm.ts';
import { viewSetUp } from './view-set-up.ts';

/** Set-ups under way of one service provider: more than its connections can be. */
const MAX_SET_UPS = 50;

export const callerName = (actor: Actor): string => (actor.kind === 'administrator' ? actor.login : actor.name);

/** @throws CordboardError `admin.not_found` also for a set-up of another service provider */
export const findSetUpAt = async (
  reader: StorageReader,
  path: ServiceProviderPath & { readonly setUp: string },
): Promise<SetUpRecord> => {
  const { serviceProvider } = await findServiceProvider(reader, path);
  const record = await reader.findSetUp(path.setUp);
  if (record === null || record.serviceProviderId !== serviceProvider.id) {
    throw new CordboardError('admin.not_found', { received: path.setUp });
  }
  return record;
};

export const setUpPath = (path: ServiceProviderPath, connection: string): string =>
  [path.company, path.environment, path.realm, path.serviceProvider, connection].join('/');

/** @throws CordboardError `set-up.closed` for one whose connection was made already */
export const assertOpen = ({ state }: SetUpRecord, allowed: readonly SetUpRecord['state'][]): void => {
  if (!allowed.includes(state)) {
    throw new CordboardError('set-up.closed', { expected: allowed.join(' or '), received: state });
  }
};

const answer = (record: SetUpRecord) => {
  const body = viewSetUp(record);
  return { body, etag: entityTag(body) };
};

const assertRoom = async (reader: StorageReader, serviceProviderId: string): Promise<void> => {
  const open = await reader.listSetUps(serviceProviderId, MAX_SET_UPS);
  if (open.length >= MAX_SET_UPS) {
    throw new CordboardError('set-up.too_many', {
      expected: `fewer than ${MAX_SET_UPS} set-ups under way`,
      received: String(open.length),
    });
  }
};

export const setUpRoutes = (parts: AdminParts): readonly BoundRoute[] => [
  bind(listSetUps, async (call) => {
    const { read } = parts.storage;
    const { serviceProvider } = await findServiceProvider(read, call.params);
    return { body: { items: (await read.listSetUps(serviceProvider.id, MAX_SET_UPS)).map(viewSetUp) } };
  }),
  bind(createSetUp, (call) =>
    call.write(async (writer) => {
      const { view, serviceProvider } = await findServiceProvider(writer, call.params);
      await assertRoom(writer, serviceProvider.id);
      const by = callerName(call.actor);
      const { connection, vendor, name, order, settings } = call.body;
      const record: SetUpRecord = {
        id: parts.newId(),
        realmId: view.realm.id,
        serviceProviderId: serviceProvider.id,
        connection,
        vendor,
        name,
        order,
        step: null,
        doneSteps: [],
        identityProvider: null,
        settings,
        state: 'open',
        createdBy: by,
        updatedBy: by,
        createdAt: call.now,
        updatedAt: call.now,
        submittedAt: null,
      };
      await writer.putSetUp(record);
      await call.audit(writer, {
        action: 'set-up.created',
        target: { kind: 'set-up', path: setUpPath(call.params, connection) },
        fields: [{ name: 'vendor', from: null, to: vendor }],
      });
      return answer(record);
    }),
  ),
  bind(readSetUp, async (call) => answer(await findSetUpAt(parts.storage.read, call.params))),
  bind(updateSetUp, (call) =>
    call.write(async (writer) => {
      const before = await findSetUpAt(writer, call.params);
      assertMatch(call.ifMatch, entityTag(viewSetUp(before)));
      assertOpen(before, ['open', 'submitted']);
      const { body } = call;
      const record: SetUpRecord = {
        ...before,
        name: body.name ?? before.name,
        order: body.order ?? before.order,
        step: body.step === undefined ? before.step : body.step,
        doneSteps: body.doneSteps ?? before.doneSteps,
        identityProvider: body.identityProvider === undefined ? before.identityProvider : body.identityProvider,
        settings: body.settings ?? before.settings,
        updatedBy: callerName(call.actor),
        updatedAt: call.now,
      };
      await writer.putSetUp(record);
      const changed = (['name', 'order', 'identityProvider', 'settings'] as const).filter(
        (name) => JSON.stringify(before[name]) !== JSON.stringify(record[name]),
      );
      if (changed.length > 0) {
        await call.audit(writer, {
          action: 'set-up.updated',
          target: { kind: 'set-up', path: setUpPath(call.params, before.connection) },
          fields: changed.map((name) => ({ name, from: null, to: 'changed' })),
        });
      }
      return answer(record);
    }),
  ),
  bind(deleteSetUp, (call) =>
    call.write(async (writer) => {
      const record = await findSetUpAt(writer, call.params);
      assertMatch(call.ifMatch, entityTag(viewSetUp(record)));
      await writer.deleteSetUp(record.id);
      await call.audit(writer, {
        action: 'set-up.discarded',
        target: { kind: 'set-up', path: setUpPath(call.params, record.connection) },
      });
      return { body: undefined };
    }),
  ),
  bind(reopenSetUp, (call) =>
    call.write(async (writer) => {
      const before = await findSetUpAt(writer, call.params);
      assertOpen(before, ['submitted']);
      const record: SetUpRecord = {
        ...before,
        state: 'open',
        submittedAt: null,
        updatedBy: callerName(call.actor),
        updatedAt: call.now,
      };
      await writer.putSetUp(record);
      await call.audit(writer, {
        action: 'set-up.given-back',
        target: { kind: 'set-up', path: setUpPath(call.params, before.connection) },
      });
      return answer(record);
    }),
  ),
];
