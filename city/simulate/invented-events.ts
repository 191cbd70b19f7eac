import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { SignedCommand } from '../../contract/command.ts';
import type { CityEvent } from '../../contract/events.ts';
import type { OrderState } from '../../contract/order-result.ts';
import { HEALTHY_MACHINE } from './healthy-machine.ts';

/** What a visit tells, step by step. */
const STEPS = ['started', 'joined', 'ended'] as const;

const PROGRAM = { version: '0.1.0', electron: '45.4.1', chromium: '150.0.7871.46' } as const;

/** What an invented terminal tells, with the sequence that a terminal counts; times in milliseconds since 1970. */
export interface Inventor {
  /** The next of one visit after the other. */
  readonly visit: (at: number) => CityEvent;
  /** How it is. @param waiting events that wait for the city meanwhile */
  readonly heartbeat: (at: number, waiting: number) => CityEvent;
  /** What became of a command. */
  readonly result: (at: number, order: SignedCommand, state: OrderState) => CityEvent;
}

/**
 * @param terminal its name
 * @param last the number before its first: the time in milliseconds, so that a fleet that comes anew counts on
 */
export const inventEvents = (terminal: string, last: number): Inventor => {
  let sequence = last;
  let visits = 0;
  let visit = randomUUID();
  const envelope = (at: number) =>
    ({
      specversion: '1.0',
      id: uuidv7(),
      source: `/terminals/${terminal}`,
      time: new Date(at).toISOString(),
      sequence: (sequence += 1),
    }) as const;

  return {
    visit: (at) => {
      const step = STEPS[visits % STEPS.length] ?? 'started';
      visits += 1;
      if (step === 'started') visit = randomUUID();
      switch (step) {
        case 'started':
          return { ...envelope(at), type: 'stadtfenster.visit.started', data: { visit } };
        case 'joined': {
          const who = { part: 'listen', role: 'attendee', locale: 'de' } as const;
          return {
            ...envelope(at),
            type: 'stadtfenster.visit.joined',
            data: { visit, room: 'invented', ...who, durationMs: 2_340 },
          };
        }
        case 'ended': {
          const end = { outcome: 'left', step: 'meeting' } as const;
          return {
            ...envelope(at),
            type: 'stadtfenster.visit.ended',
            data: { visit, ...end, durationMs: 1_834_512, meetingMs: 1_799_044 },
          };
        }
      }
    },
    heartbeat: (at, waiting) => ({
      ...envelope(at),
      type: 'stadtfenster.terminal.heartbeat',
      data: {
        doing: 'idle',
        ...PROGRAM,
        ...HEALTHY_MACHINE,
        configurationVersion: 1,
        spool: { waiting, bytes: waiting * 500, dropped: 0, deadLetters: 0 },
      },
    }),
    result: (at, { id, command }, state) => ({
      ...envelope(at),
      type: 'stadtfenster.order.result',
      data: { order: id, act: command.act, state },
    }),
  };
};
