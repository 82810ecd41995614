/**
 * A bounded map whose entries end by themselves, for things that wait for a browser to come back. The clock is
 * asked at every access, so no timer is needed.
 */
interface Entry<Value> {
  readonly value: Value;
  readonly expiresAtMs: number;
}

export interface ExpiringMapOptions {
  readonly lifetimeMs: number;
  /** The oldest entries give way beyond this number. */
  readonly maxEntries: number;
  readonly clock: () => Date;
}

export class ExpiringMap<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #options: ExpiringMapOptions;

  constructor(options: ExpiringMapOptions) {
    this.#options = options;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAtMs: this.#options.clock().getTime() + this.#options.lifetimeMs });
    this.#dropOldest();
  }

  /** The value, unless its time is over. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      return undefined;
    }
    if (this.#options.clock().getTime() >= entry.expiresAtMs) {
      this.#entries.delete(key);
      return undefined;
    }
    return entry.value;
  }

  /** The value for the first that asks, and nothing for everyone after. */
  take(key: string): Value | undefined {
    const value = this.get(key);
    this.#entries.delete(key);
    return value;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  #dropOldest(): void {
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= this.#options.maxEntries) {
        return;
      }
      this.#entries.delete(key);
    }
  }
}
