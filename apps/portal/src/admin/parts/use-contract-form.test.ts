import { describe, expect, it } from 'vitest';
import { fieldPath } from './use-contract-form.ts';

describe('fieldPath', () => {
  it.each([
    ['name', 'name'],
    ['redirectUris[0]', 'redirectUris.0'],
    ['match.emailDomains[12]', 'match.emailDomains.12'],
    ['[0].name', '0.name'],
  ])('turns %s of the hub into %s of the form', (path, expected) => {
    expect(fieldPath(path)).toBe(expected);
  });
});
