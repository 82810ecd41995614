/** Reads the bags of a PKCS#12 file (RFC 7292 §4.2) with their names; keys stay encrypted. */
import { type BerElement, TAG } from '../asn1/ber.ts';
import { OID } from '../asn1/object-ids.ts';
import { explicitOf, objectIdOf, octetsOf, sequenceOf, setOf } from '../asn1/read-values.ts';
import { tooLarge } from '../errors.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';

interface BagAttributes {
  readonly friendlyName: string | undefined;
  /** Hexadecimal: what a key and its certificate share. */
  readonly localKeyId: string | undefined;
  readonly createdAt: Date | undefined;
  /** Whether Java wrote it as a certificate that is trusted by itself. */
  readonly isTrusted: boolean;
}

export interface KeyBag extends BagAttributes {
  readonly kind: 'key' | 'shrouded-key';
  /** Read again when it is opened: the trees of many keys would take much more memory than their octets. */
  readonly ber: Uint8Array;
}

interface CertificateBag extends BagAttributes {
  readonly kind: 'certificate';
  readonly der: Uint8Array;
}

interface SecretBag extends BagAttributes {
  readonly kind: 'secret';
}

export type Bag = KeyBag | CertificateBag | SecretBag;

/** A BMPString is UTF-16, high octet first; some programs write UTF-8 under its own tag. */
const textOf = (element: BerElement | undefined): string | undefined => {
  if (element?.tag === TAG.bmpString && element.content.length % 2 === 0) {
    return Buffer.from(element.content).swap16().toString('utf16le');
  }
  return element?.tag === TAG.utf8String ? Buffer.from(element.content).toString('utf8') : undefined;
};

/** keytool writes the time of the entry into the local key id. */
const KEYTOOL_TIME = /^Time (\d{1,15})$/;

const timeOf = (localKeyId: Uint8Array | undefined): Date | undefined => {
  const [, ms] = KEYTOOL_TIME.exec(Buffer.from(localKeyId ?? []).toString('latin1')) ?? [];
  return ms === undefined ? undefined : new Date(Number(ms));
};

const readAttributes = (element: BerElement | undefined): BagAttributes => {
  const values = new Map<string, BerElement | undefined>();
  for (const attribute of element === undefined ? [] : setOf(element, 'the attributes of an entry')) {
    const [id, value] = sequenceOf(attribute, 'an attribute');
    values.set(objectIdOf(id, 'the name of an attribute'), setOf(value, 'the values of an attribute')[0]);
  }
  const keyId = values.get(OID.localKeyId);
  const localKeyId = keyId && octetsOf(keyId, 'a local key id');
  return {
    friendlyName: textOf(values.get(OID.friendlyName)) || undefined,
    localKeyId: localKeyId && Buffer.from(localKeyId).toString('hex'),
    createdAt: timeOf(localKeyId),
    isTrusted: values.has(OID.trustedKeyUsage),
  };
};

const readBag = (element: BerElement, bags: Bag[]): void => {
  const [idElement, valueElement, attributesElement] = sequenceOf(element, 'an entry');
  const id = objectIdOf(idElement, 'the kind of an entry');
  const value = explicitOf(valueElement, 0, 'the value of an entry');
  const attributes = readAttributes(attributesElement);
  switch (id) {
    case OID.keyBag:
      bags.push({ ...attributes, kind: 'key', ber: value.raw });
      return;
    case OID.shroudedKeyBag:
      bags.push({ ...attributes, kind: 'shrouded-key', ber: value.raw });
      return;
    case OID.certBag: {
      const [type, certificate] = sequenceOf(value, 'a certificate');
      if (objectIdOf(type, 'the type of a certificate') === OID.x509Certificate) {
        const der = octetsOf(explicitOf(certificate, 0, 'a certificate'), 'a certificate');
        bags.push({ ...attributes, kind: 'certificate', der });
      }
      return;
    }
    case OID.secretBag:
      bags.push({ ...attributes, kind: 'secret' });
      return;
    case OID.safeContentsBag:
      readSafeBags(value, bags);
      return;
    default:
      // Revocation lists and whatever else holds no key.
      return;
  }
};

/**
 * Adds the bags of SafeContents, and of those nested in it, to `bags`.
 *
 * @throws KeystoreError `keystore.damaged`, or `keystore.too_large` past the limit on entries.
 */
export const readSafeBags = (safeContents: BerElement, bags: Bag[]): void => {
  for (const element of sequenceOf(safeContents, 'the contents of the keystore')) {
    readBag(element, bags);
    if (bags.length > KEYSTORE_LIMITS.entries) {
      throw tooLarge(`up to ${KEYSTORE_LIMITS.entries} entries`, 'more');
    }
  }
};
