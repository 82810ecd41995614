import { readIdpMetadata } from '@cordboard/saml';
import { describe, expect, it } from 'vitest';
import { detectVendor } from './detect-vendor.ts';
import { idpSamples } from './idp-samples.ts';
import { idpVendors } from './idp-vendors.ts';

const now = new Date('2027-03-01T09:00:00Z');

describe.each(idpVendors)('sample of $id', (vendor) => {
  const sample = idpSamples[vendor.id];
  const metadata = readIdpMetadata(sample.metadataXml, { now });
  const values = (name: string | undefined): readonly string[] =>
    sample.response.attributes.filter((attribute) => attribute.name === name).flatMap((attribute) => attribute.values);

  it('has metadata that is read without a warning', () => {
    expect(metadata.warnings).toEqual([]);
    expect(metadata.signingCertificates).toHaveLength(1);
    expect(metadata.singleSignOnServices.length).toBeGreaterThan(0);
  });

  it('offers no sign-out where the vendor has none', () => {
    const isPossible = vendor.capabilities.singleLogout.answer !== 'no';
    expect(isPossible || metadata.singleLogoutServices.length === 0).toBe(true);
  });

  it('is recognised as what it is', () => {
    const addresses = [metadata.entityId, ...metadata.singleSignOnServices.map(({ location }) => location)];
    expect(detectVendor(metadata.entityId)).toBe(vendor.id);
    expect(new Set(addresses.map((address) => detectVendor(address)))).toEqual(new Set([vendor.id]));
  });

  it('has every attribute that the presets read', () => {
    const { match, profile } = vendor.connection;
    expect(values(match?.emailAttribute)).toEqual(['amina@acme.example']);
    const read = [match?.linkAttribute, ...Object.values(profile ?? {})].filter((name) => name !== undefined);
    expect(read.filter((name) => values(name).length !== 1)).toEqual([]);
  });

  it('has groups, one value for each', () => {
    const groups = sample.response.attributes.filter(({ name }) => vendor.attributeNames.groups.includes(name));
    expect(groups).toHaveLength(1);
    expect(groups[0]?.values.length).toBeGreaterThan(0);
  });

  it('has a NameID in a format that the vendor knows', () => {
    expect(vendor.nameIdFormatLabels[sample.response.nameId.format]).toBeDefined();
  });
});

describe('samples', () => {
  it('have a certificate of their own each', () => {
    const all = idpVendors.map(({ id }) => readIdpMetadata(idpSamples[id].metadataXml, { now }).signingCertificates[0]);
    expect(new Set(all.map((certificate) => certificate?.fingerprintSha256)).size).toBe(idpVendors.length);
  });
});
