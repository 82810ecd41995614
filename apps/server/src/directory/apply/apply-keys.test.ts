import { createSecretKey, randomBytes, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TEST_NOW } from '../../../test-support/apply-fixture.ts';
import { createKeyRing } from '../../keys/key-ring.ts';
import { createSealer } from '../../keys/seal.ts';
import { createKeyMaker } from './apply-keys.ts';

const sealer = createSealer({ masterKey: { id: 'test', key: createSecretKey(randomBytes(32)) }, random: randomBytes });

describe('createKeyMaker', () => {
  let ids = 0;
  const makeKeys = createKeyMaker({
    sealer,
    clock: () => TEST_NOW,
    random: randomBytes,
    newId: () => {
      ids += 1;
      return `key-${ids}`;
    },
  });

  it('gives a service provider RSA keys with certificates to sign and to decrypt', async () => {
    const entityId = 'https://hub.example/e/acme/p/agents/saml/default/metadata';
    const keys = await makeKeys({ kind: 'service-provider', id: 'sp', entityId });
    expect(keys.map(({ purpose, algorithm, state, ownerId }) => [purpose, algorithm, state, ownerId])).toEqual([
      ['request-signing', 'RSA-2048', 'current', 'sp'],
      ['assertion-decryption', 'RSA-2048', 'current', 'sp'],
    ]);
    const ring = createKeyRing({ sealer });
    for (const key of keys) {
      const certificate = new X509Certificate(key.certificate ?? '');
      expect(certificate.checkPrivateKey(ring.privateKey(key))).toBe(true);
      expect(key.sealedPrivateKey).not.toContain('PRIVATE');
    }
    expect(new Set(keys.map(({ id }) => id)).size).toBe(2);
  });

  it('gives a realm an ES256 and an RS256 key to sign tokens', async () => {
    const keys = await makeKeys({ kind: 'realm', id: 'realm', entityId: '' });
    expect(keys).toMatchObject([
      { purpose: 'token-signing', algorithm: 'ES256', publicJwk: { alg: 'ES256' } },
      { purpose: 'token-signing', algorithm: 'RS256', publicJwk: { alg: 'RS256' } },
    ]);
    expect(keys.flatMap(({ publicJwk }) => Object.keys(publicJwk ?? {}))).not.toContain('d');
  });
});
