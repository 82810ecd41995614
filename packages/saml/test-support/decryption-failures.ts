/**
 * Every way in which an encrypted assertion cannot be opened, or turns out to be nobody's: what a sender would try who wants to
 * learn from the answers. Made for the bench, which measures them, and for the test that finds them all alike.
 */
import { constants, publicEncrypt, randomBytes } from 'node:crypto';
import { encryptElement } from '../src/xenc/encrypt-element.ts';
import type { ContentAlgorithmUri } from '../src/xenc/encryption-algorithms.ts';
import type { Forge } from './hostile/hostile-case.ts';
import { testKeyPair } from './keys.ts';
import { assertionXml, attributeXml, responseXml, SAMPLE, sampleParts } from './sample-response.ts';

export interface DecryptionFailure {
  readonly name: string;
  /** The whole message, whose Response is not signed. */
  readonly xml: string;
}

export interface DecryptionFailures {
  readonly title: string;
  /** What is accepted, for comparison. */
  readonly genuine: string;
  readonly failures: readonly DecryptionFailure[];
}

const GCM = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
const CBC = 'http://www.w3.org/2001/04/xmlenc#aes256-cbc';
const CIPHER_VALUE = /(<xenc:CipherValue>)([^<]*)/g;

type Change = (octets: Buffer) => Uint8Array;

/** Changes the octets of one CipherValue: 0 is the wrapped key, 1 the content. */
const changed = (xml: string, index: 0 | 1, change: Change): string => {
  let found = -1;
  return xml.replace(CIPHER_VALUE, (all, tag: string, base64: string) => {
    found += 1;
    return found === index ? tag + Buffer.from(change(Buffer.from(base64, 'base64'))).toString('base64') : all;
  });
};

const flipped =
  (at: number, bits: number): Change =>
  (octets) => {
    const index = at < 0 ? octets.length + at : at;
    octets[index] = (octets[index] ?? 0) ^ bits;
    return octets;
  };

/** A genuine assertion of the usual size. */
const PADDING = attributeXml('note', 'x'.repeat(4096));

const messageOf = (content: string): string => responseXml(sampleParts(), content);

/** What the failures are made from. */
interface Tools {
  readonly forge: Forge;
  readonly signed: string;
  readonly unsigned: string;
  readonly seal: (assertion: string, certificate?: string) => string;
  readonly genuine: string;
}

const toolsOf = (forge: Forge, contentAlgorithm: ContentAlgorithmUri): Tools => {
  const attributeStatement = `<saml:AttributeStatement>${attributeXml('email', SAMPLE.user)}${PADDING}</saml:AttributeStatement>`;
  const signed = forge.assertion({ attributeStatement });
  const unsigned = assertionXml(sampleParts({ attributeStatement }));
  const seal: Tools['seal'] = (assertion, certificate = forge.sp.certificatePem) =>
    messageOf(encryptElement(assertion, { certificate, wrapper: 'EncryptedAssertion', contentAlgorithm }));
  return { forge, signed, unsigned, seal, genuine: seal(signed) };
};

/** What goes wrong before there is a content key. */
const keyFailures = ({ forge, genuine, seal, signed }: Tools, somebodyElse: string): readonly DecryptionFailure[] => {
  const wrap =
    (key: Uint8Array): Change =>
    () =>
      publicEncrypt({ key: forge.sp.publicKeyPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, key);
  return [
    { name: 'wrapped for somebody else', xml: seal(signed, somebodyElse) },
    {
      name: 'wrapped key: bad padding',
      xml: changed(genuine, 0, ({ length }) => Buffer.concat([Buffer.of(0), randomBytes(length - 1)])),
    },
    { name: 'wrapped key: past the modulus', xml: changed(genuine, 0, ({ length }) => Buffer.alloc(length, 0xff)) },
    { name: 'wrapped key: one octet short', xml: changed(genuine, 0, (octets) => octets.subarray(1)) },
    { name: 'content key of another length', xml: changed(genuine, 0, wrap(randomBytes(16))) },
    { name: 'another content key', xml: changed(genuine, 0, wrap(randomBytes(32))) },
  ];
};

const gcmFailures = (tools: Tools, somebodyElse: string): readonly DecryptionFailure[] => [
  ...keyFailures(tools, somebodyElse),
  { name: 'bad tag', xml: changed(tools.genuine, 1, flipped(-1, 1)) },
  { name: 'first octet changed', xml: changed(tools.genuine, 1, flipped(12, 1)) },
  { name: 'one octet short', xml: changed(tools.genuine, 1, (octets) => octets.subarray(0, -1)) },
  { name: 'shorter than its tag', xml: changed(tools.genuine, 1, (octets) => octets.subarray(0, 20)) },
  { name: 'content not well-formed', xml: tools.seal(tools.signed.slice(0, -1)) },
];

const cbcFailures = (tools: Tools, somebodyElse: string): readonly DecryptionFailure[] => [
  ...keyFailures(tools, somebodyElse),
  { name: 'bad padding', xml: changed(tools.genuine, 1, flipped(-17, 0x80)) },
  { name: 'no whole blocks', xml: changed(tools.genuine, 1, (octets) => octets.subarray(0, -1)) },
  { name: 'shorter than two blocks', xml: changed(tools.genuine, 1, (octets) => octets.subarray(0, 16)) },
  { name: 'last block missing', xml: changed(tools.genuine, 1, (octets) => octets.subarray(0, -16)) },
  { name: 'not well-formed at the beginning', xml: changed(tools.genuine, 1, flipped(0, 1)) },
  { name: 'not well-formed at the end', xml: tools.seal(tools.signed.slice(0, -1)) },
  { name: 'well-formed, not signed', xml: tools.seal(tools.unsigned) },
  { name: 'well-formed, other digest', xml: tools.seal(tools.signed.replace(SAMPLE.user, SAMPLE.attacker)) },
];

/** For AES-GCM, and for AES-CBC where a signature inside is required. */
export const decryptionFailures = async (forge: Forge): Promise<readonly DecryptionFailures[]> => {
  const { certificatePem } = await testKeyPair('somebody-else');
  const gcm = toolsOf(forge, GCM);
  const cbc = toolsOf(forge, CBC);
  return [
    { title: 'AES-256-GCM', genuine: gcm.genuine, failures: gcmFailures(gcm, certificatePem) },
    { title: 'AES-256-CBC, signed inside', genuine: cbc.genuine, failures: cbcFailures(cbc, certificatePem) },
  ];
};
