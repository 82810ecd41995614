import { describe, expect, it } from 'vitest';
import { takeRandom } from './random-store.ts';

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

describe('takeRandom', () => {
  it('gives as many octets as asked for, and never the same again', () => {
    const taken = Array.from({ length: 1000 }, (_, index) => takeRandom([16, 24, 32][index % 3] ?? 16));
    expect(taken.slice(0, 3).map(({ length }) => length)).toEqual([16, 24, 32]);
    expect(new Set(taken.map((octets) => hex(octets.subarray(0, 16)))).size).toBe(1000);
  });

  it('gives octets of their own, which no later call changes', () => {
    const first = takeRandom(32);
    const before = hex(first);
    for (let count = 0; count < 300; count += 1) takeRandom(32).fill(0);
    expect(hex(first)).toBe(before);
    expect(first.buffer.byteLength).toBe(32);
  });

  it('never gives what it has forgotten, wherever the store ends', () => {
    for (const size of [1, 4095, 4096, 1000, 3097, 17]) {
      const octets = takeRandom(size);
      expect(octets).toHaveLength(size);
      // Of 17 octets and more, all zero is no chance.
      expect(size < 17 || octets.some((octet) => octet !== 0)).toBe(true);
      expect(size < 4096 || octets.subarray(-17).some((octet) => octet !== 0)).toBe(true);
    }
  });

  it('refuses more than it ever holds', () => {
    expect(() => takeRandom(4097)).toThrow(RangeError);
  });
});
