import { describe, expect, it } from 'vitest';
import { element, indefinite, integer, octetString, sequence } from '../../test-support/der-writer.ts';
import { codeOf } from '../../test-support/refusal.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { readBer } from './ber.ts';
import { octetsOf } from './read-values.ts';

const nested = (depth: number): Buffer => {
  let inner = sequence();
  for (let level = 1; level < depth; level += 1) {
    inner = sequence(inner);
  }
  return inner;
};

describe('readBer', () => {
  it('gives tags, contents and children', () => {
    const der = sequence(integer(5), sequence(octetString(Buffer.from('abc'))));
    const { tag, raw, children } = readBer(der);
    expect(tag).toBe(0x30);
    expect(Buffer.from(raw)).toEqual(der);
    expect(children.map((child) => child.tag)).toEqual([0x02, 0x30]);
    expect(Buffer.from(children[1]?.children[0]?.content ?? [])).toEqual(Buffer.from('abc'));
  });

  it.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])('reads a length of %i', (length) => {
    expect(readBer(octetString(Buffer.alloc(length))).content).toHaveLength(length);
  });

  it('reads indefinite lengths, and octet strings in pieces, as if they were definite', () => {
    const octets = Buffer.alloc(350, 'x');
    const ber = readBer(indefinite(sequence(sequence(octetString(octets)), integer(7))));
    expect(ber.children).toHaveLength(2);
    expect(Buffer.from(octetsOf(ber.children[0]?.children[0], 'x'))).toEqual(octets);
    expect(Buffer.from(ber.children[1]?.raw ?? [])).toEqual(integer(7));
  });

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['a length without its octets', '3082'],
    ['a length with too few octets', '308201'],
    ['content that is cut off', '300302'],
    ['a child past the end of its parent', '3003020401'],
    ['an indefinite length without its end', '30800201050000'.slice(0, -2)],
    ['an indefinite length of a primitive element', '0480010000'],
    ['a length of five octets', '3085000000000100'],
    ['a length of 127 octets', '30ff00'],
    ['octets after the end', '300000'],
    ['the end-of-contents octets where there is no end', '30020000'],
    ['a tag of several octets', '1f810100'],
  ])('calls %s damaged', async (_name, hex) => {
    expect(await codeOf(() => readBer(Buffer.from(hex, 'hex')))).toBe('keystore.damaged');
  });

  it('accepts the depth of the limit and refuses one more', async () => {
    expect(readBer(nested(KEYSTORE_LIMITS.asn1Depth)).tag).toBe(0x30);
    expect(await codeOf(() => readBer(nested(KEYSTORE_LIMITS.asn1Depth + 1)))).toBe('keystore.too_large');
  });

  it('refuses a megabyte of nested sequences at the limit, not at the end of the stack', async () => {
    expect(await codeOf(() => readBer(Buffer.alloc(1_000_000, '3080', 'hex')))).toBe('keystore.too_large');
  });

  it('accepts as many elements as the limit and refuses one more', async () => {
    const many = (count: number): Buffer => element(0x30, Buffer.alloc(count * 2, '0500', 'hex'));
    expect(readBer(many(KEYSTORE_LIMITS.asn1Elements - 1)).children).toHaveLength(KEYSTORE_LIMITS.asn1Elements - 1);
    expect(await codeOf(() => readBer(many(KEYSTORE_LIMITS.asn1Elements)))).toBe('keystore.too_large');
  });
});
