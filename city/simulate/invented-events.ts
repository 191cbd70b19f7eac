import { randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { CityEvent } from '../../contract/events.ts';

/** What a visit tells, step by step. */
const STEPS = ['started', 'joined', 'ended'] as const;

/**
 * Invents what a terminal tells: one visit after the other, with the sequence that a terminal counts.
 * @param terminal its name
 * @returns makes the next event, of a time given in milliseconds since 1970
 */
export const inventEvents = (terminal: string): ((at: number) => CityEvent) => {
  let sequence = 0;
  let visit = randomUUID();
  return (at) => {
    const step = STEPS[sequence % STEPS.length] ?? 'started';
    if (step === 'started') visit = randomUUID();
    sequence += 1;
    const envelope = {
      specversion: '1.0',
      id: uuidv7(),
      source: `/terminals/${terminal}`,
      time: new Date(at).toISOString(),
      sequence,
    } as const;
    switch (step) {
      case 'started':
        return { ...envelope, type: 'stadtfenster.visit.started', data: { visit } };
      case 'joined': {
        const who = { part: 'listen', role: 'attendee', locale: 'de' } as const;
        return {
          ...envelope,
          type: 'stadtfenster.visit.joined',
          data: { visit, room: 'invented', ...who, durationMs: 2_340 },
        };
      }
      case 'ended': {
        const end = { outcome: 'left', step: 'meeting' } as const;
        return {
          ...envelope,
          type: 'stadtfenster.visit.ended',
          data: { visit, ...end, durationMs: 1_834_512, meetingMs: 1_799_044 },
        };
      }
    }
  };
};
