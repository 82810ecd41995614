/** Runs work again and again, never twice at a time. */

/**
 * Runs `work` at every interval until the returned function is called; that waits for a run under way. A run that fails
 * is told to `onError`, and the next one tries again.
 */
export const runEvery = (
  intervalMs: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): (() => Promise<void>) => {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(async () => {
        await work();
      })
      .catch(onError);
  }, intervalMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
};
