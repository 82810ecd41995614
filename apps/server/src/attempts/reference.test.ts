import { describe, expect, it } from 'vitest';
import { createReference, normalizeReference } from './reference.ts';

describe('createReference', () => {
  it('makes eight characters in two groups, every octet of chance mapped', () => {
    expect(createReference(() => Uint8Array.from([0, 1, 10, 31, 32, 63, 255, 18]))).toBe('01AZ-0ZZJ');
  });

  it('never uses letters that are mistaken for digits', () => {
    const all = Array.from({ length: 256 }, (_, octet) => createReference(() => new Uint8Array(8).fill(octet))).join(
      '',
    );
    expect(all).not.toMatch(/[ILOU]/);
  });
});

describe('normalizeReference', () => {
  it.each([
    ['7F3K-92QD', '7F3K-92QD'],
    ['7f3k92qd', '7F3K-92QD'],
    [' 7f3k - 92qd ', '7F3K-92QD'],
    ['O1LI-0000', '0111-0000'],
  ])('reads %s as %s', (typed, reference) => {
    expect(normalizeReference(typed)).toBe(reference);
  });

  it.each(['', '7F3K-92Q', '7F3K-92QDD', '7F3K-92QU', '7F3K-92Q!'])('refuses %j', (typed) => {
    expect(normalizeReference(typed)).toBeNull();
  });
});
