import { describe, expect, it } from 'vitest';
import { TEST_NOW, testCertificate, testMetadata } from '../../../test-support/apply-fixture.ts';
import { describeFromManual, describeFromMetadata } from './describe-identity-provider.ts';

const NOW = new Date(TEST_NOW);

describe('describeFromMetadata', () => {
  it('keeps entity ID, certificates and the endpoints with bindings that are spoken', async () => {
    const { identityProvider, notes } = describeFromMetadata(await testMetadata('https://idp.example'), NOW);
    expect(identityProvider).toEqual({
      entityId: 'https://idp.example',
      signingCertificates: [expect.stringContaining('BEGIN CERTIFICATE')],
      singleSignOn: [
        { binding: 'redirect', url: 'https://idp.example/sso' },
        { binding: 'post', url: 'https://idp.example/sso' },
      ],
      singleLogout: [],
      wantAuthnRequestsSigned: true,
      validUntil: null,
    });
    expect(notes).toEqual([]);
  });

  it('notes a certificate that has expired, and uses it all the same', async () => {
    const later = new Date(TEST_NOW + 6 * 366 * 24 * 60 * 60 * 1000);
    const { identityProvider, notes } = describeFromMetadata(await testMetadata('https://idp.example'), later);
    expect(identityProvider.signingCertificates).toHaveLength(1);
    expect(notes[0]).toMatch(/^certificate expired: /);
  });
});

describe('describeFromManual', () => {
  const manual = (certificates: string[]): Parameters<typeof describeFromManual>[0] => ({
    entityId: 'urn:idp',
    loginUrl: 'https://idp.example/in',
    loginBinding: 'post',
    logoutUrl: 'https://idp.example/out',
    certificates,
  });

  it('takes one certificate for each entry', async () => {
    const pem = await testCertificate();
    expect(describeFromManual(manual([pem, `subject=x\n${pem}`]), NOW)).toEqual({
      identityProvider: {
        entityId: 'urn:idp',
        signingCertificates: [pem.trimEnd(), pem.trimEnd()].map((text) => `${text}\n`),
        singleSignOn: [{ binding: 'post', url: 'https://idp.example/in' }],
        singleLogout: [{ binding: 'redirect', url: 'https://idp.example/out', responseUrl: null }],
        wantAuthnRequestsSigned: false,
        validUntil: null,
      },
      notes: [],
      warnings: [],
      cacheDurationMs: null,
    });
  });

  it('refuses a chain, and text without a certificate', async () => {
    const pem = await testCertificate();
    const received =
      (certificates: string[]): (() => unknown) =>
      () =>
        describeFromManual(manual(certificates), NOW);
    expect(received([pem + pem])).toThrow(expect.objectContaining({ code: 'apply.invalid', received: '2 of them' }));
    expect(received(['nothing'])).toThrow(expect.objectContaining({ code: 'apply.invalid', received: '0 of them' }));
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    expect(received([broken])).toThrow(expect.objectContaining({ code: 'signature.key' }));
  });

  it('notes a certificate that has expired', async () => {
    const old = await testCertificate(1, new Date(TEST_NOW - 3 * 366 * 24 * 60 * 60 * 1000));
    expect(describeFromManual(manual([old]), NOW).notes).toEqual([expect.stringMatching(/^certificate expired: /)]);
  });
});
