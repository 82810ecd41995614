/**
 * A bounded cache for keys and certificates by their content. Making a KeyObject costs as much as
 * one or two verifications, and the same few certificates come again with every message. Signatures and encryption
 * share it, so it stands in the layer below both.
 */
import { hash } from 'node:crypto';
import { RecentMap } from './recent-map.ts';

export class ContentCache<T> {
  readonly #entries: RecentMap<T>;

  constructor(capacity: number) {
    this.#entries = new RecentMap(capacity);
  }

  /**
   * What was made of the same contents before, or what `make` makes of them now. Only digests are
   * kept as names, so that a private key's text is not held in memory by the cache.
   */
  getOrMake(contents: readonly (string | Uint8Array | undefined)[], make: () => T): T {
    const id = contents.map((content) => (content === undefined ? '' : hash('sha256', content))).join('.');
    return this.#entries.getOrMake(id, make);
  }
}
