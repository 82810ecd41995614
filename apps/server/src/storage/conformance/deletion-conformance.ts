/** Deletions take along all that hangs on a record, and nothing else. */
import { serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import type { Storage, StorageWriter } from '../ports/storage.ts';
import type { OpenStorage } from './open-storage.ts';
import {
  NOW,
  putSampleDirectory,
  sampleApp,
  sampleArtifact,
  sampleAttempt,
  sampleConnection,
  sampleKey,
  sampleLink,
  sampleParkedResult,
  sampleRealm,
  sampleRequest,
  sampleSession,
  sampleUser,
} from './sample-records.ts';

/** The same again in a second realm of the same environment, and one of everything in both. */
const fill = async (writer: StorageWriter): Promise<void> => {
  await putSampleDirectory(writer);
  await writer.putRealm(sampleRealm({ id: 'realm-2', slug: 'customers' }));
  await writer.putServiceProvider({ id: 'sp-2', realmId: 'realm-2', slug: 'default', settings: spSettings });
  await writer.putConnection(sampleConnection({ id: 'connection-2', serviceProviderId: 'sp-2', realmId: 'realm-2' }));
  await writer.putApp(sampleApp({ id: 'app-2', realmId: 'realm-2' }));
  await writer.putKey(sampleKey({ id: 'key-2', ownerId: 'sp-2' }));
  await writer.putKey(sampleKey({ id: 'key-3', ownerId: 'realm-1', purpose: 'token-signing' }));
  await writer.putUser(sampleUser({ id: 'user-2', realmId: 'realm-2' }));
  for (const n of [1, 2]) {
    const realmId = `realm-${n}`;
    const passage = { realmId, serviceProviderId: `sp-${n}`, connectionId: `connection-${n}` };
    await writer.addLink(sampleLink({ connectionId: passage.connectionId }), `user-${n}`, NOW);
    await writer.putSession(sampleSession({ ...passage, idHash: `session-${n}`, userId: `user-${n}` }));
    await writer.putArtifact(sampleArtifact({ realmId, hubSessionHash: `session-${n}` }));
    await writer.putRequest(sampleRequest(passage));
    await writer.parkResult(sampleParkedResult({ realmId, handleHash: `handle-${n}` }));
    await writer.putAttempt(sampleAttempt({ realmId, id: `attempt-${n}`, reference: `REF-${n}` }));
  }
};

const spSettings = serviceProviderSettings.parse({});

/** What is left of everything that belongs to realm `n`, by name. */
const remains = async (storage: Storage, n: number): Promise<readonly string[]> => {
  const { read } = storage;
  const realmId = `realm-${n}`;
  const view = await read.findRealmViewById(realmId);
  const parked = storage.write(async (writer) => writer.takeResult(`handle-${n}`, NOW)).catch(() => null);
  const found: readonly (readonly [string, unknown])[] = [
    ['realm', view],
    ['service provider', view?.serviceProviders[0]],
    ['connection', view?.connections[0]],
    ['app', view?.apps[0]],
    ['key', view?.keys[0]],
    ['user', await read.findUser(realmId, `user-${n}`)],
    ['link', await read.findUserByLink(sampleLink({ connectionId: `connection-${n}` }))],
    ['session', await read.findSession(`session-${n}`, NOW)],
    ['artefact', await read.findArtifact(realmId, 'AccessToken', 'artifact-1', NOW)],
    ['request', await read.findRequest(realmId, '_request-1', NOW)],
    ['parked result', await parked],
    ['attempt', await read.findAttempt(`attempt-${n}`)],
  ];
  return found.flatMap(([name, value]) => (value === null || value === undefined ? [] : [name]));
};

const EVERYTHING = [
  'realm',
  'service provider',
  'connection',
  'app',
  'key',
  'user',
  'link',
  'session',
  'artefact',
  'request',
  'parked result',
  'attempt',
];

const without = (...names: string[]): string[] => EVERYTHING.filter((name) => !names.includes(name));

const cases: readonly (readonly [string, (writer: StorageWriter) => Promise<void>, readonly string[]])[] = [
  ['nothing', async () => undefined, EVERYTHING],
  ['a realm', async (writer) => writer.deleteRealm('realm-1'), []],
  [
    'a service provider',
    async (writer) => writer.deleteServiceProvider('sp-1'),
    without('service provider', 'connection', 'link', 'session', 'artefact', 'request'),
  ],
  [
    'a connection',
    async (writer) => writer.deleteConnection('connection-1'),
    without('connection', 'link', 'session', 'artefact', 'request'),
  ],
  ['an app', async (writer) => writer.deleteApp('app-1'), without('app', 'artefact')],
  ['a user', async (writer) => writer.deleteUser('realm-1', 'user-1'), without('user', 'link', 'session', 'artefact')],
  ['a user of another realm', async (writer) => writer.deleteUser('realm-2', 'user-1'), EVERYTHING],
  ['an unknown realm', async (writer) => writer.deleteRealm('realm-9'), EVERYTHING],
];

export const describeDeletions = (open: OpenStorage): void => {
  describe('deletions', () => {
    it.each(cases)('of %s leave the rest of the realm and all of the next one', async (_name, change, left) => {
      const { storage } = await open();
      await storage.write(fill);
      await storage.write(change);
      expect(await remains(storage, 1)).toEqual(left);
      expect(await remains(storage, 2)).toEqual(EVERYTHING);
    });

    it.each([
      ['a company', async (writer: StorageWriter) => writer.deleteCompany('company-1')],
      ['an environment', async (writer: StorageWriter) => writer.deleteEnvironment('environment-1')],
    ])('of %s take every realm below it', async (_name, change) => {
      const { storage } = await open();
      await storage.write(fill);
      await storage.write(change);
      expect(await remains(storage, 1)).toEqual([]);
      expect(await remains(storage, 2)).toEqual([]);
      expect(await storage.read.listEnvironments('company-1')).toEqual([]);
    });

    it('of a service provider take its keys', async () => {
      const { storage } = await open();
      await storage.write(fill);
      await storage.write(async (writer) => writer.deleteServiceProvider('sp-1'));
      const view = await storage.read.findRealmViewById('realm-1');
      expect(view?.keys.map(({ id }) => id)).toEqual(['key-3']);
    });
  });
};
