import { describe, expect, it } from 'vitest';
import { derivePkcs12, type Pkcs12KdfInput, PURPOSE } from './pkcs12-kdf.ts';
import { openWorkBudget } from './work-budget.ts';

const derive = async (input: Partial<Pkcs12KdfInput>): Promise<string> => {
  const common = {
    hashName: 'sha1',
    purpose: PURPOSE.key,
    password: Buffer.from('0073006d006500670000', 'hex'),
    salt: Buffer.from('0a58cf64530d823f', 'hex'),
    rounds: 1,
    length: 24,
  };
  return (await derivePkcs12({ ...common, ...input }, openWorkBudget())).toString('hex');
};

// Computed with `openssl kdf … PKCS12KDF`.
describe('derivePkcs12', () => {
  it('derives a key that needs two hashes', async () => {
    expect(await derive({})).toBe('8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3');
  });

  it('derives an initialization vector', async () => {
    expect(await derive({ purpose: PURPOSE.iv, length: 8 })).toBe('79993dfe048d3b76');
  });

  it('derives with 25,001 iterations, past two pauses', async () => {
    expect(await derive({ rounds: 25_001, length: 20, purpose: PURPOSE.mac })).toBe(
      '4a15deb8aaab2da4249e743196a0dc2b9c0d846f',
    );
  });

  it('derives with the larger blocks of SHA-512', async () => {
    expect(await derive({ hashName: 'sha512', rounds: 3, length: 100 })).toBe(
      'd94a6b30a7062f232ee7e09e279faef02271414975ed35e8998ee7249a1c1d79a8cf0a5a78653e79b78db1c200037ec4843247300c5acd9360174010035d9cb4c0ca918ebffb2e7d970874dbcccd3de912ef6d3e87568864f9e8043434ff9379006d3fa9',
    );
  });

  it('derives without a password', async () => {
    expect(await derive({ password: Buffer.alloc(0) })).toBe('9985036e1a31d2812085d6cef9db2e03dcbb6b9cd0100fb5');
  });
});
