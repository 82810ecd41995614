import { describe, expect, it } from 'vitest';
import type { PublicUrlRecord } from '../storage/ports/directory-store.ts';
import { createPublicUrlIndex } from './public-url-index.ts';

const environment = (slug: string, publicUrl: string): PublicUrlRecord => ({
  environmentId: slug,
  company: 'acme',
  environment: slug,
  publicUrl,
});

const directory = (environments: readonly PublicUrlRecord[]) => ({ listPublicUrls: async () => environments });

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
