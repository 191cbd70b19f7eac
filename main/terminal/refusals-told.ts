import type { Receipt } from '../../contract/receipt.ts';
import type { Refusals } from '../../contract/refusals.ts';
import type { RefusalCount } from '../lockdown/refusals.ts';

export interface RefusalPorts {
  readonly count: Pick<RefusalCount, 'take'>;
  /** Seconds since the process started. */
  readonly uptime: () => number;
  readonly tell: (refusals: Refusals) => void;
}

export interface RefusalsTold {
  /** What a visit tried to do is told with its wipe. */
  after(wipe: () => Promise<Receipt>): () => Promise<Receipt>;
  /** Nothing was told for long: what is tried on a terminal that nobody has begun a visit at. */
  whenDue(): void;
}

const EVERY_SECONDS = 10 * 60;

/** Tells what the lock-down refused: numbers by rule. */
export const tellRefusals = ({ count, uptime, tell }: RefusalPorts): RefusalsTold => {
  let toldAt = uptime();
  const tellNow = (): void => {
    toldAt = uptime();
    const refusals = count.take();
    if (refusals !== null) tell(refusals);
  };
  return {
    after: (wipe) => async () => {
      const receipt = await wipe();
      tellNow();
      return receipt;
    },
    whenDue: () => {
      if (uptime() - toldAt > EVERY_SECONDS) tellNow();
    },
  };
};
