import { describe, expect, it } from 'vitest';
import { uint16 } from '../../test-support/make-java-store.ts';
import { codeOf, refusalOf } from '../../test-support/refusal.ts';
import { openByteReader } from './byte-reader.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

const readText = (octets: Buffer): string =>
  openByteReader(Buffer.concat([uint16(octets.length), octets])).text('a name');

describe('openByteReader', () => {
  it('reads numbers from the highest octet on', () => {
    const reader = openByteReader(hex('01 0203 fffffffe fffffffffffffffd 0a0b'));
    expect(reader.uint8('x')).toBe(1);
    expect(reader.uint16('x')).toBe(0x0203);
    expect(reader.uint32('x')).toBe(0xfffffffe);
    expect(reader.int64('x')).toBe(-3n);
    expect(reader.at()).toBe(15);
    expect(Buffer.from(reader.octets(2, 'x'))).toEqual(hex('0a0b'));
    expect(reader.left()).toBe(0);
  });

  it('reads within a part of a larger buffer', () => {
    const reader = openByteReader(hex('ff 0001 ff').subarray(1, 3));
    expect(reader.uint16('x')).toBe(1);
    expect(reader.left()).toBe(0);
  });

  it('says what was to be read where the file ends', async () => {
    expect(await refusalOf(() => openByteReader(hex('000000')).uint32('the length of a key'))).toMatchObject({
      code: 'keystore.damaged',
      expected: 'the length of a key of 4 octets',
      received: 'the end of the file after 3',
    });
  });

  it.each([
    ['an octet', (reader: ReturnType<typeof openByteReader>) => reader.uint8('x')],
    ['16 bits', (reader: ReturnType<typeof openByteReader>) => reader.uint16('x')],
    ['64 bits', (reader: ReturnType<typeof openByteReader>) => reader.int64('x')],
    ['4 GiB of octets', (reader: ReturnType<typeof openByteReader>) => reader.octets(0xffffffff, 'x')],
    ['text', (reader: ReturnType<typeof openByteReader>) => reader.text('x')],
  ])('refuses %s past the end', async (_name, read) => {
    expect(await codeOf(() => read(openByteReader(Buffer.alloc(0))))).toBe('keystore.damaged');
  });
});

describe('text in modified UTF-8', () => {
  it.each([
    ['nothing', '', ''],
    ['ASCII', '73736f', 'sso'],
    ['two octets', 'c3a4', 'ä'],
    ['three octets', 'e282ac', '€'],
    ['a pair of surrogates', 'eda0bd edb880', '😀'],
    ['NUL as two octets', 'c080', '\0'],
  ])('reads %s', (_name, octets, text) => {
    expect(readText(hex(octets))).toBe(text);
  });

  it('reads the longest there can be', () => {
    expect(readText(Buffer.alloc(65_535, 'x'))).toBe('x'.repeat(65_535));
  });

  it.each([
    ['four octets, as UTF-8 has them', 'f09f9880'],
    ['a beginning without an end', 'c3'],
    ['a beginning followed by another letter', 'c341'],
    ['an end without a beginning', 'a4'],
    ['three octets with two there', 'e282'],
  ])('refuses %s', async (_name, octets) => {
    expect(await codeOf(() => readText(hex(octets)))).toBe('keystore.damaged');
  });
});
