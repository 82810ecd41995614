import { platformProfile } from '@cordboard/vendors/platform-profiles';
import { describe, expect, it } from 'vitest';
import { ownName } from './own-names.ts';

const egain = platformProfile('egain');

describe('ownName', () => {
  it.each([
    ['acsUrl', 'ACS URL', 'Assertion Consumer Service (ACS) URL', ['ACS URL', 'ACS Endpoint', 'SSO URL']],
    [
      'entityId',
      'Entity ID',
      'Entity ID',
      ['Service Provider (SP) Entity ID', 'Relying Party Identifier', 'Audience URI'],
    ],
    ['sloUrl', 'SLO URL', 'Single Logout (SLO) URL', ['SLO URL', 'Logout Endpoint', 'SingleLogoutService URL']],
    ['nameIdFormat', 'NameID format', 'NameID Format', ['Name ID Policy Format']],
    [
      'signingCertificate',
      'Signing certificate',
      'Signature Certificate',
      ['Signing certificate', 'Request Signing Certificate'],
    ],
    ['encryptionCertificate', 'Encryption certificate', 'Assertion Encryption Certificate', ['Encryption certificate']],
  ] as const)('of %s is that of eGain, with the words that others have for it', (key, ours, label, alsoCalled) => {
    expect(ownName(egain, key, ours)).toEqual({ label, alsoCalled });
  });

  it('is ours where the platform has none', () => {
    expect(ownName(egain, 'startUrl', 'User/Agent URL')).toEqual({ label: 'User/Agent URL', alsoCalled: [] });
    expect(ownName(platformProfile('generic'), 'acsUrl', 'ACS URL')).toEqual({ label: 'ACS URL', alsoCalled: [] });
  });

  it('does not repeat a word that differs in letter case only', () => {
    const cisco = platformProfile('cisco-ucc');
    expect(ownName(cisco, 'entityId', 'sp entity id').alsoCalled).toEqual(['Audience URI (SP Entity ID)']);
  });
});
