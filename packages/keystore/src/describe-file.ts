/** Says what a file is that is no keystore: people upload the certificate, the metadata, the request. */
import { type BerElement, contextTag, TAG } from './asn1/ber.ts';
import { readAnyBer } from './keys/private-key-info.ts';

export interface FileDescription {
  /** Completes "received …". */
  readonly what: string;
  readonly hint: string;
}

const NEEDS_KEY = 'Upload the keystore that holds the private key as well.';
const PUT_TOGETHER =
  'Put the key and its certificate into one file: openssl pkcs12 -export -inkey key.pem -in certificate.pem';

const described = (what: string, hint: string = NEEDS_KEY): FileDescription => ({ what, hint });

const PEM_LABELS: readonly (readonly [RegExp, FileDescription])[] = [
  [/^(?:X509 |TRUSTED )?CERTIFICATE$/, described('a certificate without a private key')],
  [/^(?:NEW )?CERTIFICATE REQUEST$/, described('a certificate signing request')],
  [/PUBLIC KEY$/, described('a public key')],
  [/^(?:PKCS7|CMS)$/, described('a bundle of certificates (PKCS#7) without a private key')],
  [/CRL$/, described('a certificate revocation list')],
  [/PARAMETERS$/, described('parameters of keys without a private key')],
];

const describePem = (text: string): FileDescription | undefined => {
  const label = /-----BEGIN ([A-Z0-9 ]{1,64})-----/.exec(text)?.[1];
  if (label === undefined) {
    return undefined;
  }
  return PEM_LABELS.find(([pattern]) => pattern.test(label))?.[1] ?? described(`a PEM file with a block ${label}`);
};

const startsWith = (element: BerElement, ...tags: readonly number[]): boolean =>
  tags.every((tag, index) => element.children[index]?.tag === tag);

/** The content of the object identifier of signed data: compared, not decoded, because it may be anything. */
const SIGNED_DATA = Buffer.from('2a864886f70d010702', 'hex');

const isSignedData = (element: BerElement | undefined): boolean =>
  element?.tag === TAG.objectId && SIGNED_DATA.equals(element.content);

/** A certificate, a request and a revocation list have the same frame: what is signed, the algorithm, the signature. */
const describeSigned = (signed: BerElement | undefined): FileDescription | undefined => {
  if (signed === undefined) {
    return undefined;
  }
  const { integer, sequence } = TAG;
  if (startsWith(signed, integer, sequence, sequence, contextTag(0, 'constructed'))) {
    return described('a certificate signing request');
  }
  const version = signed.children[0]?.tag === contextTag(0, 'constructed') ? 1 : 0;
  return signed.children.length - version >= 6 ? described('a certificate without a private key') : undefined;
};

const describeDer = (bytes: Uint8Array): FileDescription | undefined => {
  const element = bytes[0] === TAG.sequence ? readAnyBer(bytes) : undefined;
  if (element === undefined) {
    return undefined;
  }
  const { sequence, bitString, integer, octetString } = TAG;
  if (startsWith(element, sequence, sequence, bitString)) {
    return describeSigned(element.children[0]);
  }
  if (startsWith(element, sequence, bitString)) {
    return described('a public key');
  }
  if (startsWith(element, integer, sequence, octetString) || startsWith(element, integer, octetString)) {
    return described('a private key in DER without a certificate', PUT_TOGETHER);
  }
  if (startsWith(element, sequence, octetString) || startsWith(element, integer, integer, integer)) {
    return described('a private key in DER without a certificate', PUT_TOGETHER);
  }
  return isSignedData(element.children[0])
    ? described('a bundle of certificates (PKCS#7) without a private key')
    : undefined;
};

const OTHER_BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^PK/, 'a ZIP archive'],
  [/^%PDF-/, 'a PDF document'],
  [/^(?:\xff\xfe|\xfe\xff)/, 'text in UTF-16'],
  [/^(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-\S+) /, 'an OpenSSH public key'],
  [/^PuTTY-User-Key-File/, 'a key of PuTTY'],
  [/^<(?:!doctype html|html)/i, 'a web page'],
  [/^</, 'an XML document'],
  [/^[{[]/, 'a JSON document'],
];

const BASE64_KEYSTORE = /^(?:\/u3\+7|zs7Ozg|MII[A-Za-z0-9+/]{3}IBAz)/;

const describeText = (text: string): FileDescription => {
  const start = text
    .slice(0, 4096)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^<[\s\S]{0,4000}\bEntit(?:yDescriptor|iesDescriptor)\b/.test(start)) {
    return described('SAML metadata (XML)', 'Metadata holds certificates only. Upload the keystore here.');
  }
  if (BASE64_KEYSTORE.test(start)) {
    return described('what may be a keystore as base64 text', 'Decode it first: base64 -d keystore.txt > keystore.jks');
  }
  const other = OTHER_BEGINNINGS.find(([pattern]) => pattern.test(start))?.[1];
  return described(other ?? 'a file of another kind');
};

const WHITE_SPACE: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];

/** Describes a file in the words of an administrator. Never throws. */
export const describeFile = (bytes: Buffer): FileDescription => {
  const text = bytes.toString('latin1');
  if (bytes.every((octet) => octet === 0 || WHITE_SPACE.includes(octet))) {
    return described('an empty file', 'Choose the file again.');
  }
  return describePem(text) ?? describeDer(bytes) ?? describeText(text);
};
