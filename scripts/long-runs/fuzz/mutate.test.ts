import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../packages/saml/test-support/random-xml.ts';
import { mutate } from './mutate.ts';

const INPUT = Buffer.from('an input that is not short');
const OTHER = Buffer.from('0123456789');
const WORD = Buffer.from('<WORD>');

const mutants = (input: Uint8Array, maxLength: number): readonly Buffer[] => {
  const random = seededRandom(1);
  return Array.from({ length: 2000 }, () =>
    Buffer.from(mutate(input, { random, words: [WORD], other: OTHER, maxLength })),
  );
};

describe('mutate', () => {
  it('makes the same of the same seed', () => {
    expect(mutants(INPUT, 64)).toEqual(mutants(INPUT, 64));
  });

  it('changes nearly every time, and leaves the input as it is', () => {
    const before = Buffer.from(INPUT);
    const changed = mutants(INPUT, 64).filter((mutant) => !mutant.equals(INPUT));
    expect(changed.length).toBeGreaterThan(1900);
    expect(INPUT).toEqual(before);
  });

  it('keeps the limit', () => {
    expect(Math.max(...mutants(INPUT, 64).map(({ length }) => length))).toBe(64);
    expect(Math.max(...mutants(INPUT, 0).map(({ length }) => length))).toBe(0);
  });

  it('puts in words and pieces of the other input, and makes long ones', () => {
    const texts = mutants(INPUT, 4096).map((mutant) => mutant.toString('latin1'));
    expect(texts.some((text) => text.includes('<WORD>'))).toBe(true);
    expect(texts.some((text) => text.includes('3456'))).toBe(true);
    expect(texts.some((text) => text.length === 4096)).toBe(true);
  });

  it('makes something of nothing', () => {
    expect(mutants(new Uint8Array(), 64).some(({ length }) => length > 0)).toBe(true);
  });
});
