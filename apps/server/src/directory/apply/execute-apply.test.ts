import { resolvedApplyFile } from '@cordboard/contract/resolved-apply-file';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_NOW, type TestApply, testMetadata } from '../../../test-support/apply-fixture.ts';
import {
  briefly,
  codes,
  createTestRealm,
  desktop,
  entra,
  OKTA,
  okta,
  realmFile,
  viewOf,
  withConnections,
} from '../../../test-support/apply-realm.ts';
import type { RealmView } from '../../storage/ports/directory-store.ts';

let test: TestApply;
beforeEach(async () => {
  test = await createTestRealm();
});
afterEach(() => test.storage.close());

const view = (): Promise<RealmView> => viewOf(test);

describe('executeApply', () => {
  const everything = (): string =>
    realmFile(
      {
        name: 'Agents',
        serviceProviders: [{ slug: 'default', nodes: ['pub'], connections: [okta(), entra()] }],
        apps: [desktop(), { type: 'bookmark', slug: 'wiki', name: 'Wiki', url: 'https://wiki.example' }],
        users: [{ login: 'amina', email: 'amina@acme.example', displayName: 'Amina' }, { login: 'otto' }],
      },
      { region: 'eu', platform: 'cisco-ucc', publicUrl: 'https://sso.acme.example/' },
      { name: 'Acme' },
    );

  it('creates everything that the file lists, with the defaults of what it leaves out', async () => {
    const answer = await test.apply(everything());
    expect(answer).toMatchObject({ applied: true, problems: [], notes: [], unchanged: 0 });
    expect(briefly(answer)).toEqual([
      'create company acme name',
      'create environment acme/production name,region,platform,publicUrl',
      'create realm acme/production/agents name,kind,ssoMode',
      'create service-provider acme/production/agents/default settings.nodes',
      'create connection acme/production/agents/default/entra name,source,identityProvider.entityId,identityProvider.certificates,identityProvider.signIn,identityProvider.wantAuthnRequestsSigned',
      'create connection acme/production/agents/default/okta name,default,source,identityProvider.entityId,identityProvider.certificates,identityProvider.signIn,identityProvider.wantAuthnRequestsSigned',
      'create app acme/production/agents/desktop name,type,settings.redirectUris,secret',
      'create app acme/production/agents/wiki name,type,settings.url',
      'create user acme/production/agents/amina email,displayName',
      'create user acme/production/agents/otto',
    ]);
    const { environment, realm, connections, apps, keys } = await view();
    expect(environment).toMatchObject({ region: 'eu', publicUrl: 'https://sso.acme.example' });
    expect(realm).toMatchObject({ ssoMode: 'non-sso', settings: { sessionMinutes: 600, idleMinutes: 600 } });
    expect(connections.find(({ slug }) => slug === 'okta')).toMatchObject({
      name: 'okta',
      isDefault: true,
      identityProvider: {
        entityId: 'https://okta.example',
        singleSignOn: [
          { binding: 'redirect', url: 'https://idp.example/sso' },
          { binding: 'post', url: 'https://idp.example/sso' },
        ],
        wantAuthnRequestsSigned: true,
      },
      source: { kind: 'url', url: OKTA, fetchedAt: TEST_NOW },
    });
    expect(apps.find(({ slug }) => slug === 'desktop')?.secretHash).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(keys).toHaveLength(2);
    expect(test.keyOwners.map(({ kind, entityId }) => [kind, entityId])).toEqual([
      ['realm', ''],
      ['service-provider', 'https://sso.acme.example/agents/saml/default/metadata'],
    ]);
    expect(await test.storage.read.findUserByLogin((await view()).realm.id, 'amina')).toMatchObject({
      email: 'amina@acme.example',
      enabled: true,
      createdAt: TEST_NOW,
    });
  });

  it('changes nothing and makes no keys the second time, however much later', async () => {
    await test.apply(everything());
    const before = await view();
    test.advance(24 * 60 * 60 * 1000);
    const again = await test.apply(everything());
    expect(again).toMatchObject({ applied: true, changes: [], unchanged: 10 });
    expect(await view()).toEqual(before);
    expect(test.keyOwners).toHaveLength(2);
  });

  it('says the same in a dry run, and changes nothing', async () => {
    const dry = await test.apply(everything(), { dryRun: true });
    expect(dry.applied).toBe(false);
    expect(await test.storage.read.listCompanies()).toEqual([]);
    expect(test.keyOwners).toEqual([]);
    expect((await test.apply(everything())).changes).toEqual(dry.changes);
  });

  it('never shows a secret or its hash, in creation and in change', async () => {
    await test.apply(realmFile({ apps: [desktop()] }));
    const { secretHash } = (await view()).apps[0] ?? {};
    const changed = await test.apply(realmFile({ apps: [desktop({ secret: { env: 'OTHER' } })] }));
    expect(changed.changes[0]?.fields).toEqual([{ name: 'secret', from: 'set', to: 'changed' }]);
    expect((await view()).apps[0]?.secretHash).not.toBe(secretHash);
    expect(JSON.stringify(changed)).not.toContain(String(secretHash));
  });

  it('keeps the groups of users that the file leaves out, and names who keeps local sign-in', async () => {
    const localSignIn = { users: ['amina'], groups: ['Night shift'] };
    await test.apply(realmFile({ localSignIn, users: [{ login: 'amina', groups: ['Night shift', 'Support'] }] }));
    const groups = async (): Promise<readonly string[] | undefined> =>
      (await test.storage.read.findUserByLogin((await view()).realm.id, 'amina'))?.groups;
    expect([(await view()).realm.settings.localSignIn, await groups()]).toEqual([
      localSignIn,
      ['Night shift', 'Support'],
    ]);
    const left = await test.apply(realmFile({ localSignIn, users: [{ login: 'amina' }] }));
    expect([left.changes, await groups()]).toEqual([[], ['Night shift', 'Support']]);
    const changed = await test.apply(realmFile({ users: [{ login: 'amina', groups: [] }] }));
    expect(changed.changes.flatMap(({ fields }) => fields)).toEqual([
      { name: 'settings.localSignIn.users', from: 'amina', to: null },
      { name: 'settings.localSignIn.groups', from: 'Night shift', to: null },
      { name: 'groups', from: 'Night shift, Support', to: null },
    ]);
    expect(await groups()).toEqual([]);
  });

  it('updates field by field', async () => {
    await test.apply(realmFile({ apps: [desktop()], users: [{ login: 'amina', email: 'a@acme.example' }] }));
    test.advance(1000);
    const answer = await test.apply(
      realmFile({
        sessionMinutes: 480,
        apps: [desktop({ redirectUris: ['https://desk.example/cb', 'https://desk.example/other'] })],
        users: [{ login: 'amina', email: 'amina@acme.example', enabled: false }],
      }),
    );
    expect(answer.changes).toEqual([
      {
        action: 'update',
        kind: 'realm',
        path: 'acme/production/agents',
        fields: [{ name: 'settings.sessionMinutes', from: '600', to: '480' }],
      },
      {
        action: 'update',
        kind: 'app',
        path: 'acme/production/agents/desktop',
        fields: [
          {
            name: 'settings.redirectUris',
            from: 'https://desk.example/cb',
            to: 'https://desk.example/cb, https://desk.example/other',
          },
        ],
      },
      {
        action: 'update',
        kind: 'user',
        path: 'acme/production/agents/amina',
        fields: [
          { name: 'email', from: 'a@acme.example', to: 'amina@acme.example' },
          { name: 'enabled', from: 'true', to: 'false' },
        ],
      },
    ]);
    const { realm } = await view();
    expect(await test.storage.read.findUserByLogin(realm.id, 'amina')).toMatchObject({
      createdAt: TEST_NOW,
      updatedAt: TEST_NOW + 1000,
    });
  });

  it('makes all changes or none', async () => {
    const bad = JSON.stringify({
      companies: [
        { slug: 'fine' },
        {
          slug: 'acme',
          environments: [{ slug: 'p', realms: [{ slug: 'agents', ssoMode: 'sso' }] }],
        },
      ],
    });
    const answer = await test.apply(bad);
    expect(answer.applied).toBe(false);
    expect(await test.storage.read.listCompanies()).toEqual([]);
  });
});

describe('what the file leaves out', () => {
  const full = (): string =>
    realmFile({
      serviceProviders: [{ slug: 'default', connections: [okta(), entra()] }, { slug: 'chat' }],
      apps: [desktop(), { type: 'bookmark', slug: 'wiki', name: 'Wiki', url: 'https://wiki.example' }],
      users: [{ login: 'amina', email: 'a@acme.example', firstName: 'Amina' }, { login: 'otto' }],
    });
  const less = (): string =>
    realmFile({
      serviceProviders: [{ slug: 'default', connections: [okta()] }],
      apps: [desktop({ secret: undefined })],
      users: [{ login: 'amina' }],
    });

  it('stays, without pruning', async () => {
    await test.apply(full());
    const before = await view();
    expect(await test.apply(less())).toMatchObject({ applied: true, changes: [] });
    expect(await view()).toEqual(before);
    expect(await test.storage.read.findUserByLogin(before.realm.id, 'amina')).toMatchObject({
      email: 'a@acme.example',
      firstName: 'Amina',
    });
  });

  it('goes, with pruning', async () => {
    await test.apply(full());
    const answer = await test.apply(less(), { prune: true });
    expect(briefly(answer)).toEqual([
      'delete service-provider acme/production/agents/chat',
      'delete connection acme/production/agents/default/entra',
      'delete app acme/production/agents/wiki',
      'delete user acme/production/agents/otto',
    ]);
    const { serviceProviders, connections, apps, realm } = await view();
    expect(serviceProviders.map(({ slug }) => slug)).toEqual(['default']);
    expect(connections.map(({ slug }) => slug)).toEqual(['okta']);
    expect(apps.map(({ slug }) => slug)).toEqual(['desktop']);
    expect(await test.storage.read.listUsers(realm.id, { after: null, limit: 10 })).toHaveLength(1);
  });

  it('keeps all users when pruning with a file that lists none', async () => {
    await test.apply(full());
    await test.apply(realmFile({ serviceProviders: [] }), { prune: true });
    expect(await test.storage.read.listUsers((await view()).realm.id, { after: null, limit: 10 })).toHaveLength(2);
  });

  it('prunes environments and realms, and never another company', async () => {
    await test.apply(full());
    await test.apply('companies: [{slug: other, environments: [{slug: p, realms: [{slug: r}]}]}]');
    await test.apply('companies: [{slug: acme, environments: [{slug: staging, realms: [{slug: a}, {slug: b}]}]}]');
    const answer = await test.apply('companies: [{slug: acme, environments: [{slug: staging, realms: [{slug: b}]}]}]', {
      prune: true,
    });
    expect(briefly(answer)).toEqual(['delete environment acme/production', 'delete realm acme/staging/a']);
    expect(await test.storage.read.findRealmView('acme', 'production', 'agents')).toBeNull();
    expect(await test.storage.read.findRealmView('acme', 'staging', 'b')).not.toBeNull();
    expect(await test.storage.read.findRealmView('other', 'p', 'r')).not.toBeNull();
  });
});

describe('connections', () => {
  const defaults = async (): Promise<readonly string[]> =>
    (await view()).connections.filter(({ isDefault }) => isDefault).map(({ slug }) => slug);

  it('have exactly one default: the marked one, else the present one, else the first', async () => {
    await test.apply(withConnections(okta(), entra()));
    expect(await defaults()).toEqual(['okta']);
    const moved = await test.apply(withConnections(okta(), entra({ default: true })));
    expect(briefly(moved)).toEqual([
      'update connection acme/production/agents/default/okta default',
      'update connection acme/production/agents/default/entra default',
    ]);
    expect(await defaults()).toEqual(['entra']);
    await test.apply(withConnections(okta(), entra()));
    expect(await defaults()).toEqual(['entra']);
  });

  it('that the file leaves out give the mark up, and get it back only by pruning the rest', async () => {
    await test.apply(withConnections(okta(), entra()));
    expect(briefly(await test.apply(withConnections(entra())))).toEqual([]);
    await test.apply(withConnections(entra({ default: true })));
    expect(await defaults()).toEqual(['entra']);
    await test.apply(withConnections(okta()), { prune: true });
    expect(await defaults()).toEqual(['okta']);
  });

  it('refuse another entity ID at the same slug', async () => {
    await test.apply(withConnections(okta()));
    test.addresses.set(OKTA, await testMetadata('https://other.example'));
    const answer = await test.apply(withConnections(okta()));
    expect(answer.problems).toEqual([
      expect.objectContaining({
        code: 'apply.conflict',
        path: 'acme/production/agents/default/okta',
        expected: 'the identity provider https://okta.example',
        received: 'https://other.example',
      }),
    ]);
    expect((await view()).connections[0]?.identityProvider.entityId).toBe('https://okta.example');
  });

  it('refuse an entity ID that another connection of the service provider has, listed or not', async () => {
    const twice = await test.apply(withConnections(okta(), okta({ slug: 'second' })));
    expect(codes(twice)).toEqual(['apply.conflict acme/production/agents/default/second']);
    await test.apply(withConnections(okta()));
    const unlisted = await test.apply(withConnections(okta({ slug: 'second' })));
    expect(codes(unlisted)).toEqual(['apply.conflict acme/production/agents/default/okta']);
    const replaced = await test.apply(withConnections(okta({ slug: 'second' })), { prune: true });
    expect(replaced).toMatchObject({ applied: true, problems: [] });
    const elsewhere = realmFile({ serviceProviders: [{ slug: 'chat', connections: [okta()] }] });
    expect((await test.apply(elsewhere)).problems).toEqual([]);
  });

  it('follow their metadata, and show which certificates and endpoints changed', async () => {
    await test.apply(withConnections(okta()));
    test.addresses.set(OKTA, await testMetadata('https://okta.example', 'https://okta.example/new'));
    const answer = await test.apply(withConnections(okta()));
    expect(briefly(answer)).toEqual(['update connection acme/production/agents/default/okta identityProvider.signIn']);
    expect((await view()).connections[0]?.identityProvider.singleSignOn[0]?.url).toBe('https://okta.example/new');
  });

  it('keep what is known when an unchanged address does not answer, and refuse a new one that does not', async () => {
    await test.apply(withConnections(okta()));
    test.addresses.clear();
    const again = await test.apply(withConnections(okta({ allowSha1: true })));
    expect(again).toMatchObject({ applied: true, problems: [] });
    expect(again.notes).toEqual([expect.stringContaining('cannot be read now (fetch.failed, HTTP 503)')]);
    expect((await view()).connections[0]).toMatchObject({
      identityProvider: { entityId: 'https://okta.example' },
      settings: { allowSha1: true },
    });
    const answer = await test.apply(withConnections(okta({ metadata: { url: 'https://okta.example/moved' } })));
    expect(codes(answer)).toEqual(['fetch.failed acme/production/agents/default/okta']);
  });

  it('note metadata that is read over http from another machine', async () => {
    for (const [url, notes] of [
      ['http://okta.example/m', [expect.stringContaining('is read over http')]],
      ['http://127.0.0.1:9/m', []],
      ['https://okta.example/m', []],
    ] as const) {
      test.addresses.set(url, await testMetadata('https://okta.example'));
      expect((await test.apply(withConnections(okta({ metadata: { url } })), { dryRun: true })).notes).toEqual(notes);
    }
  });

  it('refuse an address that answers with something else than metadata', async () => {
    test.addresses.set(OKTA, '<html></html>');
    expect(codes(await test.apply(withConnections(okta())))).toEqual([
      'metadata.root acme/production/agents/default/okta',
    ]);
  });

  it('keeps the metadata document of a connection that was given one, until it comes from elsewhere', async () => {
    const document = await testMetadata('https://okta.example');
    const connection = (source: object): string => withConnections({ slug: 'okta', ...source });
    const kept = async (): Promise<string | null> =>
      test.storage.read.findConnectionDocument((await view()).connections[0]?.id ?? '');
    expect(await test.apply(connection({ metadata: { text: document } }))).toMatchObject({ problems: [] });
    expect(await kept()).toBe(document);
    expect(await test.apply(connection({ metadata: { text: document } }))).toMatchObject({ changes: [] });
    expect(await test.apply(connection({ metadata: { url: OKTA } }))).toMatchObject({ applied: true });
    expect(await kept()).toBeNull();
  });

  it('refuses a file that contradicts itself, from whoever hands it over', async () => {
    const file = resolvedApplyFile.parse({
      companies: [{ slug: 'acme', environments: [{ slug: 'a' }, { slug: 'a' }] }],
    });
    expect(await test.applyFile(file)).toMatchObject({
      applied: false,
      problems: [{ code: 'apply.invalid', path: 'companies[0].environments[1].slug' }],
    });
  });
});
