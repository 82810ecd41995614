import { readSpMetadata } from '@cordboard/saml';
import { afterEach, describe, expect, it } from 'vitest';
import { createHubFixture, type HubFixture, type HubFixtureOptions } from '../../test-support/hub-fixture.ts';

const open: HubFixture[] = [];

const fixture = async (options: HubFixtureOptions = {}): Promise<HubFixture> => {
  const made = await createHubFixture(options);
  open.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

const get = (hub: HubFixture, file: string) => hub.browser().get(`${hub.realmUrl}/saml/default/${file}`);

describe('certificates as files', () => {
  it('are those of the metadata, as PEM, for everybody', async () => {
    const hub = await fixture({ serviceProvider: { wantEncryptedAssertions: true } });
    const metadata = readSpMetadata((await get(hub, 'metadata')).body, { now: new Date() });
    const signing = await get(hub, 'signing.cer');
    expect(signing).toMatchObject({ status: 200, body: metadata.signingCertificates[0]?.pem });
    expect(signing.headers).toMatchObject({
      'content-type': 'application/x-pem-file',
      'content-disposition': 'attachment; filename="default-signing.cer"',
    });
    const encryption = await get(hub, 'encryption.cer');
    expect(encryption).toMatchObject({ status: 200, body: metadata.encryptionKeys[0]?.certificate.pem });
    expect(encryption.headers['content-disposition']).toBe('attachment; filename="default-encryption.cer"');
    expect(encryption.body).toMatch(/^-----BEGIN CERTIFICATE-----\n[\s\S]*\n-----END CERTIFICATE-----\n$/);
  });

  it('show no encryption certificate while encryption is off', async () => {
    const hub = await fixture();
    expect((await get(hub, 'encryption.cer')).status).toBe(404);
    expect((await get(hub, 'signing.cer')).status).toBe(200);
  });

  it('follow a roll-over: signed with now, encrypted to from now on', async () => {
    const hub = await fixture({ serviceProvider: { wantEncryptedAssertions: true } });
    const [signing, encryption] = [await get(hub, 'signing.cer'), await get(hub, 'encryption.cer')];
    const { keys } = (await hub.realm()).view;
    await hub.hub.storage.write(async (writer) => {
      for (const key of keys.filter(({ purpose }) => purpose !== 'token-signing')) {
        // The other one's certificate: any that differs will do.
        const other = keys.find(({ purpose }) => purpose !== key.purpose && purpose !== 'token-signing');
        const [id, certificate] = [`next ${key.purpose}`, other?.certificate ?? null];
        const sealed = hub.hub.sealer.seal(
          hub.hub.sealer.open(other?.sealedPrivateKey ?? '', {
            table: 'key_pair',
            row: other?.id ?? '',
            environment: key.ownerId,
          }),
          { table: 'key_pair', row: id, environment: key.ownerId },
        );
        await writer.putKey({ ...key, id, state: 'next', promotedAt: null, certificate, sealedPrivateKey: sealed });
      }
    });
    await hub.hub.directoryChanged();
    expect((await get(hub, 'signing.cer')).body).toBe(signing.body);
    expect((await get(hub, 'encryption.cer')).body).toBe(signing.body);
    expect(encryption.body).not.toBe(signing.body);
  });

  it('are of service providers that exist', async () => {
    const hub = await fixture();
    expect((await hub.browser().get(`${hub.realmUrl}/saml/other/signing.cer`)).status).toBe(404);
    expect((await get(hub, 'other.cer')).status).toBe(404);
  });
});
