/** What a part is made of. */
export interface LatePartPlan<Loaded, Part> {
  /** Brings what the part needs, above all its modules. */
  readonly load: () => Promise<Loaded>;
  /** Not called any more once the terminal has closed. */
  readonly start: (loaded: Loaded) => Part;
  readonly stop: (part: Part) => void;
}

export interface LatePart<Part> {
  /** Null before it is there. */
  current(): Part | null;
  /** Resolves once it is there, with null where the terminal has closed before. */
  readonly started: Promise<Part | null>;
}

/** The parts of the terminal that the first screen does not wait for. */
export interface LateParts {
  add<Loaded, Part>(plan: LatePartPlan<Loaded, Part>): LatePart<Part>;
  /** Stops those that are there; no other one starts. */
  stop(): void;
}

/** @param begun resolves when the first screen is there: nothing is loaded before */
export const createLateParts = (begun: Promise<void>): LateParts => {
  let isStopped = false;
  const stops: (() => void)[] = [];
  return {
    add: <Loaded, Part>({ load, start, stop }: LatePartPlan<Loaded, Part>): LatePart<Part> => {
      let current: Part | null = null;
      const started = begun.then(load).then((loaded) => {
        if (isStopped) return null;
        const part = start(loaded);
        stops.push(() => stop(part));
        current = part;
        return part;
      });
      return { current: () => current, started };
    },
    stop: () => {
      isStopped = true;
      for (const stop of stops.splice(0)) stop();
    },
  };
};
