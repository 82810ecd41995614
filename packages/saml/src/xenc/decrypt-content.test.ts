import { type CipherGCM, createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decryptContent } from './decrypt-content.ts';
import { CONTENT_ALGORITHMS } from './encryption-algorithms.ts';

const GCM = CONTENT_ALGORITHMS['http://www.w3.org/2009/xmlenc11#aes128-gcm'];
const CBC = CONTENT_ALGORITHMS['http://www.w3.org/2001/04/xmlenc#aes128-cbc'];
const KEY = Buffer.alloc(16, 1);

const gcm = (plain: Buffer): Buffer => {
  const iv = randomBytes(12);
  const cipher = createCipheriv(GCM.cipher, KEY, iv) as CipherGCM;
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** Encrypts blocks that the caller has padded. */
const cbc = (blocks: Buffer): Buffer => {
  const iv = randomBytes(16);
  const cipher = createCipheriv(CBC.cipher, KEY, iv).setAutoPadding(false);
  return Buffer.concat([iv, cipher.update(blocks), cipher.final()]);
};

const block = (last: number): Buffer => Buffer.concat([Buffer.from('fifteen octets!'), Buffer.from([last])]);

describe('decryptContent with AES-GCM', () => {
  it.each([[''], ['a'], ['a text of more than one block']])('decrypts %j', (text) => {
    expect(decryptContent(GCM, KEY, gcm(Buffer.from(text)))?.toString()).toBe(text);
  });

  it('fails for anything shorter than initialization vector and tag', () => {
    expect(decryptContent(GCM, KEY, gcm(Buffer.alloc(0)).subarray(0, 27))).toBeUndefined();
    expect(decryptContent(GCM, KEY, Buffer.alloc(0))).toBeUndefined();
  });

  it('fails for another key', () => {
    expect(decryptContent(GCM, Buffer.alloc(16, 2), gcm(Buffer.from('a')))).toBeUndefined();
  });
});

describe('decryptContent with AES-CBC', () => {
  it.each([
    [1, 'fifteen octets!'],
    [2, 'fifteen octets'],
    [15, 'f'],
    [16, ''],
  ])('takes off %d octets of padding, whatever they are', (padding, text) => {
    expect(decryptContent(CBC, KEY, cbc(block(padding)))?.toString()).toBe(text);
  });

  it.each([[0], [17], [255]])('fails for %d octets of padding', (padding) => {
    expect(decryptContent(CBC, KEY, cbc(block(padding)))).toBeUndefined();
  });

  it.each([[0], [15], [16], [31], [33]])('fails for %d octets in all', (length) => {
    expect(decryptContent(CBC, KEY, Buffer.alloc(length))).toBeUndefined();
  });
});
