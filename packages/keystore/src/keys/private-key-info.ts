/** The forms in which a private key comes out of a store, before it is a KeyObject. */
import { type BerElement, readBer, TAG } from '../asn1/ber.ts';
import { KeystoreError } from '../errors.ts';

export interface KeyDer {
  readonly der: Uint8Array;
  readonly type: 'pkcs8' | 'pkcs1' | 'sec1';
}

/** The ASN.1 tree of octets that may be anything; undefined when they are no ASN.1. */
export const readAnyBer = (octets: Uint8Array): BerElement | undefined => {
  try {
    return readBer(octets);
  } catch (error) {
    if (error instanceof KeystoreError) {
      return undefined;
    }
    throw error;
  }
};

/** The tags with which each form begins. */
const BEGINNINGS: Readonly<Record<KeyDer['type'], readonly number[]>> = {
  pkcs8: [TAG.integer, TAG.sequence, TAG.octetString],
  pkcs1: [TAG.integer, TAG.integer, TAG.integer],
  sec1: [TAG.integer, TAG.octetString],
};

/**
 * Whether decrypted octets are a private key of this form, which tells a right password from a wrong one whose padding fits by
 * chance.
 */
export const isKeyDer = ({ der, type }: KeyDer): boolean => {
  const element = readAnyBer(der);
  return element?.tag === TAG.sequence && BEGINNINGS[type].every((tag, index) => element.children[index]?.tag === tag);
};
