/** Makes an input out of others: octets changed, taken out, repeated, words of the format put in, two inputs joined. */
import type { Random } from '../../../packages/saml/test-support/random-xml.ts';

export interface MutateOptions {
  readonly random: Random;
  /** What means something in the format. */
  readonly words: readonly Uint8Array[];
  /** Another input, for joining. */
  readonly other: Uint8Array;
  /** Octets. */
  readonly maxLength: number;
}

/** Octets at the edges of what counters, lengths and UTF-8 allow. */
const INTERESTING = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x84, 0xbf, 0xc0, 0xe0, 0xf0, 0xf5, 0xfe, 0xff] as const;

type Step = (input: Buffer, options: MutateOptions) => Uint8Array;

const splice = (input: Buffer, at: number, removed: number, piece: Uint8Array): Buffer =>
  Buffer.concat([input.subarray(0, at), piece, input.subarray(at + removed)]);

/** Where a piece of the input lies: mostly a short one. */
const someRange = (input: Buffer, random: Random): { readonly at: number; readonly length: number } => {
  const at = random.below(input.length + 1);
  const longest = random.oneIn(4) ? input.length - at : Math.min(16, input.length - at);
  return { at, length: random.below(longest + 1) };
};

const setOctet = (input: Buffer, at: number, value: number): Buffer => {
  const changed = Buffer.from(input);
  if (at < changed.length) changed[at] = value & 0xff;
  return changed;
};

const STEPS: readonly [Step, ...Step[]] = [
  (input, { random }) => {
    const at = random.below(input.length);
    return setOctet(input, at, (input[at] ?? 0) ^ (1 << random.below(8)));
  },
  (input, { random }) => setOctet(input, random.below(input.length), random.pick(INTERESTING)),
  (input, { random }) => setOctet(input, random.below(input.length), random.below(256)),
  (input, { random }) => splice(input, random.below(input.length + 1), 0, Buffer.of(random.below(256))),
  (input, { random }) => {
    const at = random.below(input.length);
    return setOctet(input, at, (input[at] ?? 0) + random.below(17) - 8);
  },
  (input, { random }) => {
    const { at, length } = someRange(input, random);
    return splice(input, at, length, Buffer.alloc(0));
  },
  (input, { random }) => {
    const { at, length } = someRange(input, random);
    return splice(input, random.below(input.length + 1), 0, input.subarray(at, at + length));
  },
  (input, { random }) => {
    const { at, length } = someRange(input, random);
    const times = 1 << random.below(random.oneIn(8) ? 14 : 5);
    const piece = input.subarray(at, at + length);
    return splice(input, at, 0, Buffer.concat(Array.from({ length: times }, () => piece)));
  },
  (input, { random, words }) => {
    const word = words[random.below(words.length)] ?? Buffer.alloc(0);
    return splice(input, random.below(input.length + 1), random.oneIn(2) ? word.length : 0, word);
  },
  (input, { random, other }) => {
    const cut = random.below(other.length + 1);
    return Buffer.concat([input.subarray(0, random.below(input.length + 1)), other.subarray(cut)]);
  },
  (input, { random, other }) => {
    const { at, length } = someRange(Buffer.from(other), random);
    return splice(input, random.below(input.length + 1), 0, other.subarray(at, at + length));
  },
];

/** One to eight such changes of an input. */
export const mutate = (input: Uint8Array, options: MutateOptions): Uint8Array => {
  let changed = Buffer.from(input);
  for (let count = 1 << options.random.below(4); count > 0; count -= 1) {
    const next = options.random.pick(STEPS)(changed, options);
    // A repeated piece of a repeated piece would ask for memory before it is cut off.
    changed = Buffer.from(next.subarray(0, options.maxLength));
  }
  return changed;
};
