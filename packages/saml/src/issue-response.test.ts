import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../test-support/keys.ts';
import { refusalOfAsync } from '../test-support/refusal.ts';
import type { VerifyResponseOptions } from './checks/verify-response-options.ts';
import { loadSigningKey } from './dsig/signing-key.ts';
import { loadVerificationKey } from './dsig/verification-key.ts';
import { type IssueResponseOptions, issueErrorResponse, issueResponse } from './issue-response.ts';
import type { VerifiedAssertion } from './messages/assertion.ts';
import { NAME_ID_PERSISTENT, STATUS_NO_PASSIVE, STATUS_RESPONDER } from './messages/saml-constants.ts';
import { verifyResponse } from './verify-response.ts';
import { loadDecryptionKey } from './xenc/decryption-key.ts';

const idp = await testKeyPair('corpus-idp');
const ec = await testKeyPair('issuer-ec', 'ec-p384');
const sp = await testKeyPair('sp-encryption');
const key = loadSigningKey({ privateKeyPem: idp.privateKeyPem, certificate: idp.certificatePem });
const NOW = new Date('2026-03-02T09:00:00.000Z');

const OPTIONS: IssueResponseOptions = {
  issuer: 'https://idp.example/metadata',
  acsUrl: 'https://sso.example.com/acs',
  audiences: ['https://sso.example.com/sp'],
  inResponseTo: '_request',
  nameId: { value: 'amina@acme.example', format: NAME_ID_PERSISTENT, spNameQualifier: 'https://sso.example.com/sp' },
  authnInstant: NOW,
  now: NOW,
  signing: { key },
  random: randomBytes,
};

const VERIFY: VerifyResponseOptions = {
  idpEntityId: OPTIONS.issuer,
  verificationKeys: [loadVerificationKey(idp.certificatePem), loadVerificationKey(ec.certificatePem)],
  decryptionKeys: [loadDecryptionKey({ name: 'sp', privateKeyPem: sp.privateKeyPem })],
  acsUrls: [OPTIONS.acsUrl],
  audiences: OPTIONS.audiences,
  inResponseTo: '_request',
  now: NOW,
};

const roundTrip = async (
  options: Partial<IssueResponseOptions> = {},
  verify: Partial<VerifyResponseOptions> = {},
): Promise<VerifiedAssertion> => {
  const { samlResponse } = await issueResponse({ ...OPTIONS, ...options });
  const verdict = await verifyResponse({ samlResponse }, { ...VERIFY, ...verify });
  if (!verdict.accepted) {
    throw new Error(`${verdict.code}: ${verdict.received ?? ''}`);
  }
  return verdict.assertion;
};

describe('issueResponse', () => {
  it('writes what it is told and nothing else', async () => {
    let calls = 0;
    const random = (size: number): Uint8Array => {
      calls += 1;
      return new Uint8Array(size).fill(calls);
    };
    const issued = await issueResponse({ ...OPTIONS, random });
    expect(issued).toMatchObject({ responseId: `_${'01'.repeat(20)}`, assertionId: `_${'02'.repeat(20)}` });
    expect(Buffer.from(issued.samlResponse, 'base64').toString()).toBe(issued.xml);
    expect(issued.xml).not.toContain('AttributeStatement');
    expect(issued.xml).not.toContain('SessionIndex');
  });

  it('is accepted with all that it says', async () => {
    const assertion = await roundTrip({
      attributes: [
        { name: 'mail', nameFormat: 'urn:f', friendlyName: 'Mail', values: [{ text: 'amina@acme.example' }] },
        { name: 'empty', values: [{ text: '' }, { text: '', nil: true }] },
        { name: 'id', values: [{ text: 'Xy=', nameId: { value: 'Xy=', nameQualifier: 'urn:q' } }] },
      ],
      authnContextClassRef: 'urn:c',
      authenticatingAuthorities: ['urn:upstream'],
      sessionIndex: 's-1',
      sessionNotOnOrAfter: new Date(NOW.getTime() + 60_000),
    });
    expect(assertion).toMatchObject({
      issuer: OPTIONS.issuer,
      nameId: OPTIONS.nameId,
      recipient: OPTIONS.acsUrl,
      audience: OPTIONS.audiences[0],
      inResponseTo: '_request',
      authnContextClassRef: 'urn:c',
      authenticatingAuthorities: ['urn:upstream'],
      sessionIndex: 's-1',
      sessionNotOnOrAfter: new Date(NOW.getTime() + 60_000),
      notOnOrAfter: new Date(NOW.getTime() + 300_000),
      signedBy: { signed: 'both' },
      encrypted: false,
    });
    expect(assertion.attributes).toMatchObject([
      { name: 'mail', nameFormat: 'urn:f', friendlyName: 'Mail', values: [{ text: 'amina@acme.example' }] },
      { name: 'empty', values: [{ text: '' }, { text: '', nil: true }] },
      { name: 'id', values: [{ text: 'Xy=', nameId: { value: 'Xy=', nameQualifier: 'urn:q' } }] },
    ]);
  });

  it.each(['response', 'assertion', 'both'] as const)('signs the %s', async (elements) => {
    const assertion = await roundTrip({ signing: { key, elements } }, { require: elements });
    expect(assertion.signedBy.signed).toBe(elements);
    expect(assertion.responseId !== undefined).toBe(elements !== 'assertion');
  });

  it('signs with an EC key and with stronger algorithms', async () => {
    const ecKey = loadSigningKey({ privateKeyPem: ec.privateKeyPem, certificate: ec.certificatePem });
    expect((await roundTrip({ signing: { key: ecKey } })).signedBy.signatureMethod).toContain('ecdsa-sha384');
    const strong = {
      key,
      signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
      digestMethod: 'http://www.w3.org/2001/04/xmlenc#sha512',
      includeCertificate: false,
    };
    expect((await roundTrip({ signing: strong })).signedBy).toMatchObject({
      signatureMethod: strong.signatureMethod,
      digestMethod: strong.digestMethod,
    });
  });

  it.each([
    ['inside', 'http://www.w3.org/2009/xmlenc11#aes256-gcm'],
    ['retrieval-method', 'http://www.w3.org/2009/xmlenc11#aes128-gcm'],
    ['sibling', 'http://www.w3.org/2001/04/xmlenc#aes256-cbc'],
  ] as const)('encrypts with the key %s and %s', async (placement, contentAlgorithm) => {
    const encryption = { certificate: sp.certificatePem, placement, contentAlgorithm };
    const assertion = await roundTrip({ encryption });
    expect(assertion).toMatchObject({ encrypted: true, decryptionKeyName: 'sp', nameId: OPTIONS.nameId });
  });

  it('answers no request', async () => {
    const assertion = await roundTrip({ inResponseTo: undefined }, { inResponseTo: { unsolicited: true } });
    expect(assertion.inResponseTo).toBeUndefined();
  });

  it('keeps any text of names and values, whatever it holds', async () => {
    const text = fc
      .string({ unit: fc.constantFrom('<', '>', '&', '"', "'", ']]>', '\n', '\r', '\t', ' ', 'é', '😀', '<!--', 'x') })
      .filter((it) => /[^ \t\r\n]/.test(it));
    await fc.assert(
      fc.asyncProperty(text, text, async (name, value) => {
        const assertion = await roundTrip({
          nameId: { value, nameQualifier: name },
          attributes: [{ name, friendlyName: value, values: [{ text: value }] }],
        });
        expect(assertion.nameId).toMatchObject({ value, nameQualifier: name });
        expect(assertion.attributes).toMatchObject([{ name, friendlyName: value, values: [{ text: value }] }]);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses characters that XML cannot carry', async () => {
    const refusal = await refusalOfAsync(() => issueResponse({ ...OPTIONS, nameId: { value: 'a\u0000b' } }));
    expect(refusal.code).toBe('xml.syntax');
  });
});

describe('issueErrorResponse', () => {
  it.each([true, false])('is a refusal with the status, signed: %s', async (signed) => {
    const { samlResponse, assertionId } = await issueErrorResponse({
      issuer: OPTIONS.issuer,
      acsUrl: OPTIONS.acsUrl,
      inResponseTo: '_request',
      status: { codes: [STATUS_RESPONDER, STATUS_NO_PASSIVE], message: 'Nobody <is> signed in' },
      now: NOW,
      signing: signed ? { key } : undefined,
      random: randomBytes,
    });
    expect(assertionId).toBeUndefined();
    const verdict = await verifyResponse({ samlResponse }, VERIFY);
    expect(verdict).toMatchObject({
      accepted: false,
      code: 'response.status',
      received: 'Responder / NoPassive: Nobody <is> signed in',
    });
    const signature = verdict.checks.find(({ name }) => name === 'response-signature');
    expect(signature?.status).toBe(signed ? 'passed' : 'skipped');
  });
});
