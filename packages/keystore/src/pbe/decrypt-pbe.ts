/** Decrypts what a password protects in PKCS#12 and PKCS#8: PBES2, and PKCS#12's own schemes with 3DES and RC2. */
import type { BerElement } from '../asn1/ber.ts';
import { OID, shownObjectId } from '../asn1/object-ids.ts';
import { type Algorithm, algorithmOf, octetsOf, sequenceOf, smallIntegerOf } from '../asn1/read-values.ts';
import { damaged, unsupported } from '../errors.ts';
import { checkSalt } from './check-salt.ts';
import { cipherOf } from './ciphers.ts';
import { decryptCbc } from './decrypt-cbc.ts';
import { deriveKey } from './derive-key.ts';
import type { PasswordForm } from './password-forms.ts';
import { derivePkcs12, PURPOSE } from './pkcs12-kdf.ts';
import { decryptRc2 } from './rc2.ts';
import type { WorkBudget } from './work-budget.ts';

/** Salt and iterations of the schemes before PBES2 (RFC 8018 §A.3, RFC 7292 appendix C). */
export const pbeParametersOf = (
  parameters: BerElement | undefined,
): { readonly salt: Uint8Array; readonly rounds: number | undefined } => {
  const [salt, rounds] = sequenceOf(parameters, 'PBE parameters');
  const count = smallIntegerOf(rounds, 'the iterations of PBE');
  if (count === 0) {
    throw damaged('at least one iteration', '0');
  }
  return { salt: checkSalt(octetsOf(salt, 'the salt of PBE')), rounds: count };
};

const TRIPLE_DES = { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 } as const;

/** PKCS#12's own schemes: how long the key is, and what decrypts with it. */
const PKCS12_SCHEMES: ReadonlyMap<
  string,
  { keyLength: number; decrypt: (key: Buffer, iv: Buffer, data: Uint8Array) => Buffer | undefined }
> = new Map([
  [OID.pbeSha1TripleDes, { keyLength: 24, decrypt: (key, iv, data) => decryptCbc(TRIPLE_DES, { key, iv, data }) }],
  [
    OID.pbeSha1TwoKeyTripleDes,
    {
      keyLength: 16,
      decrypt: (key, iv, data) => decryptCbc(TRIPLE_DES, { key: Buffer.concat([key, key.subarray(0, 8)]), iv, data }),
    },
  ],
  [OID.pbeSha1Rc2With128, { keyLength: 16, decrypt: decryptRc2 }],
  [OID.pbeSha1Rc2With40, { keyLength: 5, decrypt: decryptRc2 }],
]);

const decryptPbes2 = async (
  parameters: BerElement | undefined,
  data: Uint8Array,
  { password, budget }: { password: Uint8Array; budget: WorkBudget },
): Promise<Buffer | undefined> => {
  const [kdf, encryption] = sequenceOf(parameters, 'PBES2 parameters');
  const scheme = algorithmOf(encryption, 'the cipher of PBES2');
  const cipher = cipherOf(scheme.id);
  const iv = octetsOf(scheme.parameters, 'the initialization vector');
  if (iv.length !== cipher.ivLength) {
    throw damaged(`an initialization vector of ${cipher.ivLength} octets`, `one of ${iv.length}`);
  }
  const derivation = { password, length: cipher.keyLength };
  const key = await deriveKey(algorithmOf(kdf, 'the derivation of PBES2'), derivation, budget);
  return decryptCbc(cipher, { key, iv, data });
};

/**
 * Decrypts `data` as the file says.
 *
 * @returns undefined when the password is wrong, as far as the padding tells: one wrong password in 256 gives octets
 *   that mean nothing.
 * @throws KeystoreError `keystore.unsupported`, `keystore.too_costly` or `keystore.damaged`
 */
export const decryptPbe = async (
  algorithm: Algorithm,
  data: Uint8Array,
  { form, budget }: { readonly form: PasswordForm; readonly budget: WorkBudget },
): Promise<Buffer | undefined> => {
  if (algorithm.id === OID.pbes2) {
    return await decryptPbes2(algorithm.parameters, data, { password: form.utf8, budget });
  }
  const scheme = PKCS12_SCHEMES.get(algorithm.id);
  if (scheme === undefined) {
    throw unsupported(
      'PBES2, or PKCS#12 encryption with 3DES or RC2',
      shownObjectId(algorithm.id),
      'Export the key again with AES-256.',
    );
  }
  const input = { ...pbeParametersOf(algorithm.parameters), hashName: 'sha1', password: form.bmp };
  const key = await derivePkcs12({ ...input, purpose: PURPOSE.key, length: scheme.keyLength }, budget);
  const iv = await derivePkcs12({ ...input, purpose: PURPOSE.iv, length: 8 }, budget);
  return scheme.decrypt(key, iv, data);
};
