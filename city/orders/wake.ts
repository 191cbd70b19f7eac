/** Tells whoever holds streams open that there is a new command. */
export interface OrderWake {
  /** There is one: in the store, for everybody to read. */
  readonly wake: () => void;
  /** @returns the way to stop listening */
  readonly listen: (listener: () => void) => () => void;
}

/** For a city of one process. */
export const wakeThisProcess = (): OrderWake => {
  const listeners = new Set<() => void>();
  return {
    wake: () => {
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
