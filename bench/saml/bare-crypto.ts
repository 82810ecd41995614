/** The cryptography that nobody can leave out, over octets that were prepared beforehand: what everything is compared with. */
import {
  constants,
  createDecipheriv,
  createHash,
  createPrivateKey,
  verify as cryptoVerify,
  type KeyObject,
  privateDecrypt,
  sign,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
import type { KeyPlace } from '@cordboard/saml';
import { canonicalize, EXCLUSIVE_C14N } from '../../packages/saml/src/xml/canonicalize.ts';
import { parseXml } from '../../packages/saml/src/xml/parse-xml.ts';
import type { XmlElement } from '../../packages/saml/src/xml/xml-node.ts';
import { descendants, textContent } from '../../packages/saml/src/xml/xml-query.ts';
import type { BenchKeys, BenchMessage } from './messages.ts';

interface PreparedSignature {
  readonly content: Buffer;
  readonly digest: string;
  readonly signedInfo: Buffer;
  readonly value: Buffer;
}

const find = (element: XmlElement, localName: string): XmlElement => {
  for (const inside of descendants(element)) {
    if (inside.localName === localName) return inside;
  }
  throw new Error(`${element.name} has no ${localName}`);
};

const canonicalOctets = (element: XmlElement, omit?: XmlElement): Buffer =>
  Buffer.from(canonicalize(element, { method: EXCLUSIVE_C14N, omit }));

const prepareSignatures = (root: XmlElement): PreparedSignature[] =>
  [...descendants(root)]
    .filter(({ localName }) => localName === 'Signature')
    .map((signature) => ({
      content: canonicalOctets(signature.parent ?? root, signature),
      digest: textContent(find(signature, 'DigestValue')),
      signedInfo: canonicalOctets(find(signature, 'SignedInfo')),
      value: Buffer.from(textContent(find(signature, 'SignatureValue')), 'base64'),
    }));

const verifyAll = (signatures: readonly PreparedSignature[], publicKey: KeyObject): void => {
  for (const { content, digest, signedInfo, value } of signatures) {
    const fits =
      createHash('sha256').update(content).digest('base64') === digest &&
      cryptoVerify('sha256', signedInfo, publicKey, value);
    if (!fits) {
      throw new Error('the prepared octets do not verify');
    }
  }
};

interface PreparedCiphertext {
  readonly wrappedKey: string;
  readonly ciphertext: string;
  readonly privateKey: KeyObject;
}

/** Our name where the private key works where the bare work has it. */
export const OURS_ON_EVENT_LOOP = 'cordboard, RSA on event loop';

const IV_BYTES = 12;
const TAG_BYTES = 16;

const unwrap = ({ wrappedKey, privateKey }: PreparedCiphertext): Buffer =>
  privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING }, Buffer.from(wrappedKey, 'base64'));

const decrypt = ({ ciphertext }: PreparedCiphertext, key: Uint8Array): Buffer => {
  const octets = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, octets.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(octets.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(octets.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
};

/** What to take from a Response costs in base64, SHA-256 and RSA-2048 verification, and in OAEP and AES where it is encrypted. */
export const bareVerification = (keys: BenchKeys, message: BenchMessage, place: KeyPlace): (() => unknown) => {
  const { root } = parseXml(message.xml);
  const publicKey = new X509Certificate(keys.idp.certificatePem).publicKey;
  if (!message.encrypted) {
    const signatures = prepareSignatures(root);
    return () => {
      Buffer.from(message.samlResponse, 'base64');
      verifyAll(signatures, publicKey);
    };
  }
  const values = [...descendants(find(root, 'EncryptedData'))].filter(({ localName }) => localName === 'CipherValue');
  const [wrappedKey = '', ciphertext = ''] = values.map(textContent);
  if (values.length !== 2) {
    throw new Error('the message is not encrypted for one recipient');
  }
  const prepared = { wrappedKey, ciphertext, privateKey: createPrivateKey(keys.sp.privateKeyPem) };
  const inside = parseXml(decrypt(prepared, unwrap(prepared))).root;
  const signatures = [...prepareSignatures(root), ...prepareSignatures(inside)];
  if (place === 'event-loop') {
    return () => {
      Buffer.from(message.samlResponse, 'base64');
      decrypt(prepared, unwrap(prepared));
      verifyAll(signatures, publicKey);
    };
  }
  const webKey = prepared.privateKey.toCryptoKey({ name: 'RSA-OAEP', hash: 'SHA-1' }, false, ['decrypt']);
  return async () => {
    Buffer.from(message.samlResponse, 'base64');
    const key = await webcrypto.subtle.decrypt({ name: 'RSA-OAEP' }, webKey, Buffer.from(wrappedKey, 'base64'));
    decrypt(prepared, new Uint8Array(key));
    verifyAll(signatures, publicKey);
  };
};

/** One RSA signature over the octets of a query. */
export const bareSignature = (keys: BenchKeys, octets: Buffer, place: KeyPlace): (() => unknown) => {
  const key = createPrivateKey(keys.sp.privateKeyPem);
  return place === 'event-loop'
    ? () => sign('sha256', octets, key)
    : () =>
        new Promise((resolve, reject) => {
          sign('sha256', octets, key, (error, signature) => {
            if (error === null) resolve(signature);
            else reject(error);
          });
        });
};
