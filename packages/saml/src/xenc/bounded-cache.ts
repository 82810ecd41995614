/**
 * Keys by their text. Making a KeyObject from PEM costs more than using it, and the texts come from configuration;
 * the bound is there so that changing keys for years cannot fill the memory.
 */
export class BoundedCache<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The value of a key, made when it is not there; the entry that was made first makes room. */
  get(key: string, make: () => Value): Value {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = make();
    const oldest = this.#entries.keys().next();
    if (this.#entries.size >= this.#capacity && oldest.done !== true) {
      this.#entries.delete(oldest.value);
    }
    this.#entries.set(key, made);
    return made;
  }

  get size(): number {
    return this.#entries.size;
  }
}
