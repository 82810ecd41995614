import { describe, expect, it } from 'vitest';
import { fieldSentence } from './field-sentence.ts';

const expected = (what: string): string => `Expected: ${what}.`;

describe('fieldSentence', () => {
  it.each([
    ['lower-case letters, digits and single hyphens', 'Expected: lower-case letters, digits and single hyphens.'],
    ['expected at most 10 characters, found 12', 'Expected: at most 10 characters, found 12.'],
    ['an absolute http or https URL', 'Expected: an absolute http or https URL.'],
  ])('makes a sentence of %j', (message, sentence) => {
    expect(fieldSentence(message, expected)).toBe(sentence);
  });

  it.each(['Enter a value.', '5 or more', ''])('leaves %j as it is', (message) => {
    expect(fieldSentence(message, expected)).toBe(message);
  });
});
