import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../../test-support/keys.ts';
import { refusalOf, refusalOfAsync } from '../../test-support/refusal.ts';
import { assertionXml, nameIdXml, responseXml, sampleParts } from '../../test-support/sample-response.ts';
import { verifiedXml } from '../../test-support/verified.ts';
import { UniqueIds } from '../dsig/collect-ids.ts';
import { readAssertion } from '../messages/read-assertion.ts';
import { readResponse } from '../messages/read-response.ts';
import { encryptElement } from '../xenc/encrypt-element.ts';
import { UnwrapBudget } from '../xenc/unwrap-budget.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { MESSAGE_LIMITS } from '../xml/xml-node.ts';
import { checkAssertionCount, countAssertions } from './check-assertion-count.ts';
import { readSealedAssertion } from './check-decryption.ts';
import { checkRequiredSignatures } from './check-required-signatures.ts';
import { checkSignaturePlacement } from './check-signature-placement.ts';
import { checkSubject } from './check-subject.ts';
import type { RequiredSignatures } from './verify-response-options.ts';

const PARTS = sampleParts();
const ASSERTION = assertionXml(PARTS);
const ENCRYPTED = '<saml:EncryptedAssertion/>';
const SIGNATURE = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>';

const response = (content: string, extensions = '') =>
  readResponse(parseXml(responseXml(sampleParts({ extensions }), content)).root);

describe('checkAssertionCount', () => {
  it('finds the one assertion, encrypted or not', () => {
    expect(checkAssertionCount(response(ASSERTION), false)[0].localName).toBe('Assertion');
    expect(checkAssertionCount(response(ENCRYPTED), true)[0].localName).toBe('EncryptedAssertion');
  });

  it.each([
    ['none', response(''), '0 in the Response, 0 elsewhere'],
    ['two', response(`${ASSERTION}${ASSERTION}`), '2 in the Response, 0 elsewhere'],
    ['two encrypted', response(`${ENCRYPTED}${ENCRYPTED}`), '2 in the Response, 0 elsewhere'],
    ['one of each', response(`${ENCRYPTED}${ASSERTION}`), '2 in the Response, 0 elsewhere'],
    [
      'one in Extensions',
      response('', `<samlp:Extensions>${ASSERTION}</samlp:Extensions>`),
      '0 in the Response, 1 elsewhere',
    ],
    [
      'one more in Extensions',
      response(ASSERTION, `<samlp:Extensions>${ENCRYPTED}</samlp:Extensions>`),
      '1 in the Response, 1 elsewhere',
    ],
  ])('refuses %s', (_, message, received) => {
    expect(refusalOf(() => checkAssertionCount(message, false))).toMatchObject({
      code: 'response.assertion_count',
      received,
    });
  });

  it('finds up to ten where one verified signature covers them all', () => {
    const assertion = (index: number): string => assertionXml(sampleParts({ assertionId: `_a${index}` }));
    const several = (count: number) => response(Array.from({ length: count }, (_, index) => assertion(index)).join(''));
    expect(checkAssertionCount(several(10), true)).toHaveLength(10);
    expect(refusalOf(() => checkAssertionCount(several(11), true)).code).toBe('response.assertion_count');
    expect(refusalOf(() => checkAssertionCount(several(2), false)).code).toBe('response.assertion_count');
    const nested = response(ASSERTION, `<samlp:Extensions>${ASSERTION}</samlp:Extensions>`);
    expect(refusalOf(() => checkAssertionCount(nested, true)).code).toBe('response.assertion_count');
  });

  it('counts what lies below an element and not the element itself', () => {
    expect(countAssertions(verifiedXml(ASSERTION))).toBe(0);
    expect(countAssertions(verifiedXml(`<x xmlns="urn:x">${ASSERTION}<y>${ENCRYPTED}</y></x>`))).toBe(2);
    expect(countAssertions(verifiedXml('<x xmlns="urn:x"><Assertion/></x>'))).toBe(0);
  });
});

describe('checkSignaturePlacement', () => {
  const signedAssertion = ASSERTION.replace('</saml:Issuer>', `</saml:Issuer>${SIGNATURE}`);

  it('finds the signatures of the Response and of the assertion', () => {
    const placed = checkSignaturePlacement(response(`${SIGNATURE}${signedAssertion}`));
    expect(placed.response?.parent?.localName).toBe('Response');
    expect([...placed.assertions.keys()].map(({ localName }) => localName)).toEqual(['Assertion']);
    expect(checkSignaturePlacement(response(ASSERTION))).toEqual({ response: undefined, assertions: new Map() });
  });

  it('refuses one elsewhere, and two in one place', () => {
    const inside = response(ASSERTION.replace('<saml:Subject>', `<saml:Subject>${SIGNATURE}`));
    expect(refusalOf(() => checkSignaturePlacement(inside)).code).toBe('signature.misplaced');
    const twice = response(`${SIGNATURE}${SIGNATURE}${ASSERTION}`);
    expect(refusalOf(() => checkSignaturePlacement(twice)).code).toBe('signature.structure');
  });
});

describe('checkRequiredSignatures', () => {
  const root = parseXml(responseXml(PARTS, ASSERTION)).root;
  const [assertion] = checkAssertionCount(readResponse(root), false);
  const outer = { element: root, key: {} as never, signatureMethod: 'outer', digestMethod: 'd' };
  const inner = { element: assertion, key: {} as never, signatureMethod: 'inner', digestMethod: 'd' };
  const check = (require: RequiredSignatures, response: boolean, own: boolean) => () =>
    checkRequiredSignatures({
      assertion,
      responseSignature: response ? outer : undefined,
      assertionSignature: own ? inner : undefined,
      require,
    });

  it.each([
    ['either', true, false],
    ['either', false, true],
    ['either', true, true],
    ['response', true, false],
    ['response', true, true],
    ['assertion', false, true],
    ['assertion', true, true],
    ['both', true, true],
  ] as const)('accepts for "%s" a signed Response: %s, a signed assertion: %s', (require, response, own) => {
    const checked = check(require, response, own)();
    expect(checked.element).toBe(assertion);
    expect(checked.signature).toBe(own ? inner : outer);
  });

  it.each([
    ['either', false, false, 'assertion.not_signed', 'neither is signed'],
    ['response', false, false, 'response.not_signed', 'neither is signed'],
    ['response', false, true, 'response.not_signed', 'only the assertion is signed'],
    ['assertion', false, false, 'assertion.not_signed', 'neither is signed'],
    ['assertion', true, false, 'assertion.not_signed', 'only the response is signed'],
    ['both', false, true, 'response.not_signed', 'only the assertion is signed'],
    ['both', true, false, 'assertion.not_signed', 'only the response is signed'],
    ['both', false, false, 'response.not_signed', 'neither is signed'],
  ] as const)(
    'refuses for "%s" a signed Response: %s, a signed assertion: %s',
    (require, response, own, code, received) => {
      expect(refusalOf(check(require, response, own))).toMatchObject({ code, received });
    },
  );
});

describe('readSealedAssertion', () => {
  it('needs a key of ours', async () => {
    const { certificatePem } = await testKeyPair('sp-encryption');
    const xml = encryptElement(ASSERTION, { certificate: certificatePem, wrapper: 'EncryptedAssertion' });
    const [encrypted] = checkAssertionCount(response(xml), false);
    const means = { keys: [], limits: MESSAGE_LIMITS, unwraps: new UnwrapBudget() };
    const refusal = refusalOf(() =>
      readSealedAssertion({ encrypted, ...means, responseVerified: true, cbcSignedInside: true }),
    );
    expect(refusal.code).toBe('encryption.no_key');
  });
});

describe('checkSubject', () => {
  const means = { keys: [], limits: MESSAGE_LIMITS, unwraps: new UnwrapBudget(), ids: new UniqueIds() };
  const subject = (content: string) =>
    readAssertion(
      verifiedXml(`<saml:Assertion ID="_1" Version="2.0"><saml:Issuer>i</saml:Issuer>${content}</saml:Assertion>`),
    );

  it('reads a NameID, and a subject without one', async () => {
    const named = await checkSubject(subject(`<saml:Subject>${nameIdXml('amina')}</saml:Subject>`), means);
    expect(named).toMatchObject({ nameId: { value: 'amina' }, confirmations: [] });
    expect((await checkSubject(subject('<saml:Subject/>'), means)).nameId).toBeUndefined();
  });

  it('refuses an assertion about nobody', async () => {
    expect((await refusalOfAsync(async () => checkSubject(subject(''), means))).code).toBe('assertion.subject');
  });

  it('counts an empty NameID as none, and a blank one as a bad one', async () => {
    const named = async (nameId: string) => checkSubject(subject(`<saml:Subject>${nameId}</saml:Subject>`), means);
    expect((await named('<saml:NameID/>')).nameId).toBeUndefined();
    expect((await named('<saml:NameID Format="urn:f"></saml:NameID>')).nameId).toBeUndefined();
    expect((await refusalOfAsync(() => named('<saml:NameID> </saml:NameID>'))).code).toBe('assertion.name_id');
    expect((await refusalOfAsync(() => named('<saml:NameID><!-- --></saml:NameID>'))).code).toBe('xml.comment_in_text');
  });
});
