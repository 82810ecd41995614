/** A limit to what is computed at the same time. */

export interface WorkLimit {
  /**
   * Runs `work` as soon as there is room.
   *
   * @returns null, without running it, when too many wait already
   */
  run<T>(work: () => Promise<T>): Promise<{ readonly value: T } | null>;
}

/** Makes a limit of `atOnce` computations, and `waiting` more that wait in order. */
export const createWorkLimit = (atOnce: number, waiting: number): WorkLimit => {
  const queue: (() => void)[] = [];
  let running = 0;

  const enter = async (): Promise<boolean> => {
    if (running < atOnce) {
      running += 1;
      return true;
    }
    if (queue.length >= waiting) {
      return false;
    }
    // Whoever leaves hands its place over, so that nobody slips in between.
    await new Promise<void>((resolve) => queue.push(resolve));
    return true;
  };

  const leave = (): void => {
    const next = queue.shift();
    if (next === undefined) {
      running -= 1;
    } else {
      next();
    }
  };

  return {
    run: async (work) => {
      if (!(await enter())) {
        return null;
      }
      try {
        return { value: await work() };
      } finally {
        leave();
      }
    },
  };
};
