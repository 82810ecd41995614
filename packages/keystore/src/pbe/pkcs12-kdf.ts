/** PKCS#12's own derivation of keys from a password (RFC 7292 appendix B.2). */
import { createHash, hash } from 'node:crypto';
import { giveWay, HASHES_BETWEEN_PAUSES } from './give-way.ts';
import { HASH_LENGTHS } from './hash-lengths.ts';
import type { WorkBudget } from './work-budget.ts';

/** What is derived: the octet that separates the three uses. */
export const PURPOSE = { key: 1, iv: 2, mac: 3 } as const;

export interface Pkcs12KdfInput {
  readonly hashName: string;
  readonly purpose: (typeof PURPOSE)[keyof typeof PURPOSE];
  /** UTF-16 with a terminating NUL. */
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  /** As in the file; undefined when it is larger than 31 bits. */
  readonly rounds: number | undefined;
  /** Octets wanted. */
  readonly length: number;
}

const blockLengthOf = (hashName: string): number => (hashName === 'sha384' || hashName === 'sha512' ? 128 : 64);

/** Repeats octets until they fill whole blocks. */
const filled = (octets: Uint8Array, blockLength: number): Buffer =>
  Buffer.alloc(Math.ceil(octets.length / blockLength) * blockLength, octets);

/** Adds `addend` and one to a block, both as big-endian numbers of the same length; a carry out is dropped. */
const addAndOne = (block: Uint8Array, addend: Uint8Array): void => {
  let carry = 1;
  for (let index = block.length - 1; index >= 0; index -= 1) {
    const sum = (block[index] ?? 0) + (addend[index] ?? 0) + carry;
    block[index] = sum & 0xff;
    carry = sum >> 8;
  }
};

const hashRepeatedly = async (hashName: string, first: Uint8Array, rounds: number): Promise<Buffer> => {
  let octets = createHash(hashName).update(first).digest();
  for (let round = 1; round < rounds; round += 1) {
    octets = hash(hashName, octets, 'buffer');
    if (round % HASHES_BETWEEN_PAUSES === 0) {
      await giveWay();
    }
  }
  return octets;
};

/** @throws KeystoreError `keystore.too_costly` */
export const derivePkcs12 = async (input: Pkcs12KdfInput, budget: WorkBudget): Promise<Buffer> => {
  const { hashName, purpose, length } = input;
  const blockLength = blockLengthOf(hashName);
  const hashLength = HASH_LENGTHS[hashName] ?? 1;
  const count = Math.ceil(length / hashLength);
  const rounds = budget.spend(input.rounds, count);
  const diversifier = Buffer.alloc(blockLength, purpose);
  const blocks = Buffer.concat([filled(input.salt, blockLength), filled(input.password, blockLength)]);
  const output: Buffer[] = [];
  for (let index = 0; index < count; index += 1) {
    const part = await hashRepeatedly(hashName, Buffer.concat([diversifier, blocks]), rounds);
    output.push(part);
    const addend = Buffer.alloc(blockLength, part);
    for (let at = 0; at < blocks.length; at += blockLength) {
      addAndOne(blocks.subarray(at, at + blockLength), addend);
    }
  }
  return Buffer.concat(output).subarray(0, length);
};
