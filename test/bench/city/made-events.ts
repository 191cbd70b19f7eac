import { uuidv7 } from 'uuidv7';
import type { CityEvent } from '../../../contract/events.ts';

/** A new event of a terminal, of the kind and size that most are of. */
export const madeEvent = (terminal: string, sequence: number): CityEvent => ({
  specversion: '1.0',
  id: uuidv7(),
  source: `/terminals/${terminal}`,
  time: new Date().toISOString(),
  sequence,
  type: 'stadtfenster.visit.ended',
  data: {
    visit: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    outcome: 'left',
    step: 'meeting',
    durationMs: 1_834_512,
    meetingMs: 1_799_044,
  },
});
