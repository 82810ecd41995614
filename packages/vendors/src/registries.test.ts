import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { platformProfiles as platformIds } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import { idpSamples } from './idp/idp-samples.ts';
import { idpVendorIds } from './idp/idp-vendor.ts';
import { idpVendor, idpVendors } from './idp/idp-vendors.ts';
import { platformProfile, platformProfiles } from './platform/platform-profiles.ts';

const foldersIn = (area: string): readonly string[] =>
  readdirSync(join(dirname(fileURLToPath(import.meta.url)), area), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();

describe('registries', () => {
  it('have every folder of identity providers, each under its own name', () => {
    expect(idpVendors.map(({ id }) => id).toSorted()).toEqual(foldersIn('idp'));
    expect([...idpVendorIds].toSorted()).toEqual(foldersIn('idp'));
    expect(Object.keys(idpSamples).toSorted()).toEqual(foldersIn('idp'));
  });

  it('have every folder of platforms, and every platform of the contract', () => {
    expect(platformProfiles.map(({ id }) => id).toSorted()).toEqual(foldersIn('platform'));
    expect([...platformIds].toSorted()).toEqual(foldersIn('platform'));
  });

  it.each(idpVendorIds)('find %s by its id', (id) => {
    expect(idpVendor(id).id).toBe(id);
  });

  it.each(platformIds)('find the platform %s by its id', (id) => {
    expect(platformProfile(id).id).toBe(id);
  });

  it('name each product once', () => {
    const names = [...idpVendors, ...platformProfiles].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
