/**
 * How many content keys may be unwrapped for one message. Each costs a private key operation, and a message has room for
 * dozens of encrypted parts with several recipients each.
 */
import { SamlError } from '../errors.ts';
import type { DecryptionKey } from './decryption-key.ts';

const MAX_UNWRAPS = 16;

/** One for each message: its assertion, its NameID and its attributes share it. */
export class UnwrapBudget {
  #left = MAX_UNWRAPS;
  #lastFit: DecryptionKey | undefined;

  /**
   * To be called before each private key operation.
   *
   * @throws SamlError `encryption.structure` when the message had its share.
   */
  spend(): void {
    if (this.#left === 0) {
      throw new SamlError('encryption.structure', {
        expected: `at most ${MAX_UNWRAPS} content keys to unwrap in one message`,
        received: 'more',
      });
    }
    this.#left -= 1;
  }

  /** Notes the key that opened a part of the message. */
  noteFit(key: DecryptionKey): void {
    this.#lastFit = key;
  }

  /** The keys in their order, but first the one that opened the part before: the parts of a message are for one key. */
  ordered(keys: readonly DecryptionKey[]): readonly DecryptionKey[] {
    const last = this.#lastFit;
    return last === undefined || !keys.includes(last) ? keys : [last, ...keys.filter((key) => key !== last)];
  }
}
