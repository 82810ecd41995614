/** Tells whoever listens that something happened, from outside of the components. */
export interface Signal {
  readonly send: () => void;
  /** Returns what stops the listening. */
  readonly listen: (listener: () => void) => () => void;
}

export const createSignal = (): Signal => {
  const listeners = new Set<() => void>();
  return {
    send: () => {
      for (const listener of listeners) {
        listener();
      }
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
