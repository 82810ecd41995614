import { describe, expect, it } from 'vitest';
import { connectionRecord } from '../../../test-support/realm-fixture.ts';
import type { HubSessionRecord } from '../../storage/ports/session-store.ts';
import { claimsOf } from './account.ts';
import { user } from './http/test-support/issuer-fixture.ts';
import type { HubSession } from './hub-session.ts';

const record: HubSessionRecord = {
  idHash: 'hash',
  realmId: 'realm-agents',
  userId: 'user-amina',
  method: 'saml',
  serviceProviderId: 'sp-default',
  connectionId: 'connection-okta',
  idpEntityId: 'https://idp.example',
  sealedIdpSession: null,
  idpSubjectHash: null,
  authenticatedAt: 0,
  authnContext: null,
  createdAt: 0,
  lastSeenAt: 0,
  expiresAt: 1,
};

const session = (change: Parameters<typeof user>[1] = {}): HubSession => ({ record, user: user('amina', change) });

const names = {
  company: { id: 'company-acme', slug: 'acme', name: 'Acme' },
  connections: [connectionRecord('okta', {}, { name: 'Okta' }), connectionRecord('entra')],
};

describe('the claims of a user', () => {
  it('hold what is known, with the identity provider of the session', () => {
    expect(claimsOf(session({ displayName: 'Amina D.' }), names)).toEqual({
      sub: 'user-amina',
      preferred_username: 'amina',
      name: 'Amina D.',
      given_name: 'Amina',
      family_name: 'Diallo',
      email: 'amina@acme.example',
      connection_name: 'Okta',
      company_name: 'Acme',
    });
  });

  it('make the name of its parts, and leave out what is not known', () => {
    expect(claimsOf(session(), names)['name']).toBe('Amina Diallo');
    expect(claimsOf(session({ firstName: null }), names)['name']).toBe('Diallo');
    const bare = { firstName: null, lastName: null, email: null };
    expect(claimsOf(session(bare), { ...names, connections: [] })).toEqual({
      sub: 'user-amina',
      preferred_username: 'amina',
      company_name: 'Acme',
    });
  });
});
