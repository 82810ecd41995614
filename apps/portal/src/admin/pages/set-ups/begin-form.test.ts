import { describe, expect, it } from 'vitest';
import { freeSlug } from './begin-form.ts';

describe('freeSlug', () => {
  it('is made from the name', () => {
    expect(freeSlug('Okta Workforce', [], [])).toBe('okta-workforce');
    expect(freeSlug('日本', [], [])).toBe('connection');
  });

  it('keeps clear of connections and of set-ups under way', () => {
    expect(freeSlug('Okta', [{ slug: 'okta' }], [{ connection: 'okta-2' }])).toBe('okta-3');
  });
});
