import { describe, expect, it } from 'vitest';
import { decryptionFailures } from '../test-support/decryption-failures.ts';
import { makeForge } from '../test-support/hostile/hostile-case.ts';
import { type ResponseVerdict, verifyResponse } from './verify-response.ts';

const forge = await makeForge();
const families = await decryptionFailures(forge);

const judge = (xml: string): Promise<ResponseVerdict> =>
  verifyResponse({ xml: Buffer.from(xml) }, { ...forge.options, cbcSignedInside: true });

describe.each(families)('what cannot be opened with $title', ({ genuine, failures }) => {
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
