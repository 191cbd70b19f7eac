import { cityEventSchema, type CityEvent } from '../../../../contract/events.ts';

/** The event with this number. */
export const eventOf = (sequence: number): CityEvent =>
  cityEventSchema.parse({
    specversion: '1.0',
    id: `01932f6e-0000-7000-8000-${String(sequence).slice(-12).padStart(12, '0')}`,
    source: '/terminals/bibliothek-1',
    time: '2026-11-18T16:00:00.000Z',
    sequence,
    type: 'stadtfenster.visit.started',
    data: { visit: '00000000-0000-4000-8000-000000000001' },
  });

export const sequencesOf = (events: readonly CityEvent[]): number[] => events.map(({ sequence }) => sequence);
