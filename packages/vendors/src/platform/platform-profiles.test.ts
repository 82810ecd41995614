import { slug } from '@cordboard/contract/slug';
import { describe, expect, it } from 'vitest';
import { platformProfiles } from './platform-profiles.ts';

describe.each(platformProfiles)('platform $id', (profile) => {
  it('has at least one service provider, each with a slug of its own', () => {
    const slugs = profile.serviceProviders.map((serviceProvider) => serviceProvider.slug);
    expect(slugs.length).toBeGreaterThan(0);
    expect(slugs.filter((text) => !slug.safeParse(text).success)).toEqual([]);
    expect(new Set(slugs).size).toBe(slugs.length);
  });

  it('publishes in metadata exactly the NameID formats that it accepts', () => {
    expect(profile.serviceProvider.nameIdFormats ?? []).toEqual(profile.nameIdFormats);
  });

  it('has an item of the checklist under a name of its own', () => {
    const ids = profile.checklist.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it('describes the fields that its addresses need', () => {
    const result = profile.addresses({});
    const missing = result.ok ? [] : result.problems.map(({ field }) => field);
    expect(missing).toEqual(profile.fields.filter(({ required }) => required).map(({ key }) => key));
  });

  it('gives examples of text that its addresses take', () => {
    const typed = profile.fields.filter(({ kind }) => kind === 'text' || kind === 'host');
    const result = profile.addresses(Object.fromEntries(typed.map(({ key, example }) => [key, example])));
    const refused = result.ok ? [] : result.problems.map(({ field }) => field);
    expect(typed.filter(({ key }) => refused.includes(key)).map(({ key }) => key)).toEqual([]);
  });
});
