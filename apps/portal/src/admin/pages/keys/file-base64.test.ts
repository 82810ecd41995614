import { describe, expect, it } from 'vitest';
import { fileBase64 } from './file-base64.ts';

describe('fileBase64', () => {
  it.each([0, 1, 2, 3, 0x7f_ff, 0x80_00, 0x80_01, 100_000])('gives every one of %i octets', async (length) => {
    const octets = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
    const text = await fileBase64(new Blob([octets]));
    expect(text).toMatch(/^[A-Za-z0-9+/]*={0,2}$/);
    expect(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))).toEqual(octets);
  });
});
