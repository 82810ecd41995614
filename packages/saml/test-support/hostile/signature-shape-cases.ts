/** Signatures of the wrong shape or algorithm, made with the genuine key. */
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { EXCLUSIVE, type SignElementOptions } from '../sign-template.ts';
import type { AttackClass } from './attack-classes.ts';
import { type Forge, type HostileCase, replaceOnce } from './hostile-case.ts';
import { afterwards, inSignedInfo, type SignatureCase, style } from './signature-case.ts';
import { OTHER_ELEMENTS, REFERENCES, TRANSFORMS } from './signature-references.ts';

const DSIG_MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const REFERENCE = /<ds:Reference .*<\/ds:Reference>/s;

const DIGESTS: readonly SignatureCase[] = [
  {
    id: 'digest-comment-between',
    description: 'a comment stands between an evil digest and the genuine one',
    code: 'xml.comment_in_text',
    signature: afterwards('<ds:DigestValue>', '<ds:DigestValue>ZXZpbA==<!--x-->'),
  },
  {
    id: 'digest-element-inside',
    description: 'an element stands in the DigestValue',
    code: 'xml.element_in_text',
    signature: afterwards('<ds:DigestValue>', '<ds:DigestValue><x xmlns="urn:x"/>'),
  },
  {
    id: 'digest-comment-before',
    description: 'a comment with an evil digest stands before the genuine DigestValue',
    code: 'xml.comment_in_text',
    signature: afterwards('<ds:DigestValue>', '<ds:DigestValue><!--ZXZpbA==-->'),
  },
  {
    id: 'digest-comment-after',
    description: 'a comment stands after the genuine DigestValue',
    code: 'xml.comment_in_text',
    signature: afterwards('</ds:DigestValue>', '<!--ZXZpbA==--></ds:DigestValue>'),
  },
  {
    id: 'digest-twice',
    description: 'the reference has two DigestValues',
    code: 'signature.structure',
    signature: inSignedInfo('<ds:DigestValue>', '<ds:DigestValue>ZXZpbA==</ds:DigestValue><ds:DigestValue>'),
  },
  {
    id: 'digest-empty',
    description: 'the DigestValue is empty',
    code: 'signature.structure',
    signature: {
      changeSignedInfo: (signedInfo) => signedInfo.replace(/(<ds:DigestValue>)[^<]*/, '$1'),
    },
  },
  {
    id: 'digest-no-base64',
    description: 'the DigestValue is no base64',
    code: 'signature.structure',
    signature: inSignedInfo('<ds:DigestValue>', '<ds:DigestValue>%%%'),
  },
];

const STRUCTURE: readonly SignatureCase[] = [
  {
    id: 'signed-info-twice-first',
    description: 'a second SignedInfo stands before the genuine one',
    code: 'signature.structure',
    signature: {
      changeSignature: (signature) => {
        const signedInfo = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(signature)?.[0] ?? '';
        return replaceOnce(
          signature,
          signedInfo,
          `${signedInfo.replace(/(<ds:DigestValue>).{4}/, '$1AAAA')}${signedInfo}`,
        );
      },
    },
  },
  {
    id: 'signed-info-twice-last',
    description: 'a second SignedInfo stands at the end of the signature',
    code: 'signature.structure',
    signature: {
      changeSignature: (signature) => {
        const signedInfo = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(signature)?.[0] ?? '';
        return replaceOnce(signature, '</ds:Signature>', `${signedInfo}</ds:Signature>`);
      },
    },
  },
  {
    id: 'signed-info-in-object',
    description: 'the genuine SignedInfo lies in ds:Object',
    code: 'signature.structure',
    signature: {
      changeSignature: (signature) =>
        signature
          .replace('<ds:SignedInfo>', '<ds:Object><ds:SignedInfo>')
          .replace('</ds:SignedInfo>', '</ds:SignedInfo></ds:Object>'),
    },
  },
  {
    id: 'no-reference',
    description: 'SignedInfo refers to nothing',
    code: 'signature.structure',
    signature: { changeSignedInfo: (signedInfo) => signedInfo.replace(REFERENCE, '') },
  },
  {
    id: 'two-references',
    description: 'SignedInfo has two references',
    code: 'signature.structure',
    signature: { changeSignedInfo: (signedInfo) => signedInfo.replace(REFERENCE, '$&$&') },
  },
  {
    id: 'object-added',
    description: 'an empty ds:Object was added to the signature',
    code: 'signature.structure',
    signature: afterwards('</ds:Signature>', '<ds:Object></ds:Object></ds:Signature>'),
  },
  {
    id: 'signature-value-empty',
    description: 'the SignatureValue is empty',
    code: 'signature.structure',
    signature: afterwards(/(<ds:SignatureValue>)[^<]*/, '$1'),
  },
  {
    id: 'signature-value-comment',
    description: 'a comment stands in the SignatureValue',
    code: 'xml.comment_in_text',
    signature: afterwards('<ds:SignatureValue>', '<ds:SignatureValue><!--x-->'),
  },
  {
    id: 'signature-value-changed',
    description: 'one character of the SignatureValue was changed',
    code: 'signature.invalid',
    signature: {
      changeSignature: (signature) =>
        signature.replace(
          /(<ds:SignatureValue>)(.)/,
          (_, tag: string, first: string) => `${tag}${first === 'A' ? 'B' : 'A'}`,
        ),
    },
  },
  {
    id: 'signature-value-twice',
    description: 'the signature has two SignatureValues',
    code: 'signature.structure',
    signature: afterwards(/<ds:SignatureValue>.*<\/ds:SignatureValue>/s, '$&$&'),
  },
  {
    id: 'signature-twice',
    description: 'the assertion has its signature twice',
    code: 'signature.structure',
    signature: { changeSignature: (signature) => `${signature}${signature}` },
  },
  {
    id: 'text-in-signature',
    description: 'text stands between the elements of the signature',
    code: 'signature.structure',
    signature: afterwards('<ds:SignatureValue>', 'x<ds:SignatureValue>'),
    twin: afterwards('<ds:SignatureValue>', '\n<!-- x --><ds:SignatureValue>'),
  },
];

/** SHA-256 over no octets at all: what a canonicalizer that gave up hands to the digest. */
const DIGEST_OF_NOTHING = createHash('sha256').digest('base64');

const CANONICAL_FORMS: readonly SignatureCase[] = [
  {
    id: 'digest-of-nothing',
    description: 'a genuine signature over the digest of no octets',
    code: 'signature.digest',
    signature: {
      changeSignedInfo: (signedInfo) => signedInfo.replace(/(<ds:DigestValue>)[^<]*/, `$1${DIGEST_OF_NOTHING}`),
    },
  },
  {
    id: 'signature-over-nothing',
    description: 'the signature is over no octets and not over SignedInfo',
    code: 'signature.invalid',
    signs: () => '',
  },
  {
    id: 'signature-over-raw-text',
    description: 'the signature is over SignedInfo as it is written and not over its canonical form',
    code: 'signature.invalid',
    signs: (octets) => octets.replace(/<ds:SignedInfo [^>]*>/, '<ds:SignedInfo>'),
  },
  {
    id: 'canonicalization-none',
    description: 'the CanonicalizationMethod names no algorithm',
    code: 'signature.canonicalization_method',
    signature: inSignedInfo(`CanonicalizationMethod Algorithm="${EXCLUSIVE}"`, 'CanonicalizationMethod Algorithm=""'),
  },
  {
    id: 'canonicalization-unknown',
    description: 'SignedInfo is to be canonicalized in an unknown way',
    code: 'signature.canonicalization_method',
    signature: inSignedInfo(
      `CanonicalizationMethod Algorithm="${EXCLUSIVE}"`,
      'CanonicalizationMethod Algorithm="urn:evil"',
    ),
  },
];

const ALGORITHMS: readonly SignatureCase[] = [
  {
    id: 'rsa-sha1',
    description: 'the signature is RSA with SHA-1',
    code: 'signature.algorithm',
    signature: style({ signatureMethod: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
    twin: style({ signatureMethod: `${DSIG_MORE}rsa-sha512` }),
  },
  {
    id: 'digest-sha1',
    description: 'the digest is SHA-1',
    code: 'signature.algorithm',
    signature: style({ digestMethod: 'http://www.w3.org/2000/09/xmldsig#sha1' }),
    twin: style({ digestMethod: `${DSIG_MORE}sha384` }),
  },
  {
    id: 'rsa-md5',
    description: 'the signature is RSA with MD5',
    code: 'signature.algorithm',
    signature: style({ signatureMethod: `${DSIG_MORE}rsa-md5` }),
  },
  {
    id: 'dsa-sha1',
    description: 'the signature claims to be DSA',
    code: 'signature.algorithm',
    signature: style({ signatureMethod: 'http://www.w3.org/2000/09/xmldsig#dsa-sha1' }),
  },
  {
    id: 'algorithm-empty',
    description: 'the SignatureMethod names no algorithm',
    code: 'signature.algorithm',
    signature: style({ signatureMethod: '' }),
  },
  {
    id: 'ecdsa-with-rsa-key',
    description: 'the signature claims to be ECDSA while the connection has an RSA key',
    code: 'signature.key',
    signature: style({ signatureMethod: `${DSIG_MORE}ecdsa-sha256` }),
  },
];

/** A genuine signature over other octets. */
const overOctets = (forge: Forge, change: (octets: string) => string): Partial<SignElementOptions> => ({
  signOctets: (octets) =>
    sign('sha256', Buffer.from(change(octets)), createPrivateKey(forge.idp.privateKeyPem)).toString('base64'),
});

const signedBySample = (forge: Forge, signature: Partial<SignElementOptions> | undefined): string =>
  forge.message({}, signature === undefined ? {} : { signature });

const toCase =
  (forge: Forge, attackClass: AttackClass) =>
  ({ signature, signs, twin, ...rest }: SignatureCase): HostileCase => ({
    ...rest,
    attackClass,
    twin: { message: signedBySample(forge, twin) },
    hostile: { message: signedBySample(forge, signs === undefined ? signature : overOctets(forge, signs)) },
  });

export const signatureShapeCases = (forge: Forge): readonly HostileCase[] => [
  ...DIGESTS.map(toCase(forge, 'digest values with something beside them')),
  ...STRUCTURE.map(toCase(forge, 'several SignedInfos and References')),
  ...OTHER_ELEMENTS.map(toCase(forge, 'unsigned, stripped, or something else signed')),
  ...[...REFERENCES, ...TRANSFORMS].map(toCase(forge, 'transforms and references elsewhere')),
  ...CANONICAL_FORMS.map(toCase(forge, 'canonical forms of nothing')),
  ...ALGORITHMS.map(toCase(forge, 'weak algorithms')),
];
