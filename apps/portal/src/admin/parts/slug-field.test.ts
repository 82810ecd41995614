import { describe, expect, it } from 'vitest';
import { proposeSlug } from './slug-field.tsx';

describe('proposeSlug', () => {
  it.each([
    ['Acme Contact Center (EU)', 'acme-contact-center-eu'],
    ['Łódź & Zürich', 'odz-zurich'],
    ['  --  ', ''],
    ['Production', 'production'],
  ])('makes %j of %j', (name, slug) => {
    expect(proposeSlug(name)).toBe(slug);
  });

  it('stays within 63 characters and ends with none of the hyphens', () => {
    const slug = proposeSlug(`${'a'.repeat(62)} b`);
    expect(slug).toBe('a'.repeat(62));
  });
});
