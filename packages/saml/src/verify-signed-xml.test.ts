import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../test-support/keys.ts';
import { assertionXml, nameIdXml, responseXml, SAMPLE, sampleParts } from '../test-support/sample-response.ts';
import { EXCLUSIVE, type SignElementOptions, signElement } from '../test-support/sign-template.ts';
import { loadVerificationKey } from './dsig/verification-key.ts';
import { type SignedXmlVerdict, verifySignedXml } from './verify-signed-xml.ts';

const [pair, other] = await Promise.all([testKeyPair('corpus-idp'), testKeyPair('corpus-attacker')]);
const verificationKeys = [loadVerificationKey(other.certificatePem), loadVerificationKey(pair.certificatePem)];
const sign = (xml: string, id: string, privateKeyPem = pair.privateKeyPem): string =>
  signElement(xml, { id, privateKeyPem });
const judge = (xml: string, keys = verificationKeys): SignedXmlVerdict =>
  verifySignedXml(Buffer.from(xml), { verificationKeys: keys });
const codeOf = (verdict: SignedXmlVerdict): string => (verdict.accepted ? 'accepted' : verdict.code);

describe('verifySignedXml', () => {
  it('names the signed element of any vocabulary and the key among several', () => {
    expect(judge(sign('<a xmlns="urn:x:y" ID="_1"><b/></a>', '_1'))).toMatchObject({
      accepted: true,
      signed: [{ namespaceUri: 'urn:x:y', localName: 'a', id: '_1', isRoot: true, keyName: 'CN=corpus-idp' }],
    });
  });

  it('takes inclusive canonicalization where none is named', () => {
    const xml = '<a xmlns="urn:x:y" xmlns:unused="urn:u" ID="_1"><!-- not signed --><b/></a>';
    const named = `<ds:Transform Algorithm="${EXCLUSIVE}"/>`;
    const signWith = (options: Partial<SignElementOptions>): string =>
      signElement(xml, { id: '_1', privateKeyPem: pair.privateKeyPem, ...options });
    const implied = signWith({ style: { transform: '' } });
    expect(implied.match(/<ds:Transform /g)).toHaveLength(1);
    expect(codeOf(judge(implied))).toBe('accepted');
    // Of the two inclusive ones it is 1.0, which takes over xml:id from around what is signed.
    const inside = signElement(`<r xml:id="r">${xml}</r>`, {
      id: '_1',
      privateKeyPem: pair.privateKeyPem,
      style: { transform: '' },
    });
    expect(codeOf(judge(inside))).toBe('accepted');
    expect(signWith({})).toContain(named);
    expect(codeOf(judge(signWith({})))).toBe('accepted');
    // Signed by the exclusive form, and not said so.
    const unnamed = signWith({ changeSignedInfo: (signedInfo) => signedInfo.replace(named, '') });
    expect(codeOf(judge(unnamed))).toBe('signature.digest');
  });

  it('tells a part that is signed from the whole', () => {
    const part = judge(`<a>${sign('<b ID="_1">genuine</b>', '_1')}<c>not signed</c></a>`);
    expect(part).toMatchObject({ accepted: true, signed: [{ localName: 'b', isRoot: false }] });
    expect(JSON.stringify(part)).not.toContain('not signed');
    const both = judge(sign(`<a ID="_2">${sign('<b ID="_1"></b>', '_1')}</a>`, '_2'));
    expect(both).toMatchObject({ accepted: true, signed: [{ localName: 'a' }, { localName: 'b' }] });
  });

  it('takes nothing for a message of SAML that is none', () => {
    const signed = sign('<b ID="_1"></b>', '_1');
    expect(codeOf(judge(`<a>${signed}<OrderRequest xmlns="urn:orders"/></a>`))).toBe('accepted');
    const samlp = 'xmlns="urn:oasis:names:tc:SAML:2.0:protocol"';
    expect(codeOf(judge(`<a>${signed}<RequestedAuthnContext ${samlp}/></a>`))).toBe('accepted');
    expect(codeOf(judge(`<a>${signed}<AuthnRequest ${samlp}/></a>`))).toBe('signature.missing');
  });

  it('says in its checks when only a part is signed, and which', () => {
    const whole = (xml: string) => judge(xml).checks.at(-1);
    expect(whole(sign('<a ID="_1"></a>', '_1'))).toEqual({ name: 'whole-document', status: 'passed' });
    expect(whole(`<a>${sign('<b ID="_1"></b>', '_1')}<c/></a>`)).toEqual({
      name: 'whole-document',
      status: 'skipped',
      reason: 'only a part is signed: b _1',
    });
  });

  it('refuses a document of which one signature is another key’s, or changed, or missing', () => {
    const foreign = sign('<b ID="_1"></b>', '_1', other.privateKeyPem);
    expect(codeOf(judge(foreign, verificationKeys.slice(1)))).toBe('signature.invalid');
    expect(codeOf(judge(sign('<b ID="_1">x</b>', '_1').replace('>x<', '>y<')))).toBe('signature.digest');
    expect(codeOf(judge('<b ID="_1"/>'))).toBe('signature.missing');
    expect(codeOf(judge('<b'))).toBe('xml.syntax');
  });

  it('refuses signatures that stand alone, in each other, twice, or under an ID that is there twice', () => {
    const signed = sign('<b ID="_1"><c/></b>', '_1');
    const signature = /<ds:Signature .*<\/ds:Signature>/.exec(signed)?.[0] ?? '';
    expect(codeOf(judge(signature))).toBe('signature.misplaced');
    const nested = signed.replace('</ds:Signature>', `<ds:Object>${signed}</ds:Object></ds:Signature>`);
    expect(codeOf(judge(nested.replace('<b ID="_1">', '<b ID="_2">')))).toBe('signature.misplaced');
    expect(codeOf(judge(signed.replace('<c/>', `<c/>${signature}`)))).toBe('signature.structure');
    expect(codeOf(judge(signed.replace('<c/>', '<c ID="_1"/>')))).toBe('xml.duplicate_id');
  });
});

describe('verifySignedXml and the vocabularies of SAML', () => {
  const parts = sampleParts();
  const genuine = sign(assertionXml(parts), SAMPLE.assertionId);
  const evil = assertionXml(sampleParts({ assertionId: '_evil', nameId: nameIdXml(SAMPLE.attacker) }));
  const encrypted = '<saml:EncryptedAssertion/>';
  const inBody = (content: string): string => `<e:Envelope xmlns:e="urn:e">${content}</e:Envelope>`;
  const message = (name: string, content: string): string =>
    `<samlp:${name} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_m">${content}</samlp:${name}>`;
  const entities = (content: string): string =>
    `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${content}</EntitiesDescriptor>`;
  const role = (id: string, content: string): string =>
    `<IDPSSODescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" ID="${id}">${content}</IDPSSODescriptor>`;
  const entity = (id: string): string =>
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" ID="${id}"></EntityDescriptor>`;

  it.each([
    ['a Response whose assertion is signed', responseXml(parts, genuine)],
    ['a signed Response', sign(responseXml(parts, evil + encrypted), SAMPLE.responseId)],
    [
      'an assertion inside of a signed one',
      sign(evil.replace('</saml:Conditions>', `</saml:Conditions><saml:Advice>${genuine}</saml:Advice>`), '_evil'),
    ],
    ['a Response in an envelope', inBody(responseXml(parts, genuine))],
    ['a signed LogoutRequest', sign(message('LogoutRequest', '<a/>'), '_m')],
    ['an error that is signed', sign(message('Response', '<a/>'), '_m')],
    ['entities that are all signed', entities(sign(entity('_1'), '_1') + sign(entity('_2'), '_2'))],
    [
      'a signed message in the ArtifactResponse that carries it',
      inBody(message('ArtifactResponse', sign(responseXml(parts, evil), SAMPLE.responseId))),
    ],
    ['a signed role of an entity', sign(role('_m', '<KeyDescriptor/>'), '_m')],
  ])('accepts %s', (_, xml) => {
    expect(codeOf(judge(xml))).toBe('accepted');
  });

  it.each([
    ['an unsigned assertion after the signed one', responseXml(parts, genuine + evil), 'assertion.not_signed'],
    ['an unsigned assertion before the signed one', responseXml(parts, evil + genuine), 'assertion.not_signed'],
    ['an encrypted assertion beside the signed one', responseXml(parts, genuine + encrypted), 'assertion.not_signed'],
    [
      'an unsigned assertion that wraps the signed one',
      evil.replace('</saml:Assertion>', `${genuine}</saml:Assertion>`),
      'assertion.not_signed',
    ],
    ['an unsigned assertion in an envelope', inBody(responseXml(parts, genuine) + evil), 'assertion.not_signed'],
    ['a LogoutRequest that only holds something signed', message('LogoutRequest', genuine), 'signature.missing'],
    ['an AuthnRequest that only holds something signed', message('AuthnRequest', genuine), 'signature.missing'],
    [
      'a Response of which only the Extensions are signed',
      message('Response', sign('<a ID="_a"></a>', '_a')),
      'signature.missing',
    ],
    [
      'a Response whose signed assertion is not its own child',
      message('Response', `<samlp:Extensions>${genuine}</samlp:Extensions>`),
      'signature.missing',
    ],
    [
      'an ArtifactResolve that only holds a signed one',
      message('ArtifactResolve', sign(message('ArtifactResolve', '<a/>').replace('_m', '_a'), '_a')),
      'signature.missing',
    ],
    ['an ArtifactResponse that carries no message', message('ArtifactResponse', genuine), 'signature.missing'],
    [
      'a message beside the signed one in an ArtifactResponse',
      message(
        'ArtifactResponse',
        sign(responseXml(parts, evil), SAMPLE.responseId) + message('LogoutRequest', '').replace('_m', '_b'),
      ),
      'signature.missing',
    ],
    ['a role that only holds a signed one', role('_m', sign(role('_a', '<a/>'), '_a')), 'signature.missing'],
    ['an unsigned entity beside a signed one', entities(sign(entity('_1'), '_1') + entity('_2')), 'signature.missing'],
  ])('refuses %s', (_, xml, code) => {
    const verdict = judge(xml);
    expect(codeOf(verdict)).toBe(code);
    expect(verdict.checks.at(-2)).toMatchObject({ name: 'coverage', status: 'failed', code });
    expect(JSON.stringify({ ...verdict, failure: undefined })).not.toContain(SAMPLE.attacker);
  });

  // Written out once more: a name that the code leaves out has to be missed by somebody.
  it.each([
    'EntityDescriptor',
    'AffiliationDescriptor',
    'RoleDescriptor',
    'IDPSSODescriptor',
    'SPSSODescriptor',
    'AuthnAuthorityDescriptor',
    'AttributeAuthorityDescriptor',
    'PDPDescriptor',
  ])('accepts %s only where it is signed, or inside of what is', (name) => {
    const unit = `<${name} xmlns="urn:oasis:names:tc:SAML:2.0:metadata" ID="_u"></${name}>`;
    const signedPart = sign('<a ID="_a"></a>', '_a');
    expect(codeOf(judge(inBody(signedPart + unit)))).toBe('signature.missing');
    expect(codeOf(judge(inBody(signedPart + sign(unit, '_u'))))).toBe('accepted');
    expect(codeOf(judge(sign(`<a ID="_b">${unit}</a>`, '_b')))).toBe('accepted');
    expect(codeOf(judge(inBody(signedPart + unit.replace('urn:oasis:names:tc:SAML:2.0:metadata', 'urn:x'))))).toBe(
      'accepted',
    );
  });
});
