/** PBKDF2 and scrypt with the parameters of a file (RFC 8018 §A.2, RFC 7914 §7), in the thread pool. */
import { pbkdf2, scrypt } from 'node:crypto';
import type { BerElement } from '../asn1/ber.ts';
import { TAG } from '../asn1/ber.ts';
import { hmacHashOf, OID, shownObjectId } from '../asn1/object-ids.ts';
import { type Algorithm, algorithmOf, octetsOf, sequenceOf, smallIntegerOf } from '../asn1/read-values.ts';
import { damaged, KeystoreError, unsupported } from '../errors.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';
import { checkSalt } from './check-salt.ts';
import { HASH_LENGTHS } from './hash-lengths.ts';
import type { WorkBudget } from './work-budget.ts';

interface Derivation {
  readonly password: Uint8Array;
  /** Octets that the cipher or the MAC needs; undefined when the file has to say. */
  readonly length: number | undefined;
}

const checkedLength = (inFile: BerElement | undefined, wanted: number | undefined): number => {
  const length = inFile === undefined ? wanted : smallIntegerOf(inFile, 'the length of a derived key');
  if (length === undefined || length < 1 || length > 128 || (wanted !== undefined && length !== wanted)) {
    throw damaged(
      `a derived key of ${wanted ?? '1 to 128'} octets`,
      `one of ${length ?? 'no stated number of'} octets`,
    );
  }
  return length;
};

const derivePbkdf2 = async (
  parameters: BerElement | undefined,
  { password, length }: Derivation,
  budget: WorkBudget,
): Promise<Buffer> => {
  const [saltElement, roundsElement, ...rest] = sequenceOf(parameters, 'PBKDF2 parameters');
  const salt = checkSalt(octetsOf(saltElement, 'the salt of PBKDF2'));
  const lengthElement = rest[0]?.tag === TAG.integer ? rest.shift() : undefined;
  const keyLength = checkedLength(lengthElement, length);
  const prf = rest[0] === undefined ? '1.2.840.113549.2.7' : algorithmOf(rest[0], 'the PRF of PBKDF2').id;
  const hashName = hmacHashOf(prf);
  if (hashName === undefined) {
    throw unsupported('HMAC with SHA-1 or SHA-2', shownObjectId(prf));
  }
  const blocks = Math.ceil(keyLength / (HASH_LENGTHS[hashName] ?? 1));
  const rounds = budget.spend(smallIntegerOf(roundsElement, 'the iterations of PBKDF2'), blocks);
  if (rounds < 1) {
    throw damaged('at least one iteration', '0');
  }
  return await new Promise((resolve, reject) => {
    pbkdf2(password, salt, rounds, keyLength, hashName, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
};

const deriveScrypt = async (
  parameters: BerElement | undefined,
  { password, length }: Derivation,
  budget: WorkBudget,
): Promise<Buffer> => {
  const [saltElement, ...numbers] = sequenceOf(parameters, 'scrypt parameters');
  const salt = checkSalt(octetsOf(saltElement, 'the salt of scrypt'));
  const [cost, blockSize, parallelization] = numbers
    .slice(0, 3)
    .map((item) => smallIntegerOf(item, 'a cost of scrypt'));
  const keyLength = checkedLength(numbers[3], length);
  if (
    !cost ||
    !blockSize ||
    !parallelization ||
    128 * blockSize * (cost + parallelization) > KEYSTORE_LIMITS.scryptBytes
  ) {
    throw new KeystoreError('keystore.too_costly', {
      expected: `scrypt with up to ${KEYSTORE_LIMITS.scryptBytes} octets of memory`,
      received: `N=${cost ?? 'too large'}, r=${blockSize ?? 'too large'}, p=${parallelization ?? 'too large'}`,
    });
  }
  // Mixing one block costs about as much as two rounds of PBKDF2.
  budget.spend(Math.min(cost * blockSize, KEYSTORE_LIMITS.rounds), 2 * parallelization);
  const options = { cost, blockSize, parallelization, maxmem: 2 * KEYSTORE_LIMITS.scryptBytes };
  return await new Promise((resolve, reject) => {
    const refuse = (): void => reject(damaged('parameters of scrypt (RFC 7914 §2)', 'others'));
    try {
      scrypt(password, salt, keyLength, options, (error, key) => (error === null ? resolve(key) : refuse()));
    } catch {
      // A cost that is no power of two, or too large for the size of a block.
      refuse();
    }
  });
};

/**
 * Derives a key as the file says.
 *
 * @throws KeystoreError `keystore.unsupported`, `keystore.too_costly` or `keystore.damaged`
 */
export const deriveKey = (kdf: Algorithm, derivation: Derivation, budget: WorkBudget): Promise<Buffer> => {
  switch (kdf.id) {
    case OID.pbkdf2:
      return derivePbkdf2(kdf.parameters, derivation, budget);
    case OID.scrypt:
      return deriveScrypt(kdf.parameters, derivation, budget);
    default:
      throw unsupported('PBKDF2 or scrypt', shownObjectId(kdf.id));
  }
};
