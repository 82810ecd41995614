/**
 * Reads JKS and JCEKS, the formats of Java's own: a list of entries, then a SHA-1 digest of the password, a phrase and all
 * octets before it. The digest alone tells whether the keystore password is right; each key has its own protection.
 */
import { createHash } from 'node:crypto';
import { readBer } from '../asn1/ber.ts';
import { OID, shownObjectId } from '../asn1/object-ids.ts';
import { algorithmOf, octetsOf, sequenceOf } from '../asn1/read-values.ts';
import { damaged, tooLarge, unsupported } from '../errors.ts';
import { isKeyDer, type KeyDer } from '../keys/private-key-info.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { wrongKeystorePassword } from '../passwords-wrong.ts';
import { pbeParametersOf } from '../pbe/decrypt-pbe.ts';
import { isTooLong, utf16Password } from '../pbe/password-forms.ts';
import type { WorkBudget } from '../pbe/work-budget.ts';
import type { StoreContents, StoredCertificate, StoredKey } from '../store-contents.ts';
import { type ByteReader, openByteReader } from './byte-reader.ts';
import { decryptSunKey, decryptSunTripleDes, sameDigest } from './java-key-protectors.ts';
import { skipSealedObject } from './skip-sealed-object.ts';

const DIGEST_LENGTH = 20;
const ENTRY = { key: 1, certificate: 2, secretKey: 3 } as const;
/** What Java mixes into the digest besides the password. */
const PHRASE = Buffer.from('Mighty Aphrodite', 'utf8');
const MAX_DATE_MS = 8_640_000_000_000_000n;

interface StoreContext {
  readonly version: number;
  readonly keystorePassword: string;
}

const readDate = (reader: ByteReader): Date | undefined => {
  const ms = reader.int64('a date');
  return ms >= 0n && ms <= MAX_DATE_MS ? new Date(Number(ms)) : undefined;
};

const readCertificate = (reader: ByteReader, version: number): Uint8Array => {
  const type = version === 1 ? 'X.509' : reader.text('the type of a certificate');
  if (type !== 'X.509') {
    throw unsupported('X.509 certificates', 'certificates of another type');
  }
  return reader.octets(reader.uint32('the length of a certificate'), 'a certificate');
};

/** Every protection that a key may have, whichever of the two formats it stands in. */
const decryptKey = async (
  protectedKey: Uint8Array,
  password: string,
  budget: WorkBudget,
): Promise<KeyDer | undefined> => {
  const [algorithmElement, data] = sequenceOf(readBer(protectedKey), 'a protected key');
  const algorithm = algorithmOf(algorithmElement, 'the protection of a key');
  const octets = octetsOf(data, 'a protected key');
  if (isTooLong(password)) {
    return undefined;
  }
  switch (algorithm.id) {
    case OID.sunKeyProtector: {
      const der = decryptSunKey(octets, password);
      return der && { der, type: 'pkcs8' };
    }
    case OID.sunMd5TripleDes: {
      const found = await decryptSunTripleDes(octets, pbeParametersOf(algorithm.parameters), { password, budget });
      return found.map((der): KeyDer => ({ der, type: 'pkcs8' })).find(isKeyDer);
    }
    default:
      throw unsupported("one of Java's own protections of keys", shownObjectId(algorithm.id));
  }
};

const readKey = (reader: ByteReader, alias: string, { version, keystorePassword }: StoreContext): StoredKey => {
  const createdAt = readDate(reader);
  const length = reader.uint32('the length of a key');
  if (length > KEYSTORE_LIMITS.keyBytes) {
    throw tooLarge(`a key of up to ${KEYSTORE_LIMITS.keyBytes} octets`, `one of ${length}`);
  }
  const protectedKey = reader.octets(length, 'a key');
  const count = reader.uint32('the number of certificates');
  if (count > KEYSTORE_LIMITS.certificates) {
    throw tooLarge(`up to ${KEYSTORE_LIMITS.certificates} certificates of a key`, String(count));
  }
  const certificates = Array.from({ length: count }, () => readCertificate(reader, version));
  return {
    alias,
    createdAt,
    certificates,
    ownCertificates: certificates.slice(0, 1),
    open: (password, budget) => decryptKey(protectedKey, password ?? keystorePassword, budget),
  };
};

const readEntries = (reader: ByteReader, context: StoreContext): StoreContents => {
  const keys: StoredKey[] = [];
  const certificates: StoredCertificate[] = [];
  const secretKeyAliases: string[] = [];
  const count = reader.uint32('the number of entries');
  if (count > KEYSTORE_LIMITS.entries) {
    throw tooLarge(`up to ${KEYSTORE_LIMITS.entries} entries`, String(count));
  }
  for (let index = 0; index < count; index += 1) {
    const kind = reader.uint32('the kind of an entry');
    const alias = reader.text('an alias');
    if (kind === ENTRY.key) {
      keys.push(readKey(reader, alias, context));
    } else if (kind === ENTRY.certificate) {
      const createdAt = readDate(reader);
      certificates.push({ alias, createdAt, der: readCertificate(reader, context.version), isEntry: true });
    } else if (kind === ENTRY.secretKey) {
      readDate(reader);
      skipSealedObject(reader);
      secretKeyAliases.push(alias);
    } else {
      throw damaged('an entry of kind 1, 2 or 3', `one of kind ${kind}`);
    }
  }
  return { keys, certificates, secretKeyAliases };
};

/**
 * Reads the entries of a store, and checks its password.
 *
 * @throws KeystoreError `keystore.damaged` when the entries do not fill the file, before `keystore.wrong_keystore_password` when its
 *   digest was made with another password; `keystore.too_large`, `keystore.unsupported`
 */
export const readJavaStore = (bytes: Uint8Array, keystorePassword: string): StoreContents => {
  const reader = openByteReader(bytes);
  reader.uint32('the mark of the format');
  const version = reader.uint32('the version');
  if (version !== 1 && version !== 2) {
    throw unsupported('version 1 or 2 of the format', `version ${version}`);
  }
  const contents = readEntries(reader, { version, keystorePassword });
  const body = bytes.subarray(0, reader.at());
  const digest = reader.octets(DIGEST_LENGTH, 'the digest of the keystore');
  if (reader.left() > 0) {
    throw damaged('the end of the file', `${reader.left()} more octets`);
  }
  const hash = createHash('sha1').update(utf16Password(keystorePassword)).update(PHRASE).update(body);
  if (isTooLong(keystorePassword) || !sameDigest(hash.digest(), digest)) {
    throw wrongKeystorePassword(keystorePassword);
  }
  return contents;
};
