/** A reader of octets from outside that is tried with inputs nobody meant. */
export interface FuzzTarget {
  /** Small letters; the name of its folder in the corpus. */
  readonly name: string;
  /** Which modules are looked at for coverage, as a part of their URLs. */
  readonly scripts: string;
  readonly seeds: readonly Uint8Array[];
  /** What means something in the format. */
  readonly words: readonly Uint8Array[];
  /** Octets of the longest input. */
  readonly maxLength: number;
  /** Reads the input. Throws its refusal, or an Error when something that must hold does not. */
  readonly run: (input: Uint8Array) => void | Promise<void>;
  /** Whether what was thrown is the refusal that bad input gets. */
  readonly isRefusal: (error: unknown) => boolean;
}

/** The longest that an input may keep the event loop, in milliseconds of the processor. */
export const MAX_STRETCH_MS = 250;
