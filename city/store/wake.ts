/** What processes of one city tell each other about: something in the store has changed that others hold in memory. */
export type WakeTopic = 'tokens' | 'orders';

/** Calls those who wait for a change of the store, in this process and in the others that work on the same store. */
export interface Wake {
  /**
   * Called after the change is in the store.
   * @param text names what has changed, at most some hundred bytes; never anything of a visitor
   */
  readonly tell: (topic: WakeTopic, text?: string) => Promise<void>;
  /**
   * A listener may be called once too often, as after a broken line between the processes, and then with an empty
   * text: it looks into the store for what is true.
   * @returns ends the listening
   */
  readonly listen: (topic: WakeTopic, listener: (text: string) => void) => () => void;
}

/** The listeners of this process. */
export interface LocalWake {
  readonly listen: Wake['listen'];
  readonly call: (topic: WakeTopic, text: string) => void;
  /** For whoever may have missed something. */
  readonly callAll: () => void;
}

/** Tells the listeners of this process alone. */
export const createLocalWake = (): LocalWake => {
  const listeners = new Map<WakeTopic, Set<(text: string) => void>>();
  const call = (topic: WakeTopic, text: string): void => {
    for (const listener of listeners.get(topic) ?? []) listener(text);
  };
  return {
    listen: (topic, listener) => {
      const known = listeners.get(topic) ?? new Set();
      listeners.set(topic, known);
      known.add(listener);
      return () => known.delete(listener);
    },
    call,
    callAll: () => {
      for (const topic of listeners.keys()) call(topic, '');
    },
  };
};

/** For a store that one process has to itself. */
export const createOwnWake = (): Wake => {
  const local = createLocalWake();
  return {
    listen: local.listen,
    tell: (topic, text = '') => {
      local.call(topic, text);
      return Promise.resolve();
    },
  };
};
