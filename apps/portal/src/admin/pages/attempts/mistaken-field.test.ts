import { idpVendor } from '@cordboard/vendors/idp-vendors';
import { describe, expect, it } from 'vitest';
import { mistakenField } from './mistaken-field.ts';

describe('mistakenField', () => {
  it.each([
    ['assertion.audience', 'Audience URI (SP Entity ID)'],
    ['assertion.recipient', 'Single sign-on URL'],
    ['response.destination', 'Single sign-on URL'],
    ['logout.destination', 'Single Logout URL'],
  ])('names the field of Okta that %s is corrected in, and where it is', (code, label) => {
    expect(mistakenField(idpVendor('okta'), code)).toMatchObject({
      label,
      where: expect.stringContaining('SAML Settings'),
    });
  });

  it('says nothing where no single field is to blame', () => {
    expect(mistakenField(idpVendor('okta'), 'assertion.expired')).toBeNull();
  });

  it('says nothing of a product that is not known', () => {
    expect(mistakenField(idpVendor('generic'), 'assertion.audience')).toBeNull();
  });
});
