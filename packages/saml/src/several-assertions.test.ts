import { describe, expect, it } from 'vitest';
import { makeForge, type SigningPlace } from '../test-support/hostile/hostile-case.ts';
import { testKeyPair } from '../test-support/keys.ts';
import {
  audienceXml,
  conditionsXml,
  nameIdXml,
  responseXml,
  SAMPLE,
  sampleParts,
} from '../test-support/sample-response.ts';
import { RESPONSE_CHECKS } from './checks/response-checks.ts';
import type { VerifyResponseOptions } from './checks/verify-response-options.ts';
import { loadVerificationKey } from './dsig/verification-key.ts';
import { type ResponseVerdict, verifyResponse } from './verify-response.ts';
import { loadDecryptionKey } from './xenc/decryption-key.ts';
import { encryptElement } from './xenc/encrypt-element.ts';

const forge = await makeForge();
const [old, retired] = await Promise.all([testKeyPair('idp-old'), testKeyPair('sp-retired')]);

const forUs = (id: string, user: string, place: SigningPlace = 'none'): string =>
  forge.assertion({ assertionId: id, nameId: nameIdXml(user) }, { place });
const forOthers = forge.assertion(
  { assertionId: '_others', conditions: conditionsXml({ content: audienceXml('https://other.example') }) },
  { place: 'none' },
);

const judge = (
  assertions: readonly string[],
  { place = 'response', ...options }: Partial<VerifyResponseOptions> & { readonly place?: 'response' | 'none' } = {},
): Promise<ResponseVerdict> => {
  const xml = responseXml(sampleParts(), assertions.join(''));
  const signed = place === 'response' ? forge.sign(xml, SAMPLE.responseId) : xml;
  return verifyResponse({ xml: Buffer.from(signed) }, { ...forge.options, ...options });
};

const outcome = (verdict: ResponseVerdict): string | undefined =>
  verdict.accepted ? verdict.assertion.nameId?.value : verdict.code;

describe('a Response with several assertions', () => {
  it('is judged by the first that is for us, when its own signature covers them all', async () => {
    const verdict = await judge([forOthers, forUs('_1', 'amina'), forUs('_2', 'otto')]);
    expect(verdict).toMatchObject({
      accepted: true,
      assertion: { id: '_1', nameId: { value: 'amina' }, signedBy: { signed: 'response' } },
    });
    expect(verdict.checks.map(({ name }) => name)).toEqual(RESPONSE_CHECKS);
    expect(verdict.checks.every(({ status }) => status === 'passed' || status === 'skipped')).toBe(true);
  });

  it('is refused when each is signed but the Response is not', async () => {
    const assertions = [forUs('_1', 'amina', 'assertion'), forUs('_2', 'otto', 'assertion')];
    expect(outcome(await judge(assertions, { place: 'none' }))).toBe('response.assertion_count');
    expect(outcome(await judge(assertions))).toBe('amina');
  });

  it('is refused when any signature in it does not verify, also of one that would not count', async () => {
    const changed = forUs('_2', 'otto', 'assertion').replace('>otto<', '>mallory<');
    expect(outcome(await judge([forUs('_1', 'amina'), changed]))).toBe('signature.digest');
  });

  it('is refused with the reason of the first when none is for us', async () => {
    const late = forge.assertion(
      {
        assertionId: '_late',
        conditions: conditionsXml({ notOnOrAfter: '2026-03-02T08:00:00Z', notBefore: undefined }),
      },
      { place: 'none' },
    );
    const verdict = await judge([forOthers, late]);
    expect(verdict).toMatchObject({ accepted: false, code: 'assertion.audience' });
    expect(outcome(await judge([late, forOthers]))).toBe('assertion.expired');
    expect(verdict.checks.filter(({ status }) => status === 'failed').map(({ name }) => name)).toEqual(['audience']);
  });

  it('may hold encrypted ones beside plain ones', async () => {
    const encrypt = (xml: string): string =>
      encryptElement(xml, { certificate: forge.sp.certificatePem, wrapper: 'EncryptedAssertion' });
    const assertions = [encrypt(forOthers), encrypt(forUs('_1', 'amina')), forUs('_2', 'otto')];
    expect(await judge(assertions)).toMatchObject({
      assertion: { id: '_1', encrypted: true, decryptionKeyName: 'sp' },
    });
    expect(outcome(await judge(assertions, { decryptionKeys: [] }))).toBe('encryption.no_key');
    expect(outcome(await judge([encrypt(forUs('_1', 'amina')), forUs('_1', 'otto')]))).toBe('xml.duplicate_id');
  });

  it('is refused when two encrypted ones have the same ID, which shows only after both are opened', async () => {
    const encrypt = (xml: string): string =>
      encryptElement(xml, { certificate: forge.sp.certificatePem, wrapper: 'EncryptedAssertion' });
    const pair = (second: string) => [encrypt(forUs('_1', 'amina')), encrypt(forUs(second, 'otto'))];
    expect(outcome(await judge(pair('_2')))).toBe('amina');
    const verdict = await judge(pair('_1'));
    expect(outcome(verdict)).toBe('xml.duplicate_id');
    expect(verdict.checks.filter(({ status }) => status === 'failed').map(({ name }) => name)).toEqual(['decryption']);
  });

  it('is refused when assertions have to be signed and one is not', async () => {
    const assertions = [forUs('_1', 'amina', 'assertion'), forUs('_2', 'otto')];
    expect(outcome(await judge(assertions, { require: 'assertion' }))).toBe('assertion.not_signed');
  });
});

describe('several keys of a connection', () => {
  const decryptionKeys = [
    loadDecryptionKey({ name: 'retired', privateKeyPem: retired.privateKeyPem }),
    loadDecryptionKey({ name: 'current', privateKeyPem: forge.sp.privateKeyPem }),
  ];
  const certificates = [old.certificatePem, forge.idp.certificatePem];
  const verificationKeys = certificates.map((pem) => loadVerificationKey(pem));

  it.each([0, 1])('are tried in order, and the verdict says which was used: %i', async (index) => {
    const [signer, recipient] = index === 0 ? [old, retired] : [forge.idp, forge.sp];
    const signature = { privateKeyPem: signer.privateKeyPem };
    const message = forge.message(
      {},
      {
        signature,
        wrap: (xml) => encryptElement(xml, { certificate: recipient.certificatePem, wrapper: 'EncryptedAssertion' }),
      },
    );
    const verdict = await verifyResponse(
      { xml: Buffer.from(message) },
      { ...forge.options, verificationKeys, decryptionKeys },
    );
    expect(verdict).toMatchObject({
      accepted: true,
      assertion: {
        signedBy: {
          keyName: verificationKeys[index]?.name,
          fingerprintSha256: verificationKeys[index]?.certificate?.fingerprintSha256,
        },
        decryptionKeyName: decryptionKeys[index]?.name,
      },
    });
  });
});
