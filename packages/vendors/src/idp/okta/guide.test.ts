import { describe, expect, it } from 'vitest';
import { type ShownStep, stepsFor } from '../steps-for.ts';
import { okta } from './vendor.ts';

const steps = stepsFor(okta, 'by-hand', {
  platform: 'cisco-ucc',
  needs: ['several-nodes', 'signed-response', 'groups'],
});
const step = (id: string): ShownStep => {
  const found = steps.find((each) => each.id === id);
  if (found === undefined) {
    throw new Error(`no step ${id}`);
  }
  return found;
};
const settings = Object.fromEntries(
  steps.flatMap((each) => (each.settings ?? []).map(({ field, choose }) => [field, choose])),
);

describe('the guide for Okta with Cisco nodes', () => {
  it('starts at Create App Integration and tells the four sign-in methods apart', () => {
    expect(steps[0]?.text).toContain('Applications, Applications and select Create App Integration');
    expect(step('create-app').warning).toMatch(
      /OIDC - OpenID Connect, SWA - Secure Web Authentication and API Services/,
    );
  });

  it.each([
    ['Sign-in method', 'SAML 2.0'],
    ['Use this for Recipient URL and Destination URL', 'Ticked'],
    ['Default RelayState', 'Leave empty'],
    ['Application username', 'Email'],
    ['Update application username on', 'Create and update'],
    ['Response', 'Signed'],
    ['Assertion Signature', 'Signed'],
    ['Signature Algorithm', 'RSA-SHA256'],
    ['Digest Algorithm', 'SHA256'],
    ['Assertion Encryption', 'Unencrypted'],
  ])('sets %s to %s', (field, choose) => {
    expect(settings[field]).toBe(choose);
  });

  it('gives the publisher, the entity ID and the subscribers to the fields that Okta has for them', () => {
    expect(step('paste-addresses').copies).toEqual([
      { value: 'acsUrl', label: 'Single sign-on URL' },
      { value: 'entityId', label: 'Audience URI (SP Entity ID)' },
    ]);
    expect(step('add-nodes').copies).toEqual([{ value: 'nodeAcsUrls', label: 'Other Requestable SSO URLs' }]);
    expect(step('add-nodes').text).toContain('1 for the first');
  });

  it('offers our signing certificate to whoever wants requests checked', () => {
    const plain = stepsFor(okta, 'by-hand', { platform: 'generic', needs: [] });
    expect(plain.find(({ id }) => id === 'check-requests')).toMatchObject({
      optional: true,
      copies: [{ value: 'signingCertificate', label: 'Signature Certificate' }],
      settings: [{ field: 'Signed Requests', choose: 'Ticked' }],
    });
  });

  it('shows the NameID format in the words of Okta', () => {
    expect(step('name-the-person').copies).toEqual([{ value: 'nameIdFormat', label: 'Name ID format' }]);
    expect(okta.nameIdFormatLabels.transient).toBe('Transient');
  });

  it('sends the login name that the contact centre knows', () => {
    const sent = step('add-attributes').attributes ?? [];
    expect(sent.filter(({ name }) => name === 'uid' || name === 'user_principal')).toHaveLength(2);
    expect(sent.some(({ name }) => name === 'department')).toBe(false);
  });

  it('takes the metadata URL from the Sign On tab', () => {
    expect(step('enter-metadata-url').enters).toEqual([
      { value: 'metadataUrl', label: 'Metadata URL', where: 'Sign On tab, SAML 2.0, Metadata details' },
    ]);
  });

  it('finishes the app first, and says how its metadata becomes a file where the URL is not wanted', () => {
    expect(step('finish-app').text).toMatch(/^Select Next\..*Select Finish\.$/);
    const ids = steps.map(({ id }) => id);
    expect(ids.indexOf('finish-app')).toBeLessThan(ids.indexOf('enter-metadata-url'));
    expect(okta.identityProviderFields.metadataFile?.where).toMatch(/^Sign On tab.* save the page as an \.xml file$/);
  });

  it('calls our entity ID SP Issuer where sign-out asks for it', () => {
    expect(step('sign-out').copies).toEqual([
      { value: 'signingCertificate', label: 'Signature Certificate' },
      { value: 'sloUrl', label: 'Single Logout URL' },
      { value: 'entityId', label: 'SP Issuer' },
    ]);
  });

  it('encrypts instead when encryption is on', () => {
    const encrypted = stepsFor(okta, 'by-hand', { platform: 'generic', needs: ['encryption'] });
    const choices = encrypted.flatMap((each) =>
      (each.settings ?? []).filter(({ field }) => field === 'Assertion Encryption').map(({ choose }) => choose),
    );
    expect(choices).toEqual(['Encrypted']);
  });
});
