/**
 * A bounded cache for keys and certificates by their content. Making a KeyObject costs as much as
 * one or two verifications, and the same few certificates come again with every message. Signatures and encryption
 * share it, so it stands in the layer below both.
 */
import { hash } from 'node:crypto';

export class ContentCache<T> {
  readonly #entries = new Map<string, T>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /**
   * What was made of the same contents before, or what `make` makes of them now. Only digests are
   * kept as names, so that a private key's text is not held in memory by the cache.
   */
  getOrMake(contents: readonly (string | Uint8Array | undefined)[], make: () => T): T {
    const id = contents.map((content) => (content === undefined ? '' : hash('sha256', content))).join('.');
    const known = this.#entries.get(id);
    const value = known ?? make();
    // Deleting first makes it the latest again: the one unused for longest is the first to go.
    this.#entries.delete(id);
    this.#entries.set(id, value);
    if (this.#entries.size > this.#capacity) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
    return value;
  }
}
