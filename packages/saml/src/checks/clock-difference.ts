/** How far two clocks are apart, in words for a refusal. */

/** Rounded up, so that a difference is never said to be within what is tolerated. */
const seconds = (ms: number): number => Math.ceil(ms / 1000);

/** An instant of the identity provider's lies this many milliseconds in our future. */
export const aheadOfOurs = (ms: number): string =>
  `the clock of the identity provider is ahead of ours by at least ${seconds(ms)} seconds`;

/** A time limit of the identity provider's ended this many milliseconds ago. */
export const endedBefore = (ms: number): string =>
  `it ended ${seconds(ms)} seconds ago by our clock: either that long was waited, or the clocks differ`;
