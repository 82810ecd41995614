/** Times for people who compare logs: UTC, to the second. */

/** `2030-01-15 12:00:00 UTC`. */
export const formatTime = (epochMs: number): string =>
  `${new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
