import { describe, expect, it } from 'vitest';
import { detectVendor } from './detect-vendor.ts';

describe('detectVendor', () => {
  it.each([
    ['http://www.okta.com/exk1acmecontact0001', 'okta'],
    ['https://acme.okta.com/app/acme_cc_1/exk1acmecontact0001/sso/saml', 'okta'],
    ['https://acme.oktapreview.com/app/acme_cc_1/exk1acmecontact0001/sso/saml', 'okta'],
    ['https://login.acme.example/app/acme_cc_1/exk1acmecontact0001/sso/saml', 'okta'],
    ['https://sts.windows.net/7c0f3d52-9f5e-4d0b-a2ab-2f3c1f0e9a11/', 'entra-id'],
    ['https://login.microsoftonline.com/7c0f3d52-9f5e-4d0b-a2ab-2f3c1f0e9a11/saml2', 'entra-id'],
    ['http://adfs.acme.example/adfs/services/trust', 'adfs'],
    ['https://adfs.acme.example/adfs/ls/', 'adfs'],
    ['https://STS.acme.example/ADFS/ls', 'adfs'],
    ['https://accounts.google.com/o/saml2?idpid=C0acme123', 'google'],
    ['https://accounts.google.com/o/saml2/idp?idpid=C0acme123', 'google'],
    ['https://id.acme.example/realms/staff', 'keycloak'],
    ['https://id.acme.example/auth/realms/staff/protocol/saml', 'keycloak'],
    ['https://idp.acme.example/idp/shibboleth', 'shibboleth'],
    ['https://idp.acme.example/idp/profile/SAML2/Redirect/SSO', 'shibboleth'],
    ['https://sso-1a2b3c4d.sso.duosecurity.com/saml2/sp/DIACME0000000000001/metadata', 'duo'],
  ])('takes %s for %s', (address, id) => {
    expect(detectVendor(address)).toBe(id);
  });

  it.each([
    'https://login.acme.example/saml2/metadata',
    'https://acme.okta.com.evil.example/app/one/sso',
    'https://notokta.com/saml',
    'https://evil.example/?next=https://sts.windows.net/',
    'https://okta.com@evil.example/saml',
    'https://acme.example/adfs-tools/ls',
    'https://acme.example/realms/staff/other',
    'urn:acme:idp',
    'ftp://adfs.acme.example/adfs/ls/',
    'adfs/services/trust',
    '',
  ])('does not guess from %s', (address) => {
    expect(detectVendor(address)).toBe('generic');
  });

  it('takes the first address that says something', () => {
    expect(detectVendor('urn:acme:idp', 'https://adfs.acme.example/adfs/ls/')).toBe('adfs');
    expect(detectVendor('https://adfs.acme.example/adfs/ls/', 'https://acme.okta.com/x')).toBe('adfs');
    expect(detectVendor()).toBe('generic');
  });
});
