/** The directory: one consistent view of a realm, permanent slugs, and no stale reads. */
import { serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import type { StorageWriter } from '../ports/storage.ts';
import type { OpenStorage } from './open-storage.ts';
import { putSampleDirectory, sampleApp, sampleConnection, sampleKey, sampleRealm } from './sample-records.ts';

const openWithDirectory: (open: OpenStorage) => ReturnType<OpenStorage> = async (open) => {
  const underTest = await open();
  await underTest.storage.write(putSampleDirectory);
  return underTest;
};

const secondProvider = {
  id: 'sp-2',
  realmId: 'realm-1',
  slug: 'chat',
  settings: serviceProviderSettings.parse({}),
};

/** One change of each kind that a view shows, and what it then shows. */
const visibleChanges: readonly (readonly [name: string, change: (writer: StorageWriter) => Promise<void>])[] = [
  ['company', async (writer) => writer.putCompany({ id: 'company-1', slug: 'acme', name: 'Acme Ltd' })],
  [
    'environment',
    async (writer) =>
      writer.putEnvironment({
        id: 'environment-1',
        companyId: 'company-1',
        slug: 'production',
        name: 'Live',
        region: null,
        platform: 'egain',
        publicUrl: null,
      }),
  ],
  ['realm', async (writer) => writer.putRealm(sampleRealm({ ssoMode: 'hybrid' }))],
  ['service provider', async (writer) => writer.putServiceProvider(secondProvider)],
  ['connection', async (writer) => writer.putConnection(sampleConnection({ enabled: false }))],
  ['app', async (writer) => writer.putApp(sampleApp({ id: 'app-2', slug: 'wall-board' }))],
  ['key of a service provider', async (writer) => writer.putKey(sampleKey({ state: 'retired' }))],
  [
    'key of the realm',
    async (writer) =>
      writer.putKey(
        sampleKey({
          id: 'key-2',
          ownerId: 'realm-1',
          purpose: 'token-signing',
          certificate: null,
          publicJwk: { kty: 'EC' },
        }),
      ),
  ],
  ['deleted connection', async (writer) => writer.deleteConnection('connection-1')],
  ['deleted app', async (writer) => writer.deleteApp('app-1')],
  ['deleted service provider', async (writer) => writer.deleteServiceProvider('sp-1')],
];

const describeViews = (open: OpenStorage): void => {
  it('shows everything below a realm, by its slugs and by its identifier', async () => {
    const { storage } = await openWithDirectory(open);
    const view = await storage.read.findRealmView('acme', 'production', 'agents');
    expect(view).toMatchObject({
      company: { slug: 'acme' },
      environment: { slug: 'production', platform: 'cisco-ucc', region: 'eu', publicUrl: 'https://sso.acme.example' },
      serviceProviders: [{ id: 'sp-1', settings: { nodes: ['ccx1'] } }],
    });
    expect(view?.realm).toEqual(sampleRealm());
    expect(view?.connections).toEqual([sampleConnection()]);
    expect(view?.apps).toEqual([sampleApp()]);
    expect(view?.keys).toEqual([sampleKey()]);
    expect(await storage.read.findRealmViewById('realm-1')).toEqual(view);
  });

  it('finds nothing when one of the slugs is unknown', async () => {
    const { storage } = await openWithDirectory(open);
    expect(await storage.read.findRealmView('other', 'production', 'agents')).toBeNull();
    expect(await storage.read.findRealmView('acme', 'staging', 'agents')).toBeNull();
    expect(await storage.read.findRealmView('acme', 'production', 'Agents')).toBeNull();
    expect(await storage.read.findRealmViewById('realm-2')).toBeNull();
  });

  it('gives the same object while nothing changed', async () => {
    const { storage } = await openWithDirectory(open);
    const view = await storage.read.findRealmViewById('realm-1');
    expect(view).not.toBeNull();
    expect(await storage.read.findRealmView('acme', 'production', 'agents')).toBe(view);
  });

  it.each(visibleChanges)('shows a changed %s at once after the commit, and not before', async (_name, change) => {
    const { storage } = await openWithDirectory(open);
    const before = await storage.read.findRealmViewById('realm-1');
    let within: unknown;
    await storage.write(async (writer) => {
      await change(writer);
      within = await writer.findRealmViewById('realm-1');
      expect(await storage.read.findRealmViewById('realm-1')).toEqual(before);
    });
    const after = await storage.read.findRealmViewById('realm-1');
    expect(after).not.toEqual(before);
    expect(after).toEqual(within);
  });

  it('does not remember what a failed write had changed', async () => {
    const { storage } = await openWithDirectory(open);
    const failing = storage.write(async (writer) => {
      await writer.putRealm(sampleRealm({ name: 'Never' }));
      await writer.findRealmViewById('realm-1');
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    await storage.write(async (writer) => writer.putRealm(sampleRealm({ name: 'Committed' })));
    expect((await storage.read.findRealmViewById('realm-1'))?.realm.name).toBe('Committed');
  });

  it('does not take a realm that was made again for the old one', async () => {
    const { storage } = await openWithDirectory(open);
    await storage.read.findRealmViewById('realm-1');
    await storage.write(async (writer) => {
      await writer.deleteRealm('realm-1');
      await writer.putRealm(sampleRealm());
    });
    expect((await storage.read.findRealmViewById('realm-1'))?.connections).toEqual([]);
  });

  it('never mixes two states while the directory changes', async () => {
    const { storage } = await openWithDirectory(open);
    const changes = Array.from({ length: 30 }, async (_, index) =>
      storage.write(async (writer) => {
        await writer.putRealm(sampleRealm({ name: `state ${index}` }));
        await writer.putConnection(sampleConnection({ name: `state ${index}` }));
      }),
    );
    const reads = Array.from({ length: 30 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index % 7));
      return storage.read.findRealmViewById('realm-1');
    });
    await Promise.all(changes);
    for (const view of await Promise.all(reads)) {
      if (view?.realm.name !== sampleRealm().name) expect(view?.connections[0]?.name).toBe(view?.realm.name);
    }
    expect((await storage.read.findRealmViewById('realm-1'))?.connections[0]?.name).toMatch(/^state /);
  });
};

const describeRules = (open: OpenStorage): void => {
  it('lists companies, environments and realms by slug', async () => {
    const { storage } = await openWithDirectory(open);
    await storage.write(async (writer) => {
      await writer.putCompany({ id: 'company-0', slug: 'zeta', name: 'A' });
      await writer.putCompany({ id: 'company-2', slug: 'aardvark', name: 'Z' });
      await writer.putRealm(sampleRealm({ id: 'realm-0', slug: 'visitors', kind: 'customers' }));
    });
    expect((await storage.read.listCompanies()).map(({ slug }) => slug)).toEqual(['aardvark', 'acme', 'zeta']);
    expect((await storage.read.listEnvironments('company-1')).map(({ slug }) => slug)).toEqual(['production']);
    expect((await storage.read.listRealms('environment-1')).map(({ slug }) => slug)).toEqual(['agents', 'visitors']);
    expect(await storage.read.listEnvironments('company-0')).toEqual([]);
  });

  it('lists page by page, and finds companies by a part of slug or name', async () => {
    const { storage } = await openWithDirectory(open);
    await storage.write(async (writer) => {
      for (const slug of ['a-1', 'a-2', 'b-1']) {
        await writer.putCompany({ id: slug, slug, name: `100% ${slug.toUpperCase()}` });
      }
      for (const slug of ['customers', 'visitors']) await writer.putRealm(sampleRealm({ id: slug, slug }));
    });
    const slugs = (records: readonly { readonly slug: string }[]): string[] => records.map(({ slug }) => slug);
    const { read } = storage;
    expect(slugs(await read.listCompanies({ limit: 2 }))).toEqual(['a-1', 'a-2']);
    expect(slugs(await read.listCompanies({ limit: 2, after: 'a-2' }))).toEqual(['acme', 'b-1']);
    expect(slugs(await read.listEnvironments('company-1', { limit: 2, after: 'production' }))).toEqual([]);
    expect(slugs(await read.listRealms('environment-1', { limit: 1, after: 'agents' }))).toEqual(['customers']);
    expect(slugs(await read.searchCompanies('A-', { limit: 9 }))).toEqual(['a-1', 'a-2']);
    expect(slugs(await read.searchCompanies('0% b', { limit: 9 }))).toEqual(['b-1']);
    expect(slugs(await read.searchCompanies('a_', { limit: 9 }))).toEqual([]);
    expect(slugs(await read.searchCompanies('a-', { limit: 9, after: 'a-1' }))).toEqual(['a-2']);
  });

  it('lists the public URLs of all companies', async () => {
    const { storage } = await openWithDirectory(open);
    expect(await storage.read.listPublicUrls()).toEqual([
      {
        environmentId: 'environment-1',
        company: 'acme',
        environment: 'production',
        publicUrl: 'https://sso.acme.example',
      },
    ]);
  });

  it('keeps the metadata document of a connection until it is forgotten or the connection goes', async () => {
    const { storage } = await openWithDirectory(open);
    const { read } = storage;
    expect(await read.findConnectionDocument('connection-1')).toBeNull();
    for (const document of ['<first/>', '<second/>', null, '<third/>']) {
      await storage.write(async (writer) => writer.putConnectionDocument('connection-1', document));
      expect(await read.findConnectionDocument('connection-1')).toBe(document);
    }
    await storage.write(async (writer) => writer.deleteConnection('connection-1'));
    expect(await read.findConnectionDocument('connection-1')).toBeNull();
    const orphan = storage.write(async (writer) => writer.putConnectionDocument('connection-1', '<x/>'));
    await expect(orphan).rejects.toMatchObject({ code: 'storage.unknown_parent' });
  });

  const duplicates: readonly (readonly [name: string, change: (writer: StorageWriter) => Promise<void>])[] = [
    ['company slug', async (writer) => writer.putCompany({ id: 'x', slug: 'acme', name: 'X' })],
    ['realm slug', async (writer) => writer.putRealm(sampleRealm({ id: 'x' }))],
    ['service provider slug', async (writer) => writer.putServiceProvider({ ...secondProvider, slug: 'default' })],
    ['connection slug', async (writer) => writer.putConnection(sampleConnection({ id: 'x' }))],
    ['issuer', async (writer) => writer.putConnection(sampleConnection({ id: 'x', slug: 'other' }))],
    ['app slug', async (writer) => writer.putApp(sampleApp({ id: 'x' }))],
    [
      'public URL',
      async (writer) =>
        writer.putEnvironment({
          id: 'x',
          companyId: 'company-1',
          slug: 'x',
          name: 'X',
          region: null,
          platform: 'generic',
          publicUrl: 'https://sso.acme.example',
        }),
    ],
  ];

  it.each(duplicates)('refuses a %s that another record has', async (_name, change) => {
    const { storage } = await openWithDirectory(open);
    await expect(storage.write(change)).rejects.toMatchObject({ code: 'storage.duplicate' });
  });

  const permanents: readonly (readonly [name: string, change: (writer: StorageWriter) => Promise<void>])[] = [
    ['slug of a company', async (writer) => writer.putCompany({ id: 'company-1', slug: 'acme-2', name: 'Acme' })],
    ['slug of a realm', async (writer) => writer.putRealm(sampleRealm({ slug: 'other' }))],
    ['slug of a connection', async (writer) => writer.putConnection(sampleConnection({ slug: 'other' }))],
    ['slug of an app', async (writer) => writer.putApp(sampleApp({ slug: 'other' }))],
    ['owner of a key', async (writer) => writer.putKey(sampleKey({ ownerId: 'realm-1' }))],
  ];

  it.each(permanents)('refuses to change the %s', async (_name, change) => {
    const { storage } = await openWithDirectory(open);
    const before = await storage.read.findRealmViewById('realm-1');
    await expect(storage.write(change)).rejects.toMatchObject({ code: 'storage.permanent' });
    expect(await storage.read.findRealmViewById('realm-1')).toEqual(before);
  });

  const orphans: readonly (readonly [name: string, change: (writer: StorageWriter) => Promise<void>])[] = [
    ['realm', async (writer) => writer.putRealm(sampleRealm({ id: 'x', slug: 'x', environmentId: 'none' }))],
    ['app', async (writer) => writer.putApp(sampleApp({ id: 'x', slug: 'x', realmId: 'none' }))],
    ['key', async (writer) => writer.putKey(sampleKey({ id: 'x', ownerId: 'none' }))],
    [
      'connection whose service provider is of another realm',
      async (writer) => {
        await writer.putRealm(sampleRealm({ id: 'realm-2', slug: 'customers' }));
        await writer.putConnection(sampleConnection({ id: 'x', slug: 'x', realmId: 'realm-2' }));
      },
    ],
  ];

  it.each(orphans)('refuses a %s without its parent', async (_name, change) => {
    const { storage } = await openWithDirectory(open);
    await expect(storage.write(change)).rejects.toMatchObject({
      code: expect.stringMatching(/^storage\.(unknown_parent|duplicate)$/),
    });
  });
};

export const describeDirectory = (open: OpenStorage): void => {
  describe('realm views', () => describeViews(open));
  describe('rules of the directory', () => describeRules(open));
};
