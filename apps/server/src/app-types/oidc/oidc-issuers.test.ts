import { realmSettings } from '@cordboard/contract/tenant-settings';
import { describe, expect, it } from 'vitest';
import type { RealmView } from '../../storage/ports/directory-store.ts';
import type { OidcIssuer } from './oidc-issuer.ts';
import { createOidcIssuers } from './oidc-issuers.ts';

const viewOf = (id: string, changes: Partial<RealmView> = {}): RealmView => ({
  company: { id: 'company-1', slug: 'acme', name: 'Acme' },
  environment: {
    id: 'environment-1',
    companyId: 'company-1',
    slug: 'production',
    name: 'Production',
    region: null,
    platform: 'generic',
    publicUrl: null,
  },
  realm: {
    id,
    environmentId: 'environment-1',
    slug: id,
    name: id,
    kind: 'agents',
    ssoMode: 'sso',
    settings: realmSettings.parse({}),
  },
  serviceProviders: [],
  connections: [],
  apps: [],
  keys: [],
  localOpenings: [],
  ...changes,
});

const key = (state: 'current' | 'retired'): RealmView['keys'][number] => ({
  id: 'key-1',
  ownerId: 'realm-1',
  purpose: 'token-signing',
  state,
  algorithm: 'ES256',
  certificate: null,
  publicJwk: null,
  sealedPrivateKey: '',
  createdAt: 1,
  origin: 'generated',
  promotedAt: 1,
  retiredAt: null,
});

const createCounted = (limit?: number) => {
  const made: string[] = [];
  const issuers = createOidcIssuers({
    create: (view, issuerUrl) => {
      made.push(view.realm.id);
      const fake: Pick<OidcIssuer, 'issuerUrl'> = { issuerUrl };
      return fake as OidcIssuer;
    },
    ...(limit !== undefined && { limit }),
  });
  return {
    made,
    forRealm: (view: RealmView, url = `https://hub.example/${view.realm.slug}/oidc`) => issuers.forRealm(view, url),
  };
};

describe('the issuers', () => {
  it('are made once and kept while the realm says the same', () => {
    const { made, forRealm } = createCounted();
    const view = viewOf('realm-1');
    const issuer = forRealm(view);
    expect(forRealm(view)).toBe(issuer);
    expect(forRealm(viewOf('realm-1'))).toBe(issuer);
    expect(made).toEqual(['realm-1']);
  });

  it('are made anew when the mode changes, or who may sign in with a password during an outage', () => {
    const { made, forRealm } = createCounted();
    const before = viewOf('realm-1');
    forRealm(before);
    forRealm({ ...before, realm: { ...before.realm, ssoMode: 'hybrid' } });
    expect(made).toHaveLength(2);
    const opening = {
      id: 'opening-1',
      realmId: 'realm-1',
      userIds: ['user-1'],
      reason: 'out of order',
      startsAt: 1,
      endsAt: 2,
      requestedBy: { id: 'ada', name: 'ada' },
      requestedAt: 1,
      approvedBy: null,
      approvedAt: null,
      closedBy: null,
      closedAt: null,
    };
    forRealm({ ...before, localOpenings: [opening] });
    expect(made).toHaveLength(3);
  });

  it('are made anew when keys, apps, settings, the URL or a name that tokens carry change', () => {
    const { made, forRealm } = createCounted();
    const before = viewOf('realm-1', { keys: [key('current')] });
    forRealm(before);
    forRealm({ ...before, environment: { ...before.environment, name: 'Live' } });
    expect(made).toHaveLength(1);
    forRealm(viewOf('realm-1', { keys: [key('retired')] }));
    expect(made).toHaveLength(2);
    const settings = realmSettings.parse({ idleMinutes: 15 });
    forRealm({ ...before, realm: { ...before.realm, settings } });
    expect(made).toHaveLength(3);
    forRealm({ ...before, realm: { ...before.realm, settings } }, 'https://sso.acme.example/agents/oidc');
    expect(made).toHaveLength(4);
    forRealm({ ...before, company: { ...before.company, name: 'Acme Limited' } });
    expect(made).toHaveLength(5);
  });

  it('are bounded: the one used longest ago leaves first', () => {
    const { made, forRealm } = createCounted(2);
    const [a, b, c] = [viewOf('a'), viewOf('b'), viewOf('c')];
    forRealm(a);
    forRealm(b);
    forRealm(a);
    forRealm(c);
    forRealm(a);
    expect(made).toEqual(['a', 'b', 'c']);
    forRealm(b);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });
});
