/** An application at the identity provider that was made for an earlier product, and goes on with this hub. */
import { type connectionSettings, serviceProviderSettings } from '@cordboard/contract/tenant-settings';
import { parseXml, readSpMetadata } from '@cordboard/saml';
import { platformAliases } from '@cordboard/vendors/platform-aliases';
import { platformProfile } from '@cordboard/vendors/platform-profiles';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHubFixture, type HubFixture, pageOfKind, sentRequest } from '../../test-support/hub-fixture.ts';

let hub: HubFixture;

beforeEach(async () => {
  hub = await createHubFixture();
});

afterEach(() => hub.close());

type Platform = Parameters<typeof platformProfile>[0];

const aliasesOf = (platform: Platform, input: unknown) => {
  const result = platformProfile(platform).addresses(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return platformAliases(result.addresses);
};

const EGAIN = aliasesOf('egain', { domain: 'acme.egain.example', tenantId: 'ACMEPROD1' });
const CISCO = aliasesOf('cisco-ucc', {
  nodes: [
    { host: 'pub.acme.example', role: 'publisher' },
    { host: 'sub.acme.example', role: 'subscriber' },
  ],
});

const setAliases = async (
  aliases: object,
  requests: Pick<Partial<ReturnType<typeof connectionSettings.parse>>, 'requestEntityId' | 'requestAcsUrl'> = {},
): Promise<void> => {
  const { view } = await hub.realm();
  await hub.hub.storage.write(async (writer) => {
    for (const serviceProvider of view.serviceProviders) {
      await writer.putServiceProvider({ ...serviceProvider, settings: serviceProviderSettings.parse({ aliases }) });
    }
    for (const connection of view.connections) {
      await writer.putConnection({ ...connection, settings: { ...connection.settings, ...requests } });
    }
  });
  await hub.hub.directoryChanged();
};

const first = (values: readonly string[]): string => values[0] ?? '';

interface SignIn {
  /** Where the identity provider posts its answer. */
  readonly to: string;
  /** What the answer names as its endpoint. */
  readonly named?: string;
  readonly audience?: string;
}

/** A whole sign-in; the result of the person's first page, or the problem of the error page. */
const signIn = async ({ to, named = to, audience }: SignIn): Promise<string> => {
  const browser = hub.browser();
  const { location } = await browser.get(`${hub.realmUrl}/`);
  const SAMLResponse = await hub.issue(sentRequest(location).id, {
    acsUrl: named,
    ...(audience !== undefined && { audiences: [audience] }),
  });
  const received = await browser.crossSitePost(to, { SAMLResponse });
  if (received.status !== 303) {
    return pageOfKind(received, 'error').problem;
  }
  const completed = await browser.get(received.location ?? '');
  expect(completed.location).toBe(`${hub.realmUrl}/`);
  return pageOfKind(await browser.get(`${hub.realmUrl}/`), 'launchpad').kind;
};

const lastFailure = async () => {
  const refused = (await hub.attempts()).find(({ outcome }) => outcome === 'refused');
  const check = refused?.checks.find(({ status }) => status === 'failed');
  return { code: refused?.code, expected: check?.expected, received: check?.received };
};

describe('an answer at an alias of the assertion consumer service', () => {
  it('signs the person in here, with the entity ID of the earlier product as its audience', async () => {
    await setAliases(EGAIN);
    expect(await signIn({ to: first(EGAIN.acsUrls), audience: first(EGAIN.entityIds) })).toBe('launchpad');
  });

  it('is taken as well with our own audience, and our own endpoint with the other one', async () => {
    await setAliases(EGAIN);
    expect(await signIn({ to: first(EGAIN.acsUrls) })).toBe('launchpad');
    expect(await signIn({ to: hub.acsUrl, audience: first(EGAIN.entityIds) })).toBe('launchpad');
    expect(await signIn({ to: hub.acsUrl })).toBe('launchpad');
  });

  it('is taken at every node of Cisco, also in the form with a query, which the answer then names', async () => {
    await setAliases(CISCO);
    for (const to of CISCO.acsUrls) {
      expect(await signIn({ to })).toBe('launchpad');
    }
    const older = CISCO.acsUrls[2] ?? '';
    expect(await signIn({ to: older.split('?')[0] ?? '', named: older })).toBe('launchpad');
    expect(await signIn({ to: older, named: older.split('?')[0] ?? '' })).toBe('refused');
    expect((await lastFailure()).code).toBe('response.destination');
  });

  it('names exactly what is registered', async () => {
    await setAliases(EGAIN);
    const alias = first(EGAIN.acsUrls);
    for (const named of [`${alias}/`, alias.replace('https:', 'http:'), alias.toUpperCase()]) {
      expect(await signIn({ to: alias, named })).toBe('refused');
      expect((await lastFailure()).code).toMatch(/^(response\.destination|assertion\.recipient)$/);
    }
    expect(await signIn({ to: alias, audience: `${first(EGAIN.entityIds)}/` })).toBe('refused');
    expect(await lastFailure()).toMatchObject({ code: 'assertion.audience' });
  });

  it.each(['https://evil.example', 'https://acme.egain.example.evil.example', 'https://acme.egain.example:8443'])(
    'is nothing at the same path of %s',
    async (origin) => {
      await setAliases(EGAIN);
      const to = `${origin}${new URL(first(EGAIN.acsUrls)).pathname}`;
      expect((await hub.browser().crossSitePost(to, { SAMLResponse: 'x' })).status).toBe(404);
    },
  );

  it('is nothing once the alias was taken away', async () => {
    await setAliases(EGAIN);
    await setAliases({});
    const to = first(EGAIN.acsUrls);
    expect((await hub.browser().crossSitePost(to, { SAMLResponse: 'x' })).status).toBe(404);
    expect(await signIn({ to: hub.acsUrl, audience: first(EGAIN.entityIds) })).toBe('refused');
  });

  it('is no alias for another service provider', async () => {
    await setAliases(EGAIN);
    const customers = await hub.hub.realms.find('acme', 'production', 'customers');
    expect(customers?.serviceProviders[0]?.audiences).toHaveLength(1);
    expect(customers?.serviceProviders[0]?.acceptedAcsUrls).toHaveLength(1);
  });
});

describe('requests of a connection', () => {
  const attributesOf = async () => {
    const { location } = await hub.browser().get(`${hub.realmUrl}/`);
    const { root } = parseXml(sentRequest(location).message.octets);
    const issuer = root.children.find((child) => 'localName' in child && child.localName === 'Issuer');
    const acsUrl = root.attributes.find(({ localName }) => localName === 'AssertionConsumerServiceURL')?.value;
    return { acsUrl, issuer: JSON.stringify(issuer, (key, value) => (key === 'parent' ? undefined : value)) };
  };

  it('name us unless the connection says otherwise', async () => {
    await setAliases(EGAIN);
    const { acsUrl, issuer } = await attributesOf();
    expect(acsUrl).toBe(hub.acsUrl);
    expect(issuer).toContain(`${hub.realmUrl}/saml/default/metadata`);
  });

  it('name the earlier product where its application has to keep working unchanged', async () => {
    const requests = { requestEntityId: first(EGAIN.entityIds), requestAcsUrl: first(EGAIN.acsUrls) };
    await setAliases(EGAIN, requests);
    const { acsUrl, issuer } = await attributesOf();
    expect(acsUrl).toBe(requests.requestAcsUrl);
    expect(issuer).toContain(requests.requestEntityId);
    expect(await signIn({ to: requests.requestAcsUrl, audience: requests.requestEntityId })).toBe('launchpad');
  });
});

describe('the metadata of a service provider with aliases', () => {
  const locations = async (url = `${hub.realmUrl}/saml/default/metadata`) => {
    const { status, body } = await hub.browser().get(url);
    expect(status).toBe(200);
    const { entityId, assertionConsumerServices } = readSpMetadata(body, { now: new Date() });
    return {
      entityId,
      acs: assertionConsumerServices.map(({ location, index, isDefault }) => [location, index, isDefault]),
    };
  };

  it('lists our own endpoint only, and keeps our entity ID', async () => {
    await setAliases(CISCO);
    expect(await locations()).toEqual({
      entityId: `${hub.realmUrl}/saml/default/metadata`,
      acs: [[hub.acsUrl, 0, true]],
    });
  });

  it('lists the aliases after it where that is set, but none with a query', async () => {
    await setAliases({ ...CISCO, publishAcsUrls: true });
    expect((await locations()).acs).toEqual([
      [hub.acsUrl, 0, true],
      [CISCO.acsUrls[0], 1, false],
      [CISCO.acsUrls[1], 2, false],
    ]);
  });

  it.each([
    ['europe', 'login-eu-c1'],
    ['north-america', 'login-na-w2'],
    ['australia', 'login-au-s2'],
  ])('is served at the address of a tenant in %s, in upper case only', async (region, host) => {
    await setAliases(aliasesOf('sinch-contact-pro', { region, tenant: 'acme' }));
    expect(await locations(`https://${host}.cc.sinch.com/ACME/metadata`)).toEqual(await locations());
    expect((await hub.browser().get(`https://${host}.cc.sinch.com/acme/metadata`)).status).toBe(404);
    expect((await hub.browser().get(`https://login-xx.cc.sinch.com/ACME/metadata`)).status).toBe(404);
  });
});
