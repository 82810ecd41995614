/**
 * A bounded map from text to what was made of it, for what is asked for again and again: of the entries, the one unused
 * for longest is the first to go.
 */
export class RecentMap<T> {
  readonly #entries = new Map<string, T>();
  readonly #capacity: number;

  /** @param capacity How many entries are kept. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** What was made for this key before, or what `make` makes now. */
  getOrMake(key: string, make: () => T): T {
    const known = this.#entries.get(key);
    const value = known ?? make();
    // Deleting first makes it the latest again.
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#capacity) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
    return value;
  }
}
