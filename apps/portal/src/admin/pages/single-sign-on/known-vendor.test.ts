import { describe, expect, it } from 'vitest';
import { vendorOfConnection } from './known-vendor.ts';

const connection = (entityId: string) => ({
  name: 'Our sign-in',
  info: {
    signInUrl: 'https://sso.example/sign-in',
    source: { kind: 'manual' as const },
    identityProvider: {
      entityId,
      certificates: [],
      signIn: [],
      signOut: [],
      wantAuthnRequestsSigned: false,
      validUntil: null,
    },
  },
});
const OKTA = 'http://www.okta.com/exk1a2b3c4d5e6f7g8h9';

describe('the product of a connection', () => {
  it('is the one that was chosen, whatever the addresses tell', () => {
    expect(vendorOfConnection({ ...connection(OKTA), vendor: 'keycloak' }).name).toBe('Keycloak');
    expect(vendorOfConnection({ ...connection('https://idp.example'), vendor: 'okta' }).name).toBe('Okta');
  });

  it('is recognised where nobody has chosen, and has the name of the connection where it is not', () => {
    expect(vendorOfConnection(connection(OKTA)).name).toBe('Okta');
    expect(vendorOfConnection(connection('https://idp.example')).name).toBe('Our sign-in');
  });

  it('is the general one for a choice that this version does not know', () => {
    expect(vendorOfConnection({ ...connection(OKTA), vendor: 'of-tomorrow' }).vendor.id).toBe('generic');
  });
});
