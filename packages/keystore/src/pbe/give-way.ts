/** Lets other work of the process go on between two parts of a long computation. */
export const giveWay = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Hash computations between two pauses: about 8 ms. */
export const HASHES_BETWEEN_PAUSES = 10_000;
