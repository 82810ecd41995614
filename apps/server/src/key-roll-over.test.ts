/** A whole roll-over of keys on a running hub: at every step people sign in, whatever their identity provider has read. */
import { type KeyView, keyRoutes } from '@cordboard/contract/admin-api/keys';
import { createConnectionTest } from '@cordboard/contract/admin-api/single-sign-on';
import { loadVerificationKey, readSpMetadata, verifyRedirectSignature } from '@cordboard/saml';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdminApiFixture, createAdminApiFixture } from '../test-support/admin-api-fixture.ts';
import { createHubFixture, type HubFixture, sentRequest } from '../test-support/hub-fixture.ts';
import { signInToApp } from '../test-support/oidc-app.ts';
import { connectionTestRoutes } from './admin-api/resources/connection-tests.ts';
import { keyUploadRoutes } from './admin-api/resources/key-uploads.ts';
import { realmKeyRoutes } from './admin-api/resources/realm-keys.ts';
import { serviceProviderKeyRoutes } from './admin-api/resources/service-provider-keys.ts';

const REALM = '/companies/acme/environments/production/realms/agents';
const KEYS = `${REALM}/service-providers/default/keys`;

const open: (() => Promise<void>)[] = [];
let hub: HubFixture;
let api: AdminApiFixture;

/** The administration of the hub, called by an owner. */
const administrationOf = async (fixture: HubFixture): Promise<AdminApiFixture> => {
  const { storage, sealer, clock, random, directoryChanged } = fixture.hub;
  const made = await createAdminApiFixture({
    routes: [...keyRoutes, createConnectionTest],
    bound: (parts) => [
      ...serviceProviderKeyRoutes(parts),
      ...keyUploadRoutes(parts),
      ...realmKeyRoutes(parts),
      ...connectionTestRoutes(parts).filter(({ route }) => route === createConnectionTest),
    ],
    change: {
      storage,
      sealer,
      clock,
      random,
      directoryChanged,
      newId: () => `key-${Buffer.from(random(9)).toString('hex')}`,
    },
  });
  made.addAdministrator('owner', { role: 'installation-owner', companyId: null, environmentId: null });
  open.push(() => made.app.close());
  return made;
};

beforeEach(async () => {
  hub = await createHubFixture({ serviceProvider: { wantEncryptedAssertions: true } });
  api = await administrationOf(hub);
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
  await hub.close();
});

const call = async (request: string, body?: unknown, headers: Record<string, string> = {}): Promise<unknown> => {
  const answer = await api.send(request, { as: 'owner', headers, ...(body !== undefined && { body }) });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
};

const prepare = async (purpose: string): Promise<KeyView> =>
  (await call(`POST ${KEYS}/${purpose}/next`, {})) as KeyView;
const promote = (id: string, body: unknown = { allowUntested: true }) => call(`POST ${KEYS}/${id}/promote`, body);
const remove = (id: string, query = '') => call(`DELETE ${KEYS}/${id}${query}`, undefined, { 'if-match': '*' });

/** What an identity provider knows that has read the metadata now. */
interface Partner {
  readonly signing: readonly string[];
  readonly encryption: string;
}

const readMetadata = async (): Promise<Partner> => {
  const { body } = await hub.browser().get(`${hub.realmUrl}/saml/default/metadata`);
  const metadata = readSpMetadata(body, { now: new Date() });
  const [encryption, ...others] = metadata.encryptionKeys.map(({ certificate }) => certificate.pem);
  expect(others, 'one encryption key at a time').toEqual([]);
  return { signing: metadata.signingCertificates.map(({ pem }) => pem), encryption: encryption ?? '' };
};

const encryptionTo = (certificate: string): Parameters<HubFixture['signIn']>[2] => ({
  encryption: { certificate },
});
/** Signs in by an identity provider that verifies requests and encrypts answers with what it knows. */
const signInBy = async ({ signing, encryption }: Partner): Promise<void> => {
  const browser = hub.browser();
  const { departure, completed } = await hub.signIn(browser, undefined, encryptionTo(encryption));
  const { message } = sentRequest(departure.location);
  verifyRedirectSignature(message, { keys: signing.map((pem) => loadVerificationKey(pem)) });
  expect(completed.status).toBe(303);
  expect(browser.cookie('session')).toBeDefined();
};

describe('a roll-over of the keys of a service provider', () => {
  it('lets people sign in at every step, by old and by new metadata', async () => {
    const before = await readMetadata();
    await signInBy(before);

    const signing = await prepare('request-signing');
    const decryption = await prepare('assertion-decryption');
    const during = await readMetadata();
    expect(during.signing).toEqual([...before.signing, signing.certificate?.pem]);
    expect(during.encryption).toBe(decryption.certificate?.pem);
    await signInBy(before);
    await signInBy(during);

    await promote(signing.id);
    await promote(decryption.id);
    const after = await readMetadata();
    expect(after).toEqual({ signing: [signing.certificate?.pem], encryption: decryption.certificate?.pem });
    // Requests are signed with the new key; who has not read of it is the one who has to.
    await expect(signInBy(before)).rejects.toMatchObject({ code: 'signature.invalid' });
    await signInBy({ ...after, encryption: before.encryption });
    await signInBy(during);
    await signInBy(after);

    await remove('key-agents-assertion-decryption', '?allowStillNeeded=true');
    await signInBy(after);
    await expect(signInBy({ ...after, encryption: before.encryption })).rejects.toThrow('no Location');
  });

  it('survives a restart of the hub at any step', async () => {
    const before = await readMetadata();
    const { id, certificate } = await prepare('assertion-decryption');
    await promote(id);
    const during = await readMetadata();
    await hub.stop();
    hub = await createHubFixture({ reopen: hub, serviceProvider: { wantEncryptedAssertions: true } });
    api = await administrationOf(hub);
    expect((await readMetadata()).encryption).toBe(certificate?.pem);
    await signInBy(before);
    await signInBy(during);
  });

  it('still opens what was encrypted to a next key that was taken back', async () => {
    const { id } = await prepare('assertion-decryption');
    const during = await readMetadata();
    await remove(id);
    expect((await readMetadata()).encryption).not.toBe(during.encryption);
    await signInBy(during);
  });

  it('takes a step back to the key that was retired', async () => {
    const before = await readMetadata();
    const { id } = await prepare('request-signing');
    await promote(id);
    await promote('key-agents-request-signing');
    await signInBy(before);
  });
});

describe('a test with the next keys', () => {
  const dues = async () => ((await call(`GET ${KEYS}`)) as { dues: readonly unknown[] }).dues;

  /** Follows the address of a test and answers as the identity provider. */
  const runTest = async (nextKeys: boolean, partner: Partner) => {
    const tests = `${REALM}/service-providers/default/connections/okta/tests`;
    const { url } = (await call(`POST ${tests}`, { nextKeys })) as { url: string };
    const browser = hub.browser();
    const { departure, completed } = await hub.signIn(browser, url, encryptionTo(partner.encryption));
    expect(completed.status).toBe(200);
    return verifyRedirectSignature(sentRequest(departure.location).message, {
      keys: partner.signing.map((pem) => loadVerificationKey(pem)),
    });
  };

  it('signs with them while everybody else goes on, and opens the way to promote them', async () => {
    const before = await readMetadata();
    const signing = await prepare('request-signing');
    const decryption = await prepare('assertion-decryption');
    const during = await readMetadata();
    expect(await dues()).toMatchObject([{ metadataExchangeDue: true, testDue: true }]);
    const signer = await runTest(true, during);
    expect(signer.certificate?.fingerprintSha256).toBe(signing.certificate?.fingerprintSha256);
    await signInBy(before);
    await promote(signing.id, {});
    await promote(decryption.id, {});
    expect(await dues()).toMatchObject([{ metadataExchangeDue: false, testDue: false }]);
    await signInBy(await readMetadata());
  });

  it('says nothing of a key that it did not use', async () => {
    const before = await readMetadata();
    const signing = await prepare('request-signing');
    const decryption = await prepare('assertion-decryption');
    await runTest(false, before);
    for (const { id } of [signing, decryption]) {
      const refused = await api.send(`POST ${KEYS}/${id}/promote`, { as: 'owner', body: {} });
      expect(refused).toMatchObject({ status: 409, body: { code: 'key.untested' } });
    }
    const partly = { ...(await readMetadata()), encryption: before.encryption };
    await runTest(true, partly);
    await promote(signing.id, {});
    expect(await api.send(`POST ${KEYS}/${decryption.id}/promote`, { as: 'owner', body: {} })).toMatchObject({
      status: 409,
    });
  });
});

describe('a roll-over of the keys that sign tokens', () => {
  const jwks = async () => JSON.parse((await hub.browser().get(`${hub.realmUrl}/oidc/jwks`)).body);
  const kids = async () => (await jwks()).keys.map(({ kid }: { kid: string }) => kid);
  const idToken = async () => (await signInToApp(hub, hub.browser())).tokens.id_token;
  const verified = async (token: string, keys: unknown) =>
    (await jwtVerify(token, createLocalJWKSet(keys as Parameters<typeof createLocalJWKSet>[0]))).protectedHeader.kid;

  it('publishes all of them, signs with the current one, and old tokens verify until the key is removed', async () => {
    // Encryption is not what this is about.
    const { serviceProviders } = (await hub.realm()).view;
    await hub.hub.storage.write(async (writer) => {
      for (const record of serviceProviders) {
        await writer.putServiceProvider({
          ...record,
          settings: { ...record.settings, wantEncryptedAssertions: false },
        });
      }
    });
    await hub.hub.directoryChanged();
    const [first] = await kids();
    const old = await idToken();
    const next = (await call(`POST ${REALM}/keys/token-signing/next`, { algorithm: 'ES256' })) as KeyView;
    const nextKid = next.publicJwk?.['kid'];
    expect(await kids()).toEqual([first, nextKid]);
    expect(await verified(await idToken(), await jwks())).toBe(first);
    const cached = await jwks();
    await call(`POST ${REALM}/keys/${next.id}/promote`);
    expect(await kids()).toEqual([nextKid, first]);
    const fresh = await idToken();
    expect(await verified(fresh, cached), 'whoever read the keys before').toBe(nextKid);
    expect(await verified(old, await jwks()), 'tokens from before').toBe(first);
    hub.advance(24 * 60 * 60 * 1000);
    await call(`DELETE ${REALM}/keys/key-agents-token-signing`, undefined, { 'if-match': '*' });
    expect(await kids()).toEqual([nextKid]);
  });
});
