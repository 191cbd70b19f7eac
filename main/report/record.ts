import { uuidv7 } from 'uuidv7';
import { cityEventSchema, type EventData, type EventType } from '../../contract/events.ts';
import type { Spool } from './spool.ts';

/** Takes down one fact. Resolves once it is on the disk; a step that depends on that waits for it. */
export type Record = <T extends EventType>(type: T, data: EventData<T>) => Promise<void>;

export interface RecordPorts {
  readonly terminal: string;
  readonly spool: Spool;
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
    await ports.spool.add(event);
    ports.recorded();
  };
};
