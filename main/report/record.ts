import { uuidv7 } from 'uuidv7';
import { cityEventSchema, EVENT_DATA, type EventData, type EventType } from '../../contract/events.ts';
import type { PatientSpool } from './patient-spool.ts';

/**
 * Takes down one fact. Facts that are recorded one after the other have numbers in that order.
 * @returns whether it is on the disk; a step that depends on that waits for it
 */
export type Record = <T extends EventType>(type: T, data: EventData<T>) => Promise<boolean>;

export interface RecordPorts {
  readonly terminal: string;
  readonly spool: Pick<PatientSpool, 'add' | 'nextSequence'>;
  /** The city's time, milliseconds since 1970. */
  readonly now: () => number;
  /** Called after each event, so that it is delivered soon. */
  readonly recorded: () => void;
}

/**
 * The only way for a fact to leave the terminal. What does not fit the allow-list (contract/events.ts)
 * is not taken down: a fault in our own code must not become a leak.
 * @throws ZodError for data outside the allow-list
 */
export const createRecord = (ports: RecordPorts): Record => {
  return async (type, data) => {
    // Before a number is taken: what is not taken down leaves no gap.
    EVENT_DATA[type].parse(data);
    const event = cityEventSchema.parse({
      specversion: '1.0',
      id: uuidv7(),
      source: `/terminals/${ports.terminal}`,
      time: new Date(ports.now()).toISOString(),
      sequence: ports.spool.nextSequence(),
      datacontenttype: 'application/json',
      type,
      data,
    });
    const isFlushed = await ports.spool.add(event);
    ports.recorded();
    return isFlushed;
  };
};
