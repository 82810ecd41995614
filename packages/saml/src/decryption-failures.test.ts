import { describe, expect, it } from 'vitest';
import { decryptionFailures } from '../test-support/decryption-failures.ts';
import { makeForge } from '../test-support/hostile/hostile-case.ts';
import { type ResponseVerdict, verifyResponse } from './verify-response.ts';
import { loadDecryptionKey } from './xenc/decryption-key.ts';
import type { KeyPlace } from './xml/key-place.ts';

const forge = await makeForge();
const families = await decryptionFailures(forge);

const PLACES: readonly KeyPlace[] = ['thread-pool', 'event-loop'];
const cases = PLACES.flatMap((place) => families.map((family) => ({ place, ...family })));

describe.each(cases)('what cannot be opened with $title in the $place', ({ place, genuine, failures }) => {
  const decryptionKeys = [loadDecryptionKey({ name: 'sp', privateKeyPem: forge.sp.privateKeyPem, place })];
  const judge = (xml: string): Promise<ResponseVerdict> =>
    verifyResponse({ xml: Buffer.from(xml) }, { ...forge.options, decryptionKeys, cbcSignedInside: true });

  it('stands beside a message that can', async () => {
    expect(await judge(genuine)).toMatchObject({ accepted: true, assertion: { encrypted: true } });
  });

  it('looks the same to whoever sent it, whatever it is', async () => {
    const shown = new Set<string>();
    for (const { name, xml } of failures) {
      const { ...verdict } = await judge(xml);
      expect(verdict, name).toMatchObject({ accepted: false, code: 'encryption.failed' });
      shown.add(JSON.stringify(verdict, (key, value: unknown) => (key === 'failure' ? undefined : value)));
    }
    expect([...shown]).toHaveLength(1);
    expect([...shown][0]).not.toMatch(/expected|received|hint/);
  });
});
