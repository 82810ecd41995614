import { parseApplyFile } from '@cordboard/contract/parse-apply-file';
import { BINDING_HTTP_POST, BINDING_HTTP_REDIRECT, writeIdpMetadata } from '@cordboard/saml';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createTestApply,
  TEST_NOW,
  type TestApply,
  testCertificate,
  testMetadata,
} from '../../../test-support/apply-fixture.ts';
import { exportCompanies } from './export-companies.ts';

const opened: TestApply[] = [];
afterEach(async () => {
  for (const test of opened.splice(0)) await test.storage.close();
});

const URLS = ['https://okta.example/metadata', 'https://entra.example/metadata'];
let certificates: readonly string[];
let documents: readonly string[];

beforeAll(async () => {
  certificates = await Promise.all([1, 2, 3].map((years) => testCertificate(years)));
  const keys = certificates.map((certificate) => ({ certificate, use: 'signing' as const }));
  documents = [
    await testMetadata('https://file.example'),
    // Several keys, endpoints of both kinds, an answer address, an end, and odd white space.
    `\ufeff${writeIdpMetadata({
      entityId: 'https://many.example',
      keys,
      singleSignOnServices: [{ binding: BINDING_HTTP_POST, location: 'https://many.example/sso?a=b&c=d' }],
      singleLogoutServices: [
        {
          binding: BINDING_HTTP_REDIRECT,
          location: 'https://many.example/slo',
          responseLocation: 'https://many.example/slo/answer',
        },
      ],
      wantAuthnRequestsSigned: true,
      validUntil: new Date(TEST_NOW + 3_600_000),
    }).replace('?>', '?>\r\n\t')}\n\n`,
  ];
});

const open = async (): Promise<TestApply> => {
  const test = await createTestApply();
  opened.push(test);
  for (const [index, url] of URLS.entries())
    test.addresses.set(url, await testMetadata(`https://idp-${index}.example`));
  return test;
};

const exported = async (test: TestApply, users = true) =>
  exportCompanies(test.storage.read, await test.storage.read.listCompanies(), { users });

/** Names with what is awkward in YAML. */
const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
  fc.constantFrom('true', '1e3', '- x', 'a: b', 'x #y', '# comment', ' padded ', 'é 李 😀', '"', "it's", 'a\nb', '!x'),
);
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const slug = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const url = fc.webUrl({ validSchemes: ['https'] });
const unique = <T extends object, K extends keyof T>(
  item: fc.Arbitrary<T>,
  key: K,
  maxLength: number,
): fc.Arbitrary<T[]> => fc.uniqueArray(item, { maxLength, selector: (entry) => entry[key] });

const settings = fc.record(
  {
    require: fc.constantFrom('response', 'assertion', 'both', 'either'),
    idpInitiated: fc.constantFrom('refuse', 'restart', 'accept'),
    clockSkewSeconds: fc.integer({ min: 0, max: 300 }),
    requestBinding: fc.constantFrom('redirect', 'post'),
    nameIdPolicy: fc.constantFrom('unspecified', 'emailAddress', 'persistent', 'transient'),
    requestedAuthnContext: fc.array(name, { maxLength: 3 }),
    forceAuthn: fc.boolean(),
    sendLogoutRequests: fc.boolean(),
    cbcSignedInside: fc.boolean(),
    allowSha1: fc.boolean(),
    allowRsa1024: fc.boolean(),
    match: fc.record(
      {
        emailAttribute: name,
        nameIdIsEmail: fc.boolean(),
        linkAttribute: name,
        emailDomains: fc.array(fc.constantFrom('acme.example', 'b.example'), { maxLength: 2 }),
        allowAnyEmailDomain: fc.boolean(),
        emailIsCaseSensitive: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    profile: fc.record({ displayName: name, firstName: name, lastName: name }, { requiredKeys: [] }),
    enabled: fc.boolean(),
    name,
  },
  { requiredKeys: [] },
);

/** Each identity provider at most once in a service provider. */
const sources = () => [
  { metadata: { url: URLS[0] } },
  { metadata: { url: URLS[1] } },
  ...documents.map((text) => ({ metadata: { text } })),
  {
    manual: {
      entityId: 'urn:hand 1',
      loginUrl: 'https://hand.example/sso?x=y',
      loginBinding: 'post',
      logoutUrl: 'https://hand.example/slo',
      certificates: certificates.map((pem) => ({ pem })),
    },
  },
  {
    manual: { entityId: 'urn:hand 2', loginUrl: 'https://hand.example/sso', certificates: [{ pem: certificates[0] }] },
  },
];

const connections = fc
  .tuple(fc.subarray([0, 1, 2, 3, 4, 5]), fc.array(settings, { minLength: 6, maxLength: 6 }), some(fc.nat(5)))
  .map(([chosen, all, marked]) =>
    chosen.map((index) => ({
      ...all[index],
      ...sources()[index],
      slug: `c${index}`,
      ...(index === marked && { default: true }),
    })),
  );

const serviceProvider = fc.record(
  {
    slug,
    connections,
    entityId: name,
    signRequests: fc.boolean(),
    wantEncryptedAssertions: fc.boolean(),
    nameIdFormats: fc.subarray(['unspecified', 'emailAddress', 'persistent', 'transient']),
    nodes: fc
      .uniqueArray(slug, { maxLength: 3 })
      .map((slugs) => slugs.map((node, position) => (position === 2 ? { slug: node, index: 7 } : node))),
  },
  { requiredKeys: ['slug', 'connections'] },
);

const appCommon = {
  name,
  description: name,
  group: name,
  icon: fc.constantFrom('app', 'headset'),
  visible: fc.boolean(),
  opensInOwnWindow: fc.boolean(),
  primary: fc.boolean(),
};
const oidc = fc.record(
  {
    ...appCommon,
    type: fc.constant('oidc' as const),
    slug: slug.map((text) => `o${text}`),
    redirectUris: fc.array(url, { minLength: 1, maxLength: 3 }),
    postLogoutRedirectUris: fc.array(url, { maxLength: 2 }),
    startUrl: url,
    idTokenAlgorithm: fc.constantFrom('ES256', 'RS256'),
    accessTokenMinutes: fc.integer({ min: 5, max: 120 }),
    refreshTokenHours: fc.integer({ min: 1, max: 24 }),
    secret: fc.constantFrom({ env: 'SECRET' }, { env: 'OTHER' }),
  },
  { requiredKeys: ['type', 'slug', 'name', 'redirectUris', 'secret'] },
);
const bookmark = fc.record(
  {
    ...appCommon,
    type: fc.constant('bookmark' as const),
    slug: slug.map((text) => `b${text}`),
    url,
    separatePassword: fc.boolean(),
  },
  { requiredKeys: ['type', 'slug', 'name', 'url'] },
);
const publicApp = oidc.map(({ secret: _secret, ...app }) => ({ ...app, allowPublicClient: true }));

const users = fc.uniqueArray(name, { maxLength: 5 }).chain((logins) =>
  fc.tuple(
    ...logins.map((login, index) =>
      fc.record(
        {
          login: fc.constant(login),
          email: fc.constant(`person-${index}@acme.example`),
          displayName: name,
          firstName: name,
          lastName: name,
          groups: fc.uniqueArray(name, { maxLength: 3 }),
          enabled: fc.boolean(),
        },
        { requiredKeys: ['login'] },
      ),
    ),
  ),
);

type Mode = 'non-sso' | 'hybrid' | 'sso';

const realm = (apps: fc.Arbitrary<{ slug: string }>, modes: readonly Mode[]) =>
  fc.record(
    {
      slug,
      name,
      kind: fc.constantFrom('agents', 'customers'),
      ssoMode: fc.constantFrom(...modes),
      allowUntestedEnable: fc.constant(true),
      sessionMinutes: fc.integer({ min: 5, max: 1440 }),
      idleMinutes: fc.integer({ min: 5, max: 1440 }),
      localSignIn: fc.record(
        { users: fc.uniqueArray(name, { maxLength: 2 }), groups: fc.uniqueArray(name, { maxLength: 2 }) },
        { requiredKeys: [] },
      ),
      serviceProviders: unique(serviceProvider, 'slug', 2),
      apps: unique(apps, 'slug', 4),
      users,
    },
    { requiredKeys: ['slug', 'allowUntestedEnable', 'serviceProviders', 'apps', 'users'] },
  );

const directory = (apps: fc.Arbitrary<{ slug: string }>, ...modes: readonly Mode[]) => {
  const environment = fc.record(
    {
      slug,
      name,
      region: name,
      platform: fc.constantFrom('generic', 'amazon-connect', 'cisco-ucc', 'sinch-contact-pro', 'egain'),
      realms: unique(realm(apps, modes), 'slug', 2),
    },
    { requiredKeys: ['slug', 'realms'] },
  );
  const company = fc.record(
    { slug, name, environments: unique(environment, 'slug', 2) },
    { requiredKeys: ['slug', 'environments'] },
  );
  return fc.record({ companies: unique(company, 'slug', 2) });
};

/** Apply refuses nothing of what was generated: otherwise the property would hold of an empty directory. */
const applied = async (file: object): Promise<TestApply> => {
  const test = await open();
  const answer = await test.apply(JSON.stringify(file));
  expect(answer).toMatchObject({ applied: true, problems: [] });
  return test;
};

describe('exportCompanies', () => {
  it('writes what applying again finds unchanged, whatever the directory holds and however much later', async () => {
    await fc.assert(
      fc.asyncProperty(directory(fc.oneof(oidc, bookmark, publicApp), 'non-sso', 'hybrid', 'sso'), async (file) => {
        const test = await applied(file);
        const before = await exported(test);
        test.advance(24 * 3_600_000);
        const again = await test.apply(before.text);
        expect(again).toMatchObject({ applied: true, changes: [], problems: [] });
        const pruned = await test.apply(before.text, { prune: true });
        expect(pruned).toMatchObject({ applied: true, changes: [], problems: [] });
        expect((await exported(test)).text).toBe(before.text);
        await test.storage.close();
        opened.splice(0);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('makes the same directory elsewhere', async () => {
    await fc.assert(
      fc.asyncProperty(directory(fc.oneof(bookmark, publicApp), 'non-sso', 'hybrid'), async (file) => {
        const one = await applied(file);
        const { text } = await exported(one);
        const two = await open();
        expect(await two.apply(text)).toMatchObject({ applied: true, problems: [] });
        expect((await exported(two)).text).toBe(text);
        for (const test of opened.splice(0)) await test.storage.close();
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  const wiki = { type: 'bookmark', slug: 'wiki', name: 'Wiki', url: 'https://wiki.example/' };
  const desktop = {
    type: 'oidc',
    slug: 'desk',
    name: 'Desk',
    redirectUris: ['https://desk.example/cb'],
    secret: { env: 'SECRET' },
  };
  const file = (realmContent: object): object => ({
    companies: [
      { slug: 'acme', environments: [{ slug: 'production', realms: [{ slug: 'agents', ...realmContent }] }] },
    ],
  });

  it('leaves out what is so anyway, and says what it cannot say', async () => {
    const test = await applied(
      file({ apps: [wiki, desktop], users: [{ login: 'amina' }, { login: 'otto', enabled: false }] }),
    );
    expect((await exported(test)).text).toBe(`# For cordboard apply; every key is explained in docs/config.md.
# acme/production/agents/desk: its secret is not here; where the app is new, add one
companies:
  - slug: acme
    name: acme
    environments:
      - slug: production
        name: production
        realms:
          - slug: agents
            name: agents
            ssoMode: non-sso
            apps:
              - type: oidc
                slug: desk
                name: Desk
                redirectUris:
                  - https://desk.example/cb
              - type: bookmark
                slug: wiki
                name: Wiki
                url: https://wiki.example/
            users:
              - login: amina
              - login: otto
                enabled: false
`);
  });

  it('never has a secret or its hash in it', async () => {
    const test = await applied(file({ apps: [desktop] }));
    const view = await test.storage.read.findRealmView('acme', 'production', 'agents');
    const hash = view?.apps[0]?.secretHash ?? 'none';
    const { text } = await exported(test);
    expect(text).not.toContain(hash);
    expect(text).not.toContain('0123456789abcdef');
  });

  it('leaves people out when that is asked for, and applying it leaves them in', async () => {
    const test = await applied(file({ users: [{ login: 'amina' }] }));
    const { text } = await exported(test, false);
    expect(text).not.toContain('amina');
    expect(await test.apply(text, { prune: true })).toMatchObject({ applied: true, changes: [] });
  });

  it('makes a document of what is known where the metadata file was not kept, and says so', async () => {
    const connection = { slug: 'okta', metadata: { text: documents[1] } };
    const test = await applied(file({ serviceProviders: [{ slug: 'default', connections: [connection] }] }));
    const view = await test.storage.read.findRealmView('acme', 'production', 'agents');
    const id = view?.connections[0]?.id ?? '';
    await test.storage.write((writer) => writer.putConnectionDocument(id, null));
    const { text, notes } = await exported(test);
    expect(notes).toEqual([
      expect.stringContaining('acme/production/agents/default/okta: the metadata file was not kept'),
    ]);
    expect(parseApplyFile(text).ok).toBe(true);
    const again = await test.apply(text);
    expect(again.changes.map(({ path, fields }) => [path, fields.map((field) => field.name)])).toEqual([
      ['acme/production/agents/default/okta', ['source']],
    ]);
    const after = await test.storage.read.findRealmView('acme', 'production', 'agents');
    expect(after?.connections[0]?.identityProvider).toEqual(view?.connections[0]?.identityProvider);
  });

  it('keeps a document that is valid no longer', async () => {
    const connection = { slug: 'okta', metadata: { text: documents[1] } };
    const test = await applied(file({ serviceProviders: [{ slug: 'default', connections: [connection] }] }));
    test.advance(2 * 3_600_000);
    const again = await test.apply((await exported(test)).text);
    expect(again).toMatchObject({ applied: true, changes: [], problems: [] });
    expect(again.notes[0]).toContain('metadata.expired');
  });
});
