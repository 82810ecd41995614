import { describe, expect, it } from 'vitest';
import { makeForge } from '../test-support/hostile/hostile-case.ts';
import { assertionXml, responseXml, SAMPLE, sampleParts } from '../test-support/sample-response.ts';
import type { CheckRecord } from './checks/check-recorder.ts';
import type { VerifyResponseOptions } from './checks/verify-response-options.ts';
import { SamlError } from './errors.ts';
import { type RefusedResponse, verifyResponse } from './verify-response.ts';
import { encryptElement } from './xenc/encrypt-element.ts';
import type { ContentAlgorithmUri } from './xenc/encryption-algorithms.ts';

const forge = await makeForge();

const CBC = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';
const GCM = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';

const sealed = (content: string, contentAlgorithm: ContentAlgorithmUri = CBC): string =>
  responseXml(
    sampleParts(),
    encryptElement(content, { certificate: forge.sp.certificatePem, wrapper: 'EncryptedAssertion', contentAlgorithm }),
  );

const verify = (xml: string, options: Partial<VerifyResponseOptions> = {}) =>
  verifyResponse({ xml: Buffer.from(xml) }, { ...forge.options, cbcSignedInside: true, ...options });

const refused = async (xml: string, options: Partial<VerifyResponseOptions> = {}): Promise<RefusedResponse> => {
  const verdict = await verify(xml, options);
  if (verdict.accepted) {
    throw new Error('the message was accepted');
  }
  return verdict;
};

const failedChecks = ({ checks }: RefusedResponse): readonly CheckRecord[] =>
  checks.filter(({ status }) => status === 'failed');

const signed = forge.assertion();

const CONTENTS: readonly (readonly [string, string, string])[] = [
  ['is not well-formed', '<a>', 'encryption.failed'],
  ['is another element', '<TopSecret/>', 'response.assertion_count'],
  ['is an assertion of another namespace', '<Assertion/>', 'response.assertion_count'],
  [
    'holds a second assertion',
    signed.replace('</saml:Issuer>', '</saml:Issuer><saml:Assertion/>'),
    'response.assertion_count',
  ],
  ['is not signed', assertionXml(sampleParts()), 'assertion.not_signed'],
  ['holds an ID twice', signed.replace('<saml:Subject>', '<saml:Subject ID="_assertion-1">'), 'xml.duplicate_id'],
  [
    'holds a signature elsewhere',
    signed.replace('<saml:Subject>', '<saml:Subject><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'),
    'signature.misplaced',
  ],
  ['was changed after it was signed', signed.replace(SAMPLE.user, SAMPLE.attacker), 'signature.digest'],
  ['names an unknown signature algorithm', signed.replace('rsa-sha256', 'rsa-shaXXX'), 'signature.algorithm'],
  ['has another ID than was signed', signed.replace('ID="_assertion-1"', 'ID="_assertion-2"'), 'signature.reference'],
];

describe('AES-CBC in an unsigned Response, opened for the signature inside', () => {
  it('is accepted with a genuine signature, and every check has its own record', async () => {
    const verdict = await verify(sealed(signed));
    expect(verdict.accepted).toBe(true);
    const records = new Map(verdict.checks.map(({ name, status }) => [name, status]));
    expect(
      ['decryption', 'assertion-signature', 'required-signatures'].map((name) => records.get(name as never)),
    ).toEqual(['passed', 'passed', 'passed']);
  });

  it.each(CONTENTS)('is refused alike when what comes out %s', async (_, content, code) => {
    const verdict = await refused(sealed(content));
    expect(failedChecks(verdict)).toEqual([{ name: 'decryption', status: 'failed', code: 'encryption.failed' }]);
    expect(verdict).toMatchObject({ code: 'encryption.failed', failedInsideCbc: true });
    expect([verdict.expected, verdict.received, verdict.hint]).toEqual([undefined, undefined, undefined]);
    const after = verdict.checks.slice(verdict.checks.findIndex(({ name }) => name === 'decryption') + 1);
    expect(after.every(({ status }) => status === 'not reached')).toBe(true);
    // For the log alone.
    expect(verdict.failure.cause).toBeInstanceOf(SamlError);
    expect(verdict.failure.cause).toMatchObject({ code });
  });

  it('is refused alike when the connection demands another signature', async () => {
    const verdict = await refused(sealed(signed), { require: 'response' });
    expect(verdict).toMatchObject({ code: 'encryption.failed', failedInsideCbc: true });
    expect(verdict.failure.cause).toMatchObject({ code: 'response.not_signed' });
  });

  it('is refused with its reason for what stands in the clear, before a key was used', async () => {
    const shape = sealed(signed).replace(/<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/s, '');
    expect(await refused(shape)).toMatchObject({ code: 'encryption.structure', failedInsideCbc: false });
    expect(await refused(sealed(signed), { decryptionKeys: [] })).toMatchObject({
      code: 'encryption.no_key',
      failedInsideCbc: false,
    });
    expect(await refused(sealed(signed), { cbcSignedInside: false })).toMatchObject({
      code: 'encryption.cbc_not_signed',
      failedInsideCbc: false,
    });
  });

  it('is refused with its reason once the signature was verified', async () => {
    const verdict = await refused(sealed(signed), { audiences: ['urn:other'] });
    expect(verdict).toMatchObject({ code: 'assertion.audience', failedInsideCbc: false });
  });
});

describe('encrypted content that somebody has authenticated', () => {
  it.each(CONTENTS)('is refused with its reason in AES-GCM when what comes out %s', async (_, content, code) => {
    expect(await refused(sealed(content, GCM))).toMatchObject({ code, failedInsideCbc: false });
  });

  it.each(CONTENTS)(
    'is refused with its reason in a signed Response when what comes out %s',
    async (_, content, code) => {
      const response = forge.sign(sealed(content), SAMPLE.responseId);
      // The signature of the Response vouches for an assertion that is not signed itself.
      if (code === 'assertion.not_signed') {
        expect((await verify(response)).accepted).toBe(true);
      } else {
        expect(await refused(response)).toMatchObject({ code, failedInsideCbc: false });
      }
    },
  );
});

describe('failedInsideCbc', () => {
  it('is false for every other refusal', async () => {
    expect(await refused('no xml')).toMatchObject({ failedInsideCbc: false });
    expect(await refused(forge.message({}, { place: 'none' }))).toMatchObject({ failedInsideCbc: false });
  });
});
