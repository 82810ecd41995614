/** Reads PKCS#12 (RFC 7292): by keytool of Java 8 and later, OpenSSL, Windows and whoever else keeps to it. */
import { type BerElement, contextTag, readBer, TAG } from '../asn1/ber.ts';
import { OID, shownObjectId } from '../asn1/object-ids.ts';
import { algorithmOf, explicitOf, objectIdOf, octetsOf, sequenceOf, smallIntegerOf } from '../asn1/read-values.ts';
import { KeystoreError, tooLarge, unsupported } from '../errors.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { wrongKeystorePassword } from '../passwords-wrong.ts';
import { decryptPbe } from '../pbe/decrypt-pbe.ts';
import { isTooLong, type PasswordForm, passwordForms } from '../pbe/password-forms.ts';
import type { WorkBudget } from '../pbe/work-budget.ts';
import type { StoreContents } from '../store-contents.ts';
import { bagsToContents } from './bags-to-contents.ts';
import { findMacForm } from './check-mac.ts';
import { type Bag, readSafeBags } from './safe-bags.ts';

/** The content of a ContentInfo with its type (RFC 2315 §7). */
const contentOf = (contentInfo: BerElement | undefined): { id: string; content: BerElement } => {
  const [id, content] = sequenceOf(contentInfo, 'a part of the keystore');
  return { id: objectIdOf(id, 'the kind of a part'), content: explicitOf(content, 0, 'the content of a part') };
};

const contentNotRead = (id: string): KeystoreError =>
  unsupported('a keystore protected by passwords', shownObjectId(id), 'Export the keystore again with a password.');

interface SafeContext {
  /** The forms that the password may have been used in: one, when a MAC has shown which. */
  readonly forms: readonly PasswordForm[];
  readonly budget: WorkBudget;
  /** What is thrown when none of the forms decrypts a part. */
  readonly notDecrypted: () => KeystoreError;
}

/** Octets that were decrypted with a wrong password are no ASN.1 even when their padding fits. */
const readDecrypted = (octets: Buffer): BerElement | undefined => {
  try {
    const element = readBer(octets);
    return element.tag === TAG.sequence ? element : undefined;
  } catch (error) {
    if (error instanceof KeystoreError && error.code === 'keystore.damaged') {
      return undefined;
    }
    throw error;
  }
};

/** EncryptedData (RFC 2315 §13). */
const decryptSafe = async (encryptedData: BerElement, context: SafeContext): Promise<BerElement> => {
  const [, info] = sequenceOf(encryptedData, 'encrypted data');
  const [, algorithmElement, content] = sequenceOf(info, 'encrypted data');
  const algorithm = algorithmOf(algorithmElement, 'the encryption of a part');
  const data = octetsOf(content, 'encrypted data', contextTag(0, 'primitive'));
  for (const form of context.forms) {
    const plain = await decryptPbe(algorithm, data, { form, budget: context.budget });
    const safe = plain && readDecrypted(plain);
    if (safe !== undefined) {
      return safe;
    }
  }
  throw context.notDecrypted();
};

const readSafe = async (contentInfo: BerElement, context: SafeContext): Promise<BerElement> => {
  const { id, content } = contentOf(contentInfo);
  switch (id) {
    case OID.data:
      return readBer(octetsOf(content, 'a part of the keystore'));
    case OID.encryptedData:
      return await decryptSafe(content, context);
    default:
      throw contentNotRead(id);
  }
};

const checkVersion = (version: BerElement | undefined): void => {
  const number = smallIntegerOf(version, 'the version of PKCS#12');
  if (number !== 3) {
    throw unsupported('version 3 of PKCS#12', `version ${number ?? 'of many digits'}`);
  }
};

/** With a MAC: the one form that fits. Without: all of them, and decrypting tells. */
const findForms = async (
  macData: BerElement | undefined,
  { content, keystorePassword, budget }: { content: Uint8Array; keystorePassword: string; budget: WorkBudget },
): Promise<readonly PasswordForm[]> => {
  const forms = isTooLong(keystorePassword) ? [] : passwordForms(keystorePassword);
  if (macData === undefined) {
    return forms;
  }
  const form = await findMacForm(macData, { content, forms, budget });
  if (form === undefined) {
    throw wrongKeystorePassword(keystorePassword);
  }
  return [form];
};

/**
 * Reads the entries of a PKCS#12 file, and checks its password by the MAC. In a file without MAC, the encryption of the certificates
 * shows a wrong password; where they are not encrypted, only that of the keys does.
 *
 * @throws KeystoreError `keystore.wrong_keystore_password`, `keystore.damaged`, `keystore.unsupported`, `keystore.too_costly`,
 *   `keystore.too_large`
 */
export const readPkcs12 = async (
  bytes: Uint8Array,
  keystorePassword: string,
  budget: WorkBudget,
): Promise<StoreContents> => {
  const [version, authSafe, macData] = sequenceOf(readBer(bytes), 'a PKCS#12 file');
  checkVersion(version);
  const { id, content: contentElement } = contentOf(authSafe);
  if (id !== OID.data) {
    throw contentNotRead(id);
  }
  const content = octetsOf(contentElement, 'the content of the keystore');
  const safes = sequenceOf(readBer(content), 'the parts of the keystore');
  if (safes.length > KEYSTORE_LIMITS.entries) {
    throw tooLarge(`up to ${KEYSTORE_LIMITS.entries} parts`, String(safes.length));
  }
  const forms = await findForms(macData, { content, keystorePassword, budget });
  const notDecrypted = (): KeystoreError =>
    macData === undefined
      ? wrongKeystorePassword(keystorePassword)
      : unsupported('one password for the whole keystore', 'a part that is encrypted with another password');
  const bags: Bag[] = [];
  for (const safe of safes) {
    readSafeBags(await readSafe(safe, { forms, budget, notDecrypted }), bags);
  }
  return bagsToContents(bags, forms);
};
