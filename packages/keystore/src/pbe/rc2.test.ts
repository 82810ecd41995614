import { describe, expect, it } from 'vitest';
import { decryptRc2 } from './rc2.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** The initialization vector that turns this first block into one of padding alone, every octet of which is then checked. */
const ivForPadding = (plain: string): Buffer => Buffer.from(hex(plain).map((octet) => octet ^ 8));

describe('decryptRc2', () => {
  // RFC 2268 §5: those whose effective length is the length of the key.
  it.each([
    ['ffffffffffffffff', 'ffffffffffffffff', '278b27e42e2f0d49'],
    ['3000000000000000', '1000000000000001', '30649edf9be7d2c2'],
    ['88bca90e90875a7f0f79c384627bafb2', '0000000000000000', '2269552ab0f85ca6'],
  ])('decrypts the block of the key %s', (key, plain, cipher) => {
    expect(decryptRc2(hex(key), ivForPadding(plain), hex(cipher))).toEqual(Buffer.alloc(0));
  });

  it('finds that a key with one other bit does not fit', () => {
    const iv = ivForPadding('ffffffffffffffff');
    expect(decryptRc2(hex('fffffffffffffffe'), iv, hex('278b27e42e2f0d49'))).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['seven octets', '278b27e42e2f0d'],
    ['nine octets', '278b27e42e2f0d4900'],
  ])('decrypts %s to nothing at all', (_name, cipher) => {
    expect(decryptRc2(hex('ffffffffffffffff'), Buffer.alloc(8), hex(cipher))).toBeUndefined();
  });

  it.each([
    ['0', 0],
    ['9', 9],
    ['255', 255],
  ])('does not take a last octet of %s for padding', (_name, last) => {
    const iv = hex('ffffffffffffffff').map((octet) => octet ^ last);
    expect(decryptRc2(hex('ffffffffffffffff'), iv, hex('278b27e42e2f0d49'))).toBeUndefined();
  });
});
