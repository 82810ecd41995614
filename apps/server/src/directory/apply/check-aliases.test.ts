import type { ApplyAnswer } from '@cordboard/contract/control';
import { parseApplyFile } from '@cordboard/contract/parse-apply-file';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApply, type TestApply, testMetadata } from '../../../test-support/apply-fixture.ts';

const ADDRESS = 'https://idp.example/metadata.xml';

let test: TestApply;
beforeEach(async () => {
  test = await createTestApply();
  test.addresses.set(ADDRESS, await testMetadata('https://idp.example'));
});
afterEach(() => test.storage.close());

interface Wanted {
  readonly company?: string;
  readonly publicUrl?: string;
  readonly realm?: string;
  readonly serviceProvider?: object;
  readonly connection?: object;
}

const fileOf = ({ company = 'acme', publicUrl, realm = 'agents', serviceProvider = {}, connection }: Wanted): string =>
  JSON.stringify({
    companies: [
      {
        slug: company,
        environments: [
          {
            slug: 'p',
            ...(publicUrl !== undefined && { publicUrl }),
            realms: [
              {
                slug: realm,
                serviceProviders: [
                  {
                    slug: 'default',
                    connections:
                      connection === undefined ? [] : [{ slug: 'idp', metadata: { url: ADDRESS }, ...connection }],
                    ...serviceProvider,
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });

const apply = (wanted: Wanted): Promise<ApplyAnswer> => test.apply(fileOf(wanted));

const withAliases = (aliases: object, more: Wanted = {}): Promise<ApplyAnswer> =>
  apply({ ...more, serviceProvider: { ...more.serviceProvider, aliases } });

const refusals = ({ problems }: ApplyAnswer): readonly (string | undefined)[] =>
  problems.map(({ code, received }) => (code === 'apply.conflict' ? received : code));

const ALIAS = 'https://cc.acme.example/saml/acs';

describe('an alias', () => {
  it('is applied, changed, and applied again without a change', async () => {
    const aliases = { acsUrls: [ALIAS], entityIds: ['urn:old'], publishAcsUrls: true };
    expect(await withAliases(aliases)).toMatchObject({ applied: true, problems: [] });
    expect(await withAliases(aliases)).toMatchObject({ changes: [] });
    const more = await withAliases({ ...aliases, metadataUrls: ['https://cc.acme.example/metadata'] });
    expect(more.changes.map(({ fields }) => fields.map(({ name }) => name))).toEqual([
      ['settings.aliases.metadataUrls'],
    ]);
    expect(await apply({})).toMatchObject({ applied: true });
    expect(await test.storage.read.listEndpointAliases()).toEqual([]);
  });

  it.each([
    ['https://any.example/e/acme/p/agents/saml/default/acs', 'the installation has addresses there'],
    ['https://any.example/assets/x', 'the installation has addresses there'],
    ['https://any.example/admin/api', 'the installation has addresses there'],
    ['https://any.example/healthz', 'the installation has addresses there'],
  ])('is not %s, which the hub answers at every host', async (url, words) => {
    expect(refusals(await withAliases({ acsUrls: [url] }))).toEqual([`${url}; ${words}`]);
    expect(refusals(await withAliases({ entityIds: [url] }))).toEqual([`${url}; ${words}`]);
  });

  it('may be beside those', async () => {
    const acsUrls = ['https://any.example/e2/x', 'https://any.example/saml/e/acs', 'https://hub.example/old/acs'];
    expect(await withAliases({ acsUrls })).toMatchObject({ applied: true });
  });

  it('is no address of a realm of its own environment, and may be beside the realms', async () => {
    const publicUrl = 'https://sso.acme.example';
    const own = `${publicUrl}/agents/saml/default/acs`;
    expect(refusals(await withAliases({ metadataUrls: [own] }, { publicUrl }))).toEqual([
      `${own}; the realm agents has addresses there`,
    ]);
    expect(await withAliases({ metadataUrls: [`${publicUrl}/agents2/x`] }, { publicUrl })).toMatchObject({
      applied: true,
    });
    // Also of a realm that another file made.
    const second = `${publicUrl}/agents/old`;
    expect(refusals(await withAliases({ sloUrls: [second] }, { publicUrl, realm: 'customers' }))).toEqual([
      `${second}; the realm agents has addresses there`,
    ]);
  });

  it('is not below the public URL of another environment, whichever was there first', async () => {
    await apply({ company: 'globex', publicUrl: 'https://sso.globex.example/eu' });
    const below = 'https://sso.globex.example/eu/old/acs';
    expect(refusals(await withAliases({ acsUrls: [below] }))).toEqual([
      `${below}; globex/p has https://sso.globex.example/eu`,
    ]);
    const beside = 'https://sso.globex.example/us/old/acs';
    expect(await withAliases({ acsUrls: [beside] })).toMatchObject({ applied: true });
    const taking = await apply({ company: 'other', publicUrl: 'https://sso.globex.example/us' });
    expect(refusals(taking)).toEqual([`https://sso.globex.example/us; acme/p has the alias ${beside}`]);
    expect(await withAliases({ acsUrls: [beside] }, { publicUrl: 'https://sso.globex.example/us' })).toMatchObject({
      applied: true,
    });
  });

  it('belongs to one service provider of the installation, by host and path', async () => {
    await withAliases({ acsUrls: [`${ALIAS}?metaAlias=/sp`], entityIds: ['urn:old'] }, { company: 'globex' });
    const holder = 'globex/p/agents/default';
    for (const kind of ['acsUrls', 'sloUrls', 'metadataUrls']) {
      expect(refusals(await withAliases({ [kind]: [ALIAS] }))).toEqual([
        `${ALIAS}; ${holder} has ${ALIAS}?metaAlias=/sp`,
      ]);
    }
    expect(refusals(await withAliases({ entityIds: ['urn:old'] }))).toEqual([`urn:old; ${holder} has urn:old`]);
    expect(await withAliases({ acsUrls: [`${ALIAS}/`], entityIds: ['urn:Old'] })).toMatchObject({ applied: true });
  });

  it('moves in two steps', async () => {
    await withAliases({ acsUrls: [ALIAS] }, { company: 'globex' });
    await withAliases({}, { company: 'globex' });
    expect(await withAliases({ acsUrls: [ALIAS] })).toMatchObject({ applied: true });
  });

  it('is not the entity ID that another service provider was given, nor the other way round', async () => {
    const named = (company: string, entityId: string) => apply({ company, serviceProvider: { entityId } });
    await named('globex', 'urn:globex');
    expect(refusals(await withAliases({ entityIds: ['urn:globex'] }))).toEqual([
      'urn:globex; globex/p/agents/default has urn:globex',
    ]);
    await withAliases({ entityIds: ['urn:acme'] });
    expect(refusals(await named('other', 'urn:acme'))).toEqual(['urn:acme; acme/p has it as an alias']);
    // Staging and Production may go by the same name of their own.
    expect(await named('other', 'urn:globex')).toMatchObject({ applied: true });
    // And a name of one's own may be listed once more.
    expect(await withAliases({ entityIds: ['urn:x'] }, { serviceProvider: { entityId: 'urn:x' } })).toMatchObject({
      applied: true,
    });
  });
});

describe('aliases within one file', () => {
  const messages = (text: string): readonly string[] => {
    const parsed = parseApplyFile(text);
    return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
  };

  it('are each an address with a plain path', () => {
    const text = fileOf({ serviceProvider: { aliases: { acsUrls: ['http://cc.acme.example/acs'] } } });
    expect(messages(text)[0]).toContain('an absolute https address');
  });

  it('are each there once, whatever they are for', () => {
    const aliases = { acsUrls: [ALIAS, `${ALIAS}?x=1`], sloUrls: ['https://CC.acme.example/saml/acs'] };
    expect(messages(fileOf({ serviceProvider: { aliases } }))).toHaveLength(2);
    expect(messages(fileOf({ serviceProvider: { aliases: { entityIds: ['urn:a', 'urn:a'] } } }))).toHaveLength(1);
    const once = { acsUrls: [ALIAS], entityIds: [ALIAS] };
    expect(messages(fileOf({ serviceProvider: { aliases: once } }))).toEqual([]);
  });

  it('are not below the public URL of another environment of it', () => {
    const first = JSON.parse(fileOf({ serviceProvider: { aliases: { acsUrls: ['https://sso.globex.example/x'] } } }));
    const second = JSON.parse(fileOf({ company: 'globex', publicUrl: 'https://sso.globex.example' }));
    const text = JSON.stringify({ companies: [...first.companies, ...second.companies] });
    expect(messages(text)).toEqual([expect.stringContaining('below the publicUrl of another environment')]);
    const own = fileOf({
      publicUrl: 'https://sso.acme.example',
      serviceProvider: { aliases: { acsUrls: ['https://sso.acme.example/x'] } },
    });
    expect(messages(own)).toEqual([]);
  });
});

describe('what requests of a connection say', () => {
  const own = 'https://hub.example/e/acme/p/agents/saml/default';

  it.each([
    { requestEntityId: `${own}/metadata` },
    { requestEntityId: 'urn:old' },
    { requestAcsUrl: `${own}/acs` },
    { requestAcsUrl: `${own}/acs/n1` },
    { requestAcsUrl: ALIAS },
  ])('is one of the values of the service provider: %j', async (connection) => {
    const serviceProvider = { nodes: ['n1'], aliases: { acsUrls: [ALIAS], entityIds: ['urn:old'] } };
    expect(await apply({ serviceProvider, connection })).toMatchObject({ applied: true, problems: [] });
  });

  it('is nothing else', async () => {
    const connection = { requestEntityId: 'urn:old', requestAcsUrl: ALIAS };
    const answer = await apply({ connection });
    expect(answer.problems.map(({ path, expected, received }) => [path, expected, received])).toEqual([
      ['acme/p/agents/default/idp', `requestEntityId: ${own}/metadata`, 'urn:old'],
      ['acme/p/agents/default/idp', `requestAcsUrl: ${own}/acs`, ALIAS],
    ]);
  });

  it('keeps the alias that it names, also when the file leaves the connection out', async () => {
    const serviceProvider = { aliases: { entityIds: ['urn:old'] } };
    await apply({ serviceProvider, connection: { requestEntityId: 'urn:old' } });
    const answer = await apply({});
    expect(answer).toMatchObject({ applied: false, problems: [{ code: 'apply.conflict', received: 'urn:old' }] });
  });
});
