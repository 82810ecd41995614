/** The MAC of a PKCS#12 file (RFC 7292 §4, and PBMAC1 of RFC 9579), which tells whether its password is right. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type BerElement, TAG } from '../asn1/ber.ts';
import { hashOf, hmacHashOf, OID, shownObjectId } from '../asn1/object-ids.ts';
import { type Algorithm, algorithmOf, octetsOf, sequenceOf, smallIntegerOf } from '../asn1/read-values.ts';
import { damaged, unsupported } from '../errors.ts';
import { checkSalt } from '../pbe/check-salt.ts';
import { deriveKey } from '../pbe/derive-key.ts';
import { HASH_LENGTHS } from '../pbe/hash-lengths.ts';
import type { PasswordForm } from '../pbe/password-forms.ts';
import { derivePkcs12, PURPOSE } from '../pbe/pkcs12-kdf.ts';
import type { WorkBudget } from '../pbe/work-budget.ts';

interface Mac {
  readonly hashName: string;
  readonly digest: Uint8Array;
  readonly deriveKey: (form: PasswordForm, budget: WorkBudget) => Promise<Buffer>;
}

const knownHash = (hashName: string | undefined, id: string): string => {
  if (hashName === undefined) {
    throw unsupported('a MAC with SHA-1 or SHA-2', shownObjectId(id));
  }
  return hashName;
};

/** RFC 9579 §4: derivation and MAC stand in the parameters; salt and iterations beside them are not used. */
const readPbmac1 = (algorithm: Algorithm, digest: Uint8Array): Mac => {
  const [kdfElement, macElement] = sequenceOf(algorithm.parameters, 'PBMAC1 parameters');
  const kdf = algorithmOf(kdfElement, 'the derivation of PBMAC1');
  const { id } = algorithmOf(macElement, 'the MAC of PBMAC1');
  const hashName = knownHash(hmacHashOf(id), id);
  return {
    hashName,
    digest,
    deriveKey: ({ utf8 }, budget) => deriveKey(kdf, { password: utf8, length: undefined }, budget),
  };
};

const readMac = (macData: BerElement): Mac => {
  const [digestInfo, saltElement, roundsElement] = sequenceOf(macData, 'the MAC');
  const [algorithmElement, digestElement] = sequenceOf(digestInfo, 'the digest of the MAC');
  const algorithm = algorithmOf(algorithmElement, 'the algorithm of the MAC');
  const digest = octetsOf(digestElement, 'the digest of the MAC');
  if (algorithm.id === OID.pbmac1) {
    return readPbmac1(algorithm, digest);
  }
  const hashName = knownHash(hashOf(algorithm.id), algorithm.id);
  const salt = checkSalt(octetsOf(saltElement, 'the salt of the MAC'));
  const rounds = roundsElement?.tag === TAG.integer ? smallIntegerOf(roundsElement, 'the iterations of the MAC') : 1;
  if (rounds === 0) {
    throw damaged('at least one iteration', '0');
  }
  return {
    hashName,
    digest,
    deriveKey: ({ bmp }, budget) => {
      const length = HASH_LENGTHS[hashName] ?? 0;
      return derivePkcs12({ hashName, purpose: PURPOSE.mac, password: bmp, salt, rounds, length }, budget);
    },
  };
};

/**
 * Finds the form of the password with which the MAC was made.
 *
 * @param content - the octets that the MAC covers.
 * @returns undefined when the password is wrong.
 * @throws KeystoreError `keystore.damaged`, `keystore.unsupported` or `keystore.too_costly`
 */
export const findMacForm = async (
  macData: BerElement,
  { content, forms, budget }: { content: Uint8Array; forms: readonly PasswordForm[]; budget: WorkBudget },
): Promise<PasswordForm | undefined> => {
  const mac = readMac(macData);
  if (mac.digest.length !== HASH_LENGTHS[mac.hashName]) {
    throw damaged('a MAC of the length of its hash', `${mac.digest.length} octets`);
  }
  for (const form of forms) {
    const key = await mac.deriveKey(form, budget);
    if (timingSafeEqual(createHmac(mac.hashName, key).update(content).digest(), mac.digest)) {
      return form;
    }
  }
  return undefined;
};
