/** A new certificate in the metadata of an identity provider, followed over HTTP to the next sign-in. */
import { loadSigningKey, type SigningKey } from '@cordboard/saml';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestKeyPair, testKeyPair } from '../../../../packages/saml/test-support/keys.ts';
import { createHubFixture, type HubFixture, pageOfKind, sentRequest } from '../../test-support/hub-fixture.ts';
import { idpDocument } from '../../test-support/idp-document.ts';
import { refreshMetadata } from '../jobs/refresh-metadata.ts';

const ADDRESS = 'https://idp.example/metadata.xml';
const HOUR = 60 * 60 * 1000;

let hub: HubFixture;
let next: TestKeyPair;
let announced: readonly string[];
/** Instead of metadata, or null. */
let page: string | null;

beforeAll(async () => {
  next = await testKeyPair('rollover-next');
});

beforeEach(async () => {
  hub = await createHubFixture({
    fetch: async (url) => ({
      url,
      contentType: null,
      body: Buffer.from(page ?? idpDocument({ certificates: announced })),
    }),
  });
  page = null;
  announced = [hub.idp.certificatePem];
  const realm = await hub.realm();
  await hub.hub.storage.write(async (writer) => {
    for (const connection of realm.view.connections) {
      const source = { kind: 'url', url: ADDRESS, fetchedAt: hub.hub.clock() } as const;
      await writer.putConnection({ ...connection, source });
    }
  });
  await hub.hub.directoryChanged();
});

afterEach(() => hub.close());

const keyOf = ({ privateKeyPem, certificatePem }: TestKeyPair): SigningKey =>
  loadSigningKey({ privateKeyPem, certificate: certificatePem });

/** Whether the person gets in with an answer signed by this key. */
const tryToSignIn = async (pair: TestKeyPair): Promise<string> => {
  const departure = await hub.browser().get(`${hub.realmUrl}/`);
  const SAMLResponse = await hub.issue(sentRequest(departure.location).id, { signing: { key: keyOf(pair) } });
  const answer = await hub.browser().crossSitePost(hub.acsUrl, { SAMLResponse });
  return answer.status === 303 ? 'accepted' : pageOfKind(answer, 'error').problem;
};

const refresh = (): Promise<number> => {
  hub.advance(2 * HOUR);
  const { storage, metadataRefresher, clock } = hub.hub;
  return refreshMetadata({
    storage,
    refresh: metadataRefresher.refresh,
    clock,
    onError: (error) => {
      throw error;
    },
  });
};

describe('a certificate of the identity provider that is replaced', () => {
  it('lets people in as soon as its successor was read, and not an answer longer than it is announced', async () => {
    expect(await tryToSignIn(next)).toBe('refused');
    announced = [hub.idp.certificatePem, next.certificatePem];
    expect(await refresh()).toBe(1);
    expect(await tryToSignIn(next)).toBe('accepted');
    expect(await tryToSignIn(hub.idp)).toBe('accepted');
    announced = [next.certificatePem];
    expect(await refresh()).toBe(1);
    expect(await tryToSignIn(hub.idp)).toBe('refused');
    expect(await tryToSignIn(next)).toBe('accepted');
    const refused = (await hub.attempts()).filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ code }) => code)).toEqual(['signature.invalid', 'signature.invalid']);
  });

  it('is still trusted while the address answers with something else', async () => {
    page = '<!doctype html><title>Down for maintenance</title>';
    expect(await refresh()).toBe(1);
    expect(await tryToSignIn(hub.idp)).toBe('accepted');
  });
});
