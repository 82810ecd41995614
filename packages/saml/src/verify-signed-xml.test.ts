import { describe, expect, it } from 'vitest';
import { testKeyPair } from '../test-support/keys.ts';
import { signElement } from '../test-support/sign-template.ts';
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

  it('tells a part that is signed from the whole', () => {
    const part = judge(`<a>${sign('<b ID="_1">genuine</b>', '_1')}<c>not signed</c></a>`);
    expect(part).toMatchObject({ accepted: true, signed: [{ localName: 'b', isRoot: false }] });
    expect(JSON.stringify(part)).not.toContain('not signed');
    const both = judge(sign(`<a ID="_2">${sign('<b ID="_1"></b>', '_1')}</a>`, '_2'));
    expect(both).toMatchObject({ accepted: true, signed: [{ localName: 'a' }, { localName: 'b' }] });
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
