import { describe, expect, it } from 'vitest';
import { ASSERTION, DS, signed, verdict, withSignature, withSignedInfo } from '../../test-support/signed-assertion.ts';

const transform = (uri: string): string => `<ds:Transform Algorithm="${uri}"/>`;
const ENVELOPED = transform('http://www.w3.org/2000/09/xmldsig#enveloped-signature');
const EXCLUSIVE = transform('http://www.w3.org/2001/10/xml-exc-c14n#');
const ALL_TRANSFORMS = /<ds:Transforms>.*<\/ds:Transforms>/;

describe('SignedInfo, genuinely signed', () => {
  const reference = /<ds:Reference.*<\/ds:Reference>/;

  it.each([
    ['without a reference', withSignedInfo(reference, '')],
    ['with two references', withSignedInfo(reference, '$&$&')],
    [
      'with a reference in front of its methods',
      withSignedInfo(/(<ds:SignedInfo>)(.*?)(<ds:Reference.*<\/ds:Reference>)/, '$1$3$2'),
    ],
    ['with something unknown', withSignedInfo('</ds:SignedInfo>', '<x/></ds:SignedInfo>')],
    ['with text', withSignedInfo('</ds:SignedInfo>', 'x</ds:SignedInfo>')],
    ['without a canonicalization method', withSignedInfo(/<ds:CanonicalizationMethod[^>]*>/, '')],
    ['without a signature method', withSignedInfo(/<ds:SignatureMethod[^>]*>/, '')],
    [
      'with a length for an HMAC',
      withSignedInfo(
        /<ds:SignatureMethod([^>]*)\/>/,
        '<ds:SignatureMethod$1><ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>',
      ),
    ],
    ['without a digest method', withSignedInfo(/<ds:DigestMethod[^>]*>/, '')],
    ['without a digest value', withSignedInfo(/<ds:DigestValue>.*<\/ds:DigestValue>/, '')],
    ['with two digest values', withSignedInfo(/<ds:DigestValue>.*<\/ds:DigestValue>/, '$&$&')],
    ['with an empty digest value', withSignedInfo(/<ds:DigestValue>.*<\/ds:DigestValue>/, '<ds:DigestValue/>')],
    ['with a digest value that is no base64', withSignedInfo('<ds:DigestValue>', '<ds:DigestValue>!')],
    [
      'with a reference in another namespace',
      withSignedInfo(/<ds:Reference(.*)<\/ds:Reference>/, '<Reference$1</Reference>'),
    ],
    [
      'with an XPath in the enveloped transform',
      withSignedInfo(ENVELOPED, `${ENVELOPED.replace('/>', '>')}<ds:XPath>true()</ds:XPath></ds:Transform>`),
    ],
    [
      'with a PrefixList in an inclusive method',
      withSignedInfo(
        EXCLUSIVE,
        '<ds:Transform Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"><e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="a"/></ds:Transform>',
      ),
    ],
    [
      'with two PrefixLists',
      withSignedInfo(
        EXCLUSIVE,
        EXCLUSIVE.replace(
          '/>',
          '><e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="a"/><e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="b"/></ds:Transform>',
        ),
      ),
    ],
    [
      'with something unknown in its canonicalization',
      withSignedInfo(EXCLUSIVE, `${EXCLUSIVE.replace('/>', '>')}<x/></ds:Transform>`),
    ],
  ])('%s is refused', (_, xml) => {
    expect(verdict(xml)).toBe('signature.structure');
  });

  it('may be laid out for people: white space and comments inside its methods are none of their content', () => {
    const open = '$1>\n <!-- nothing --> \n</$2>';
    expect(verdict(withSignedInfo(/(<(ds:SignatureMethod)[^>]*)\/>/, open))).toBe('accepted');
    expect(verdict(withSignedInfo(/(<(ds:DigestMethod)[^>]*)\/>/, open))).toBe('accepted');
  });

  it.each([
    ['in its transforms', withSignedInfo('</ds:Transforms>', 'x</ds:Transforms>')],
    [
      'in its signature method',
      withSignedInfo(/<ds:SignatureMethod([^>]*)\/>/, '<ds:SignatureMethod$1>x</ds:SignatureMethod>'),
    ],
    ['in its digest method', withSignedInfo(/<ds:DigestMethod([^>]*)\/>/, '<ds:DigestMethod$1>x</ds:DigestMethod>')],
  ])('with text %s is refused', (_, xml) => {
    expect(verdict(xml)).toBe('signature.structure');
  });

  it.each([
    ['in front', withSignedInfo('<ds:DigestValue>', '<ds:DigestValue><!--evil-->')],
    ['behind', withSignedInfo('</ds:DigestValue>', '<!--evil--></ds:DigestValue>')],
    ['inside', withSignedInfo(/<ds:DigestValue>(.{9})/, '<ds:DigestValue>$1<!--evil-->')],
    [
      'of the genuine value',
      withSignedInfo(/<ds:DigestValue>(.*)<\/ds:DigestValue>/, '<ds:DigestValue>AAAA<!--$1--></ds:DigestValue>'),
    ],
  ])('with a comment %s the digest value is refused', (_, xml) => {
    expect(verdict(xml)).toBe('xml.comment_in_text');
  });

  it('with an element in the digest value is refused', () => {
    expect(verdict(withSignedInfo('<ds:DigestValue>', '<ds:DigestValue><x/>'))).toBe('xml.element_in_text');
  });

  it.each([
    ['shorter', withSignedInfo(/<ds:DigestValue>.*<\/ds:DigestValue>/, '<ds:DigestValue>AAAA</ds:DigestValue>')],
    [
      'of another digest',
      withSignedInfo(
        /<ds:DigestValue>.*<\/ds:DigestValue>/,
        '<ds:DigestValue>47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=</ds:DigestValue>',
      ),
    ],
  ])('with a digest value %s is refused', (_, xml) => {
    expect(verdict(xml)).toBe('signature.digest');
  });

  it.each([
    '""',
    '"#_b"',
    '"#"',
    '"_a"',
    '"#_A"',
    '" #_a"',
    '"#xpointer(id(\'_a\'))"',
    '"#xpointer(/)"',
    '"https://evil.example/#_a"',
    '"file:///etc/passwd"',
  ])('with the reference %s is refused', (uri) => {
    expect(verdict(withSignedInfo(/URI="[^"]*"/, `URI=${uri}`))).toBe('signature.reference');
  });

  it('without a URI is refused', () => {
    expect(verdict(withSignedInfo(/ URI="[^"]*"/, ''))).toBe('signature.reference');
  });

  it.each([
    ['none', ''],
    ['an empty list', '<ds:Transforms></ds:Transforms>'],
    ['canonicalization alone', `<ds:Transforms>${EXCLUSIVE}</ds:Transforms>`],
    ['the wrong order', `<ds:Transforms>${EXCLUSIVE}${ENVELOPED}</ds:Transforms>`],
    ['enveloped twice', `<ds:Transforms>${ENVELOPED}${ENVELOPED}</ds:Transforms>`],
    ['two canonicalizations', `<ds:Transforms>${ENVELOPED}${EXCLUSIVE}${EXCLUSIVE}</ds:Transforms>`],
    [
      'XPath',
      `<ds:Transforms>${ENVELOPED}${transform('http://www.w3.org/TR/1999/REC-xpath-19991116')}</ds:Transforms>`,
    ],
    [
      'XPath filter 2',
      `<ds:Transforms>${ENVELOPED}${transform('http://www.w3.org/2002/06/xmldsig-filter2')}</ds:Transforms>`,
    ],
    ['XSLT', `<ds:Transforms>${ENVELOPED}${transform('http://www.w3.org/TR/1999/REC-xslt-19991116')}</ds:Transforms>`],
    ['base64', `<ds:Transforms>${ENVELOPED}${transform('http://www.w3.org/2000/09/xmldsig#base64')}</ds:Transforms>`],
    ['decryption', `<ds:Transforms>${ENVELOPED}${transform('http://www.w3.org/2002/07/decrypt#XML')}</ds:Transforms>`],
    ['no algorithm', `<ds:Transforms>${ENVELOPED}<ds:Transform/></ds:Transforms>`],
    [
      'another element that names an algorithm',
      `<ds:Transforms>${ENVELOPED}${EXCLUSIVE.replace('Transform', 'Other')}</ds:Transforms>`,
    ],
    ['another element', `<ds:Transforms>${ENVELOPED}<x/></ds:Transforms>`],
    ['two thousand', `<ds:Transforms>${ENVELOPED.repeat(2000)}</ds:Transforms>`],
  ])('with these transforms is refused: %s', (_, transforms) => {
    expect(verdict(withSignedInfo(ALL_TRANSFORMS, transforms))).toBe('signature.transform');
  });
});

describe('the parts of ds:Signature', () => {
  const signedInfo = /<ds:SignedInfo>.*<\/ds:SignedInfo>/;
  const value = /<ds:SignatureValue>.*<\/ds:SignatureValue>/;
  const evil = '<ds:SignedInfo><ds:Reference URI="#evil"/></ds:SignedInfo>';

  it('are accepted as they were', () => {
    expect(verdict(signed({ style: { keyInfo: '<ds:KeyName>k</ds:KeyName>' } }))).toBe('accepted');
  });

  it.each([
    ['a second SignedInfo in front', withSignature(signedInfo, `${evil}$&`)],
    ['a second SignedInfo behind', withSignature(signedInfo, `$&${evil}`)],
    ['a second SignedInfo at the end', withSignature('</ds:Signature>', `${evil}</ds:Signature>`)],
    ['the genuine SignedInfo in an Object', withSignature(signedInfo, `${evil}<ds:Object>$&</ds:Object>`)],
    ['no SignedInfo', withSignature(signedInfo, '')],
    ['no SignatureValue', withSignature(value, '')],
    ['two SignatureValues', withSignature(value, '$&$&')],
    ['an empty SignatureValue', withSignature(value, '<ds:SignatureValue/>')],
    ['a SignatureValue that is no base64', withSignature('<ds:SignatureValue>', '<ds:SignatureValue>!')],
    ['an Object', withSignature('</ds:Signature>', '<ds:Object/></ds:Signature>')],
    [
      'an Object with the genuine element',
      withSignature('</ds:Signature>', `<ds:Object>${ASSERTION}</ds:Object></ds:Signature>`),
    ],
    ['two KeyInfos', withSignature(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, '$&$&')],
    [
      'KeyInfo in front of the value',
      withSignature(/(<ds:SignatureValue>.*<\/ds:SignatureValue>)(<ds:KeyInfo>.*<\/ds:KeyInfo>)/, '$2$1'),
    ],
    ['text', withSignature('</ds:Signature>', 'x</ds:Signature>')],
    ['something unknown', withSignature('</ds:Signature>', '<x/></ds:Signature>')],
    ['nothing', `${ASSERTION.replace('<saml:Subject>', `<ds:Signature ${DS}/><saml:Subject>`)}`],
  ])('are refused with %s', (_, xml) => {
    expect(verdict(xml)).toBe('signature.structure');
  });

  it('are refused with a comment or an element in the SignatureValue', () => {
    expect(verdict(withSignature('<ds:SignatureValue>', '<ds:SignatureValue><!-- x -->'))).toBe('xml.comment_in_text');
    expect(verdict(withSignature('<ds:SignatureValue>', '<ds:SignatureValue><x/>'))).toBe('xml.element_in_text');
  });

  it('are refused with a SignatureValue that is cut off or too long', () => {
    expect(verdict(withSignature(value, '<ds:SignatureValue>AAAA</ds:SignatureValue>'))).toBe('signature.invalid');
    expect(verdict(withSignature('<ds:SignatureValue>', '<ds:SignatureValue>AAAA'))).toBe('signature.invalid');
  });

  it('are refused when SignedInfo was changed after signing', () => {
    expect(verdict(withSignature('<ds:DigestValue>', '<ds:DigestValue>AAAA'))).toBe('signature.invalid');
  });
});
