import { randomBytes, randomUUID } from 'node:crypto';
import { resolvedApplyFile } from '@cordboard/contract/resolved-apply-file';
import { readSpMetadata, type SpMetadata, writeSpMetadata } from '@cordboard/saml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestMasterKey } from '../../test-support/master-key-fixture.ts';
import { createKeyRing } from '../keys/key-ring.ts';
import { createSealer } from '../keys/seal.ts';
import { openSqliteStorage } from '../storage/engines/sqlite/open-sqlite-storage.ts';
import type { Storage } from '../storage/ports/storage.ts';
import { createKeyMaker } from './apply/apply-keys.ts';
import { executeApply } from './apply/execute-apply.ts';
import { createRealmContext } from './realm-context.ts';
import { spMetadata } from './sp-metadata.ts';

const INSTALLATION_URL = 'https://sso.example';
const SLUGS = ['customer-portal', 'chat', 'agent-portal', 'agent-desktop'];
const NOW = Date.parse('2026-11-21T09:00:00Z');

const file = resolvedApplyFile.parse({
  companies: [
    {
      slug: 'acme',
      environments: [
        {
          slug: 'production',
          platform: 'egain',
          realms: [
            {
              slug: 'people',
              serviceProviders: SLUGS.map((slug) => ({
                slug,
                wantEncryptedAssertions: true,
                nameIdFormats: ['transient', 'persistent', 'emailAddress', 'unspecified'],
              })),
            },
          ],
        },
      ],
    },
  ],
});

describe('the metadata of several service providers of one realm', () => {
  let storage: Storage;
  let documents: readonly SpMetadata[];

  beforeAll(async () => {
    storage = await openSqliteStorage({ path: ':memory:' });
    const random = (size: number): Uint8Array => randomBytes(size);
    const sealer = createSealer({ masterKey: createTestMasterKey(), random });
    const clock = (): number => NOW;
    const answer = await executeApply(
      { file, dryRun: false, prune: false },
      {
        storage,
        clock,
        installationUrl: INSTALLATION_URL,
        remote: false,
        mayWiden: () => true,
        recordChanges: () => Promise.resolve(),
        newId: randomUUID,
        fetch: () => Promise.reject(new Error('nothing is fetched here')),
        makeKeys: createKeyMaker({ sealer, clock, random, newId: randomUUID }),
      },
    );
    expect(answer.problems).toEqual([]);
    const view = await storage.read.findRealmView('acme', 'production', 'people');
    if (view === null) {
      throw new Error('the realm was not made');
    }
    const realm = createRealmContext(view, INSTALLATION_URL, createKeyRing({ sealer }));
    documents = realm.serviceProviders.map((serviceProvider) =>
      readSpMetadata(writeSpMetadata(spMetadata(realm, serviceProvider)), { now: new Date(NOW) }),
    );
  });

  afterAll(() => storage.close());

  it('is separate for each: entity ID, endpoint and keys are its own', () => {
    const base = `${INSTALLATION_URL}/e/acme/production/people/saml`;
    expect(documents.map(({ entityId }) => entityId).toSorted()).toEqual(
      SLUGS.map((slug) => `${base}/${slug}/metadata`).toSorted(),
    );
    const locations = documents.flatMap((document) =>
      document.assertionConsumerServices.map(({ location }) => location),
    );
    expect(locations.toSorted()).toEqual(SLUGS.map((slug) => `${base}/${slug}/acs`).toSorted());
    const certificates = documents.flatMap(({ signingCertificates, encryptionKeys }) => [
      ...signingCertificates.map(({ pem }) => pem),
      ...encryptionKeys.map(({ certificate }) => certificate.pem),
    ]);
    expect(certificates).toHaveLength(2 * SLUGS.length);
    expect(new Set(certificates).size).toBe(2 * SLUGS.length);
  });

  it('offers HTTP-POST only, and the NameID formats as their URIs', () => {
    for (const document of documents) {
      expect(document.assertionConsumerServices.map(({ binding }) => binding)).toEqual([
        'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
      ]);
      expect(document.nameIdFormats).toEqual([
        'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
        'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
        'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
        'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
      ]);
    }
  });
});
