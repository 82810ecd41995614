/**
 * Makes a KeyObject of a private key. What kind of key it is, and how large, is read before OpenSSL sees it: neither parameters
 * of a curve of one's own nor a modulus of a million bits get that far.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type BerElement, contextTag, readBer, TAG } from '../asn1/ber.ts';
import { OID, shownObjectId } from '../asn1/object-ids.ts';
import { algorithmOf, expectTag, explicitOf, objectIdOf, octetsOf, sequenceOf } from '../asn1/read-values.ts';
import { damaged, unsupported } from '../errors.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import type { KeyDer } from './private-key-info.ts';

const EXPECTED = `an RSA key of up to ${KEYSTORE_LIMITS.rsaBits} bits, or an EC key on P-256, P-384 or P-521`;
const CURVES: ReadonlySet<string> = new Set([OID.prime256v1, OID.secp384r1, OID.secp521r1]);
const RSA_NUMBERS = 9;

const checkRsa = (element: BerElement): void => {
  const numbers = sequenceOf(element, 'an RSA key');
  if (numbers.length !== RSA_NUMBERS) {
    throw damaged(`an RSA key of ${RSA_NUMBERS} numbers`, String(numbers.length));
  }
  for (const number of numbers) {
    const { content } = expectTag(number, TAG.integer, 'an RSA key');
    const sign = content[0] === 0 ? 1 : 0;
    if (content.length - sign > KEYSTORE_LIMITS.rsaBits / 8) {
      throw unsupported(EXPECTED, 'a larger RSA key');
    }
  }
};

const checkCurve = (parameters: BerElement | undefined): void => {
  if (parameters?.tag !== TAG.objectId) {
    throw unsupported(EXPECTED, 'an EC key whose curve has no name');
  }
  const curve = objectIdOf(parameters, 'the curve of an EC key');
  if (!CURVES.has(curve)) {
    throw unsupported(EXPECTED, `an EC key on the curve ${shownObjectId(curve)}`);
  }
};

const checkPkcs8 = (element: BerElement): void => {
  const [, algorithmElement, key] = sequenceOf(element, 'a PKCS#8 key');
  const algorithm = algorithmOf(algorithmElement, 'the kind of the key');
  switch (algorithm.id) {
    case OID.rsaEncryption:
      checkRsa(readBer(octetsOf(key, 'a PKCS#8 key')));
      return;
    case OID.ecPublicKey:
      checkCurve(algorithm.parameters);
      return;
    default:
      throw unsupported(EXPECTED, `a key for ${shownObjectId(algorithm.id)}`);
  }
};

const checkSec1 = (element: BerElement): void => {
  const parameters = sequenceOf(element, 'an EC key').find(({ tag }) => tag === contextTag(0, 'constructed'));
  checkCurve(parameters && explicitOf(parameters, 0, 'the curve of an EC key'));
};

const CHECKS = { pkcs8: checkPkcs8, pkcs1: checkRsa, sec1: checkSec1 } as const;

/**
 * The KeyObject; undefined when OpenSSL refuses.
 *
 * Tried twice: `KeyObject.equals` of two kinds of key leaves an error in OpenSSL's queue, and Node 24 then takes it for an error of the
 * next key that is made, anywhere in the process. The first attempt empties the queue.
 */
const createKey = ({ der, type }: KeyDer): KeyObject | undefined => {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    try {
      return createPrivateKey({ key: Buffer.from(der), format: 'der', type });
    } catch {
      // The reason is the same for every file: its numbers make no key.
    }
  }
  return undefined;
};

/** @throws KeystoreError `keystore.unsupported` for another kind of key, `keystore.damaged` */
export const loadPrivateKey = (keyDer: KeyDer): KeyObject => {
  CHECKS[keyDer.type](readBer(keyDer.der));
  const key = createKey(keyDer);
  if (key === undefined) {
    throw damaged('a private key', 'numbers that make no private key');
  }
  return key;
};
