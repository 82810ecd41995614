/** EncryptedPrivateKeyInfo (RFC 5958 §3), as it stands in PKCS#12 and in PEM. */
import { readBer } from '../asn1/ber.ts';
import { algorithmOf, octetsOf, sequenceOf } from '../asn1/read-values.ts';
import { tooLarge } from '../errors.ts';
import { isKeyDer, type KeyDer } from '../keys/private-key-info.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { decryptPbe } from './decrypt-pbe.ts';
import type { PasswordForm } from './password-forms.ts';
import type { WorkBudget } from './work-budget.ts';

/** @throws KeystoreError `keystore.too_large` */
export const checkKeyLength = (octets: Uint8Array): Uint8Array => {
  if (octets.length > KEYSTORE_LIMITS.keyBytes) {
    throw tooLarge(`a key of up to ${KEYSTORE_LIMITS.keyBytes} octets`, `one of ${octets.length}`);
  }
  return octets;
};

/**
 * Decrypts a key with the first form of the password that opens it.
 *
 * @returns undefined when none does.
 * @throws KeystoreError `keystore.too_large`, `keystore.unsupported`, `keystore.too_costly` or `keystore.damaged`
 */
export const openEncryptedKey = async (
  ber: Uint8Array,
  { forms, budget }: { readonly forms: readonly PasswordForm[]; readonly budget: WorkBudget },
): Promise<KeyDer | undefined> => {
  const [algorithmElement, dataElement] = sequenceOf(readBer(ber), 'an encrypted key');
  const algorithm = algorithmOf(algorithmElement, 'the encryption of the key');
  const data = checkKeyLength(octetsOf(dataElement, 'an encrypted key'));
  for (const form of forms) {
    const der = await decryptPbe(algorithm, data, { form, budget });
    const key: KeyDer | undefined = der && { der, type: 'pkcs8' };
    if (key !== undefined && isKeyDer(key)) {
      return key;
    }
  }
  return undefined;
};
