/**
 * What a file may cost. The number of rounds stands in the file, so that whoever made it decides how long each guess at
 * its password takes: without a limit one upload of a few octets would keep a processor busy for hours.
 */
import { KeystoreError } from '../errors.ts';
import { KEYSTORE_LIMITS } from '../limits.ts';

export interface WorkBudget {
  /**
   * Takes the cost of a derivation out of what is left for this file.
   *
   * @param rounds - as in the file; undefined when the number is larger than 31 bits.
   * @param blocks - how many times all rounds are gone through.
   * @returns the rounds.
   * @throws KeystoreError `keystore.too_costly`
   */
  readonly spend: (rounds: number | undefined, blocks: number) => number;
}

const tooCostly = (expected: string, received: string): KeystoreError =>
  new KeystoreError('keystore.too_costly', {
    expected,
    received,
    hint: 'Export the keystore again with fewer iterations; 100,000 are usual.',
  });

/** A budget for one file. */
export const openWorkBudget = (): WorkBudget => {
  let left: number = KEYSTORE_LIMITS.hashes;
  return {
    spend: (rounds, blocks) => {
      if (rounds === undefined || rounds > KEYSTORE_LIMITS.rounds) {
        const received = rounds === undefined ? 'more than 2,147,483,647' : String(rounds);
        throw tooCostly(`up to ${KEYSTORE_LIMITS.rounds} iterations`, received);
      }
      left -= rounds * blocks;
      if (left < 0) {
        throw tooCostly(`up to ${KEYSTORE_LIMITS.hashes} hash computations for a file`, 'more');
      }
      return rounds;
    },
  };
};
