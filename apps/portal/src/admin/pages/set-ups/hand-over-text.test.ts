import { idpVendor } from '@cordboard/vendors/idp-vendors';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTexts } from '../../texts/i18n.ts';
import { type HandOver, handedSteps, handedValues, handOverText } from './hand-over-text.ts';
import type { OwnValuesOptions } from './own-values.ts';

const own: OwnValuesOptions = {
  values: {
    entityId: 'https://sso.example/saml/default/metadata',
    acsUrls: [
      { url: 'https://sso.example/saml/default/acs', index: 0, isDefault: true, node: null },
      { url: 'https://sso.example/saml/default/acs/b', index: 1, isDefault: false, node: 'b' },
    ],
    sloUrl: 'https://sso.example/saml/default/slo',
    metadataUrl: 'https://sso.example/saml/default/metadata',
    startUrl: 'https://sso.example/',
    nameIdFormats: [],
    signingCertificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    encryptionCertificate: null,
  },
  vendor: idpVendor('okta'),
  nameIdFormat: 'emailAddress',
};

let sheet: HandOver;
beforeAll(async () => {
  const { t } = await startTexts('en');
  const steps = handedSteps({ vendor: 'okta', order: 'by-hand' });
  sheet = { own, name: 'Okta', steps, company: 'Acme', environment: 'Production', at: '26 Nov 2026', t };
});

describe('handedValues', () => {
  it('has our values under the names of the vendor, and none that there is not', () => {
    const found = handedValues(own);
    expect(found).toContainEqual({ key: 'acsUrl', label: 'Single sign-on URL', text: own.values.acsUrls[0]?.url });
    expect(found).toContainEqual(expect.objectContaining({ key: 'entityId', label: 'Audience URI (SP Entity ID)' }));
    expect(found).toContainEqual(expect.objectContaining({ key: 'nameIdFormat', text: 'EmailAddress' }));
    expect(found).toContainEqual(
      expect.objectContaining({ key: 'nodeAcsUrls', text: '1: https://sso.example/saml/default/acs/b' }),
    );
    expect(found.map(({ key }) => key)).not.toContain('encryptionCertificate');
    expect(found).toContainEqual({ key: 'sloUrl', label: 'Single Logout URL', text: own.values.sloUrl });
  });
});

describe('handOverText', () => {
  it('says for whom it is, what to enter, each step, and what to send back', () => {
    const text = handOverText(sheet);
    expect(text).toContain('Contact centre: Acme, Production');
    expect(text).toContain('For: Okta administrator');
    expect(text).toContain('Single sign-on URL: https://sso.example/saml/default/acs');
    expect(text).toContain('1. Create the app integration');
    expect(text).toContain('   Sign-in method: SAML 2.0');
    expect(text).not.toContain('Bring the metadata URL here');
    expect(text).toContain('   email = user.email');
    expect(text).toContain('-----BEGIN CERTIFICATE-----');
    expect(text).toContain('The metadata URL of the identity provider (preferred)');
  });

  it('has the step that lets sign-out reach the identity provider, with its values', () => {
    const text = handOverText(sheet);
    expect(text).toMatch(/\d+\. Let sign-out reach Okta\n/);
    expect(text).toContain('   Single Logout URL: https://sso.example/saml/default/slo');
    expect(text).toContain('   SP Issuer: https://sso.example/saml/default/metadata');
  });
});
