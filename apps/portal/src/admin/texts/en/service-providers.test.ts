import { describe, expect, it } from 'vitest';
import { keys } from './keys.ts';
import { serviceProviders } from './service-providers.ts';

describe('the settings of a service provider', () => {
  it('have the words of identity providers for the signing of requests beside ours', () => {
    const { algorithmHelp, signRequestsHelp } = serviceProviders.settings;
    expect(algorithmHelp).toMatch(/Signature \/ Hash Algorithm, or Signing Algorithm or Digest/);
    expect(signRequestsHelp).toMatch(/^Recommended: .*Signed Request Validation or AuthnRequest Signature Validation/);
  });
});

describe('the key that signs requests', () => {
  it('has every name that guides have for its certificate', () => {
    for (const name of ['Signature Certificate', 'Request Signing Certificate', 'SAML Certificate']) {
      expect(keys.purposeLeads['request-signing']).toContain(name);
    }
  });
});
