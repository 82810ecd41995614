import { serviceProviderAliases } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import { deriveAliases, platformAliasForm } from './platform-alias-form.ts';

const NONE = serviceProviderAliases.parse({});
const EGAIN = { domain: 'acme.egain.example', tenantId: 'ACMEPROD1' };
const ENTITY_ID = 'https://auth.egain.cloud/ACMEPROD1-U/user-saml-provider';

describe('deriveAliases', () => {
  it('fills the fields of a tenant into the addresses of its platform', () => {
    expect(deriveAliases('egain', EGAIN, NONE)).toEqual({
      ok: true,
      added: {
        entityIds: [ENTITY_ID],
        acsUrls: ['https://acme.egain.example/system/auth/ACMEPROD1-U/saml2/SSO/user-saml-provider'],
        metadataUrls: [],
        sloUrls: ['https://acme.egain.example/system/auth/ACMEPROD1-U/logout/saml2/slo/user-saml-provider'],
      },
      count: 3,
    });
  });

  it('takes the first node of a list as the publisher', () => {
    const nodes = ['pub.acme.example', 'sub.acme.example'];
    expect(deriveAliases('cisco-ucc', { nodes }, NONE)).toMatchObject({
      ok: true,
      added: {
        acsUrls: [
          'https://pub.acme.example:8553/ids/saml/response/metaAlias/sp',
          'https://sub.acme.example:8553/ids/saml/response/metaAlias/sp',
          'https://sub.acme.example:8553/ids/saml/response?metaAlias=/sp',
        ],
      },
    });
  });

  it('leaves out what is an alias already', () => {
    expect(deriveAliases('egain', EGAIN, { ...NONE, entityIds: [ENTITY_ID] })).toMatchObject({
      ok: true,
      added: { entityIds: [] },
      count: 2,
    });
  });

  it.each([
    ['a field left empty', 'egain', { tenantId: 'ACMEPROD1' }, ['domain']],
    ['a URL for a host name', 'egain', { ...EGAIN, domain: 'https://acme.egain.example' }, ['domain']],
    ['no node', 'cisco-ucc', { nodes: [] }, ['nodes']],
    ['a node that is no host name', 'cisco-ucc', { nodes: ['pub.acme.example', '10.0.0.1'] }, ['nodes']],
    ['no region', 'sinch-contact-pro', { tenant: 'ACME' }, ['region']],
  ] as const)('says at its field what is wrong with %s', (_, platform, values, fields) => {
    const derived = deriveAliases(platform, values, NONE);
    expect(derived).toMatchObject({ ok: false });
    expect(derived.ok ? [] : derived.problems.map(({ field }) => field)).toEqual(fields);
  });

  it('gives nothing that was typed for another platform to this one', () => {
    expect(deriveAliases('egain', { ...EGAIN, nodes: ['pub.acme.example'] }, NONE)).toMatchObject({ ok: true });
  });
});

describe('the form of aliases of a platform', () => {
  const form = platformAliasForm(NONE, 'nothing new');

  it('gives the aliases to add', () => {
    expect(form.parse({ platform: 'egain', fields: EGAIN })).toMatchObject({ entityIds: [ENTITY_ID] });
  });

  it('puts a problem beside its field', () => {
    const { error } = form.safeParse({ platform: 'egain', fields: { ...EGAIN, tenantId: '' } });
    expect(error?.issues.map(({ path }) => path)).toEqual([['fields', 'tenantId']]);
  });

  it('says when there is nothing to add', () => {
    const derived = deriveAliases('egain', EGAIN, NONE);
    const present = { ...NONE, ...(derived.ok ? structuredClone(derived.added) : {}) };
    const { error } = platformAliasForm(serviceProviderAliases.parse(present), 'nothing new').safeParse({
      platform: 'egain',
      fields: EGAIN,
    });
    expect(error?.issues).toMatchObject([{ path: ['platform'], message: 'nothing new' }]);
  });
});
