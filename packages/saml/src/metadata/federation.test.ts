import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCode } from '../../test-support/error-code.ts';
import { idpMetadataXml, keyDescriptorXml } from '../../test-support/idp-metadata-xml.ts';
import { testKeyPair } from '../../test-support/keys.ts';
import { signXml } from '../dsig/sign-xml.ts';
import { loadSigningKey } from '../dsig/signing-key.ts';
import { FEDERATION_LIMITS } from '../xml/xml-node.ts';
import { listMetadataEntities } from './read-entity.ts';

const MEBIBYTE = 1024 * 1024;
const READER = fileURLToPath(new URL('../../test-support/read-federation.ts', import.meta.url));
const pair = await testKeyPair('metadata-first');
const folder = mkdtempSync(join(tmpdir(), 'cb-federation-'));
const file = join(folder, 'federation.xml');
const certificate = join(folder, 'federation.pem');
let entities = 0;

beforeAll(async () => {
  const keys = keyDescriptorXml(pair.certificateBase64, 'signing') + keyDescriptorXml(pair.certificateBase64);
  const parts: string[] = [];
  for (let size = 0; size < 20 * MEBIBYTE; entities += 1) {
    const xml = idpMetadataXml({ entityId: `https://idp${entities}.example/id`, keys });
    size += xml.length + 1;
    parts.push(xml);
  }
  const group = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_f">${parts.join('\n')}</md:EntitiesDescriptor>`;
  const key = loadSigningKey({ privateKeyPem: pair.privateKeyPem, certificate: pair.certificatePem });
  writeFileSync(file, await signXml(group, { elementId: '_f', key, limits: FEDERATION_LIMITS }));
  writeFileSync(certificate, pair.certificatePem);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** What the reader prints. */
interface Taken {
  readonly entityId: string;
  readonly signed: string;
  readonly peakMiB: number;
  readonly cpuMs: number;
}

describe('a federation file of 20 MB', () => {
  it('is verified with a pinned key and read with less than 300 MB of memory', () => {
    const entityId = `https://idp${entities - 1}.example/id`;
    const output = execFileSync(process.execPath, [READER, file, certificate, entityId], { encoding: 'utf8' });
    const found = JSON.parse(output) as Taken;
    console.info(`federation of ${entities} entities: ${found.peakMiB.toFixed(0)} MiB, ${found.cpuMs.toFixed(0)} ms`);
    expect(found).toMatchObject({ entityId, signed: 'EntitiesDescriptor' });
    expect(found.peakMiB * MEBIBYTE).toBeLessThan(300_000_000);
  }, 60_000);

  it('is refused past its limit', () => {
    const limits = { ...FEDERATION_LIMITS, maxBytes: 100 };
    expect(errorCode(() => listMetadataEntities('x'.repeat(101), { limits }))).toBe('message.too_large');
  });
});
