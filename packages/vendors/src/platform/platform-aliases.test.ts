import { serviceProviderAliases } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import { ciscoUcc } from './cisco-ucc/profile.ts';
import { egain } from './egain/profile.ts';
import { generic } from './generic/profile.ts';
import { platformAliases, platformsWithAliases } from './platform-aliases.ts';
import type { PlatformProfile } from './platform-profile.ts';
import { platformProfiles } from './platform-profiles.ts';
import { sinchContactPro } from './sinch-contact-pro/profile.ts';

const aliasesOf = (profile: PlatformProfile, input: unknown) => {
  const result = profile.addresses(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const aliases = platformAliases(result.addresses);
  // Whatever a platform gives can be set as it is.
  expect(serviceProviderAliases.parse(aliases)).toEqual({ ...aliases, publishAcsUrls: false });
  return aliases;
};

describe('aliases of a platform', () => {
  it('are, of eGain, its ACS, SLO address and entity ID', () => {
    expect(aliasesOf(egain, { domain: 'acme.egain.example', tenantId: 'ACMEPROD1' })).toEqual({
      acsUrls: ['https://acme.egain.example/system/auth/ACMEPROD1-U/saml2/SSO/user-saml-provider'],
      sloUrls: ['https://acme.egain.example/system/auth/ACMEPROD1-U/logout/saml2/slo/user-saml-provider'],
      metadataUrls: [],
      entityIds: ['https://auth.egain.cloud/ACMEPROD1-U/user-saml-provider'],
    });
  });

  it('are, of Cisco, the ACS of every node by its index, and the older form of the subscribers', () => {
    const nodes = [
      { host: 'pub.acme.example', role: 'publisher' },
      { host: 'sub.acme.example', role: 'subscriber' },
    ];
    expect(aliasesOf(ciscoUcc, { nodes })).toEqual({
      acsUrls: [
        'https://pub.acme.example:8553/ids/saml/response/metaAlias/sp',
        'https://sub.acme.example:8553/ids/saml/response/metaAlias/sp',
        'https://sub.acme.example:8553/ids/saml/response?metaAlias=/sp',
      ],
      sloUrls: [],
      metadataUrls: [],
      entityIds: [],
    });
  });

  it.each([
    ['europe', 'login-eu-c1'],
    ['north-america', 'login-na-w2'],
    ['australia', 'login-au-s2'],
  ])('are, of Sinch in %s, the metadata address of the tenant', (region, host) => {
    expect(aliasesOf(sinchContactPro, { region, tenant: 'acme' })).toEqual({
      acsUrls: [],
      sloUrls: [],
      metadataUrls: [`https://${host}.cc.sinch.com/ACME/metadata`],
      entityIds: [],
    });
  });

  it('exist for the platforms that are listed, and for no other', () => {
    const inputs = [
      { domain: 'acme.egain.example', tenantId: 'ACMEPROD1' },
      { nodes: [{ host: 'pub.acme.example', role: 'publisher' }] },
      { region: 'europe', tenant: 'acme' },
      { region: 'eu-central-1', instanceId: '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9' },
      {},
    ];
    const withAliases = platformProfiles.filter(({ addresses }) =>
      inputs
        .map(addresses)
        .some((result) => result.ok && Object.values(platformAliases(result.addresses)).flat().length > 0),
    );
    expect(withAliases.map(({ id }) => id).toSorted()).toEqual(platformsWithAliases.toSorted());
    const readable = platformProfiles.filter(({ addresses }) => inputs.map(addresses).some(({ ok }) => ok));
    expect(readable).toHaveLength(platformProfiles.length);
  });

  it('are none where the platform has no addresses of its own', () => {
    expect(aliasesOf(generic, {})).toEqual({ acsUrls: [], sloUrls: [], metadataUrls: [], entityIds: [] });
  });
});
