import { describe, expect, it } from 'vitest';
import type { AliasRecord } from '../storage/ports/alias-store.ts';
import type { PublicUrlRecord } from '../storage/ports/directory-store.ts';
import { createPublicUrlIndex } from './public-url-index.ts';

const environment = (slug: string, publicUrl: string): PublicUrlRecord => ({
  environmentId: slug,
  company: 'acme',
  environment: slug,
  publicUrl,
});

const alias = (kind: AliasRecord['kind'], value: string): AliasRecord => ({
  kind,
  value,
  serviceProviderId: 'sp',
  environmentId: 'production',
  company: 'acme',
  environment: 'production',
  realm: 'agents',
  serviceProvider: 'default',
});

const directory = (environments: readonly PublicUrlRecord[]) => ({
  listPublicUrls: async () => environments,
  listEndpointAliases: async () => [
    alias('acs', 'https://cc.acme.example/ids/saml/response?metaAlias=/sp'),
    alias('acs', 'https://sso.acme.example/old/acs'),
    alias('slo', 'https://cc.acme.example:8553/slo'),
    alias('metadata', 'https://Login.cc.example/ACME/metadata'),
    alias('acs', 'http://localhost:4000/acs'),
  ],
});

describe('public URL index', () => {
  const index = createPublicUrlIndex(
    directory([
      environment('production', 'https://sso.acme.example'),
      environment('staging', 'https://login.acme.example/sso'),
      environment('europe', 'https://login.acme.example/sso/eu'),
      environment('ports', 'https://Ports.acme.example:8443'),
      environment('plain', 'http://plain.acme.example/sso'),
    ]),
  );

  it('rewrites nothing before it was read, and afterwards by host and longest path', async () => {
    expect(index.rewrite('sso.acme.example', '/agents/')).toBe('/agents/');
    await index.refresh();
    expect(index.rewrite('sso.acme.example', '/agents/?a=b')).toBe('/e/acme/production/agents/?a=b');
    expect(index.rewrite('login.acme.example', '/sso/agents/')).toBe('/e/acme/staging/agents/');
    expect(index.rewrite('login.acme.example', '/sso/eu/agents/')).toBe('/e/acme/europe/agents/');
  });

  it.each([
    ['SSO.Acme.Example', '/agents/', '/e/acme/production/agents/'],
    ['sso.acme.example:443', '/agents/', '/e/acme/production/agents/'],
    ['LOGIN.acme.example:443', '/sso/agents/', '/e/acme/staging/agents/'],
    ['ports.acme.example:8443', '/agents/', '/e/acme/ports/agents/'],
    ['plain.acme.example:80', '/sso/agents/', '/e/acme/plain/agents/'],
    ['plain.acme.example', '/sso/agents/', '/e/acme/plain/agents/'],
  ])('takes %s%s, however the host is written', async (host, url, internal) => {
    await index.refresh();
    expect(index.rewrite(host, url)).toBe(internal);
  });

  it.each([
    ['cc.acme.example', '/ids/saml/response', 'acs'],
    ['cc.acme.example', '/ids/saml/response?metaAlias=/sp', 'acs'],
    ['cc.acme.example:443', '/ids/saml/response?index=1', 'acs'],
    ['CC.acme.example', '/ids/saml/response', 'acs'],
    ['cc.acme.example:8553', '/slo', 'slo'],
    ['login.cc.example', '/ACME/metadata', 'metadata'],
    ['sso.acme.example', '/old/acs', 'acs'],
    ['localhost:4000', '/acs', 'acs'],
  ])('takes the alias %s%s, and drops its query', async (host, url, endpoint) => {
    await index.refresh();
    expect(index.rewrite(host, url)).toBe(`/e/acme/production/agents/saml/default/${endpoint}`);
  });

  it.each([
    ['cc.acme.example', '/ids/saml/response/'],
    ['cc.acme.example', '/ids/saml/Response'],
    ['cc.acme.example', '/ids/saml/response/metaAlias/sp'],
    ['cc.acme.example', '/ids//saml/response'],
    ['cc.acme.example:8553', '/ids/saml/response'],
    ['cc.acme.example', '/slo'],
    ['login.cc.example', '/acme/metadata'],
    ['evil.example', '/ids/saml/response'],
    ['', '/ids/saml/response'],
    ['cc.acme.example.evil.example', '/ids/saml/response'],
  ])('takes no alias for %s%s', async (host, url) => {
    await index.refresh();
    expect(index.rewrite(host, url)).toBe(url);
  });

  it.each([
    ['other.example', '/agents/'],
    ['login.acme.example', '/ssox/agents/'],
    ['login.acme.example', '/sso'],
    ['sso.acme.example:8443', '/agents/'],
    ['sso.acme.example:80', '/agents/'],
    ['plain.acme.example:443', '/sso/agents/'],
    ['ports.acme.example', '/agents/'],
    ['ports.acme.example:443', '/agents/'],
    ['sso.acme.example', '/assets/main.js'],
    ['sso.acme.example', '/healthz'],
  ])('leaves %s%s alone', async (host, url) => {
    await index.refresh();
    expect(index.rewrite(host, url)).toBe(url);
  });
});
