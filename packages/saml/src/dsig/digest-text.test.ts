import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestText } from './digest-text.ts';

describe('digestText', () => {
  it.each([
    ['a short text', 'é😀'],
    ['a long one', 'a'.repeat(1024 * 1024 + 1)],
    ['a long one with a pair at each end of a piece', `a${'😀'.repeat(1024 * 1024)}`],
    ['a long one of pairs alone', '😀'.repeat(1024 * 1024)],
  ])('is that of the UTF-8 octets of %s', (_, text) => {
    for (const name of ['sha256', 'sha512'] as const) {
      expect(digestText(name, text)).toBe(hash(name, Buffer.from(text, 'utf8'), 'base64'));
    }
  });
});
