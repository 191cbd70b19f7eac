import { describe, expect, it } from 'vitest';
import { cityEventSchema, type CityEvent } from '../../../../contract/events.ts';
import { createRecord } from '../../../../main/report/record.ts';
import { START } from '../hand-clock.ts';
import { spoolInMemory } from './spool-in-memory.ts';

const VISIT = '00000000-0000-4000-8000-000000000001';

const recordForTest = (terminal = 'bibliothek-1') => {
  const spool = spoolInMemory();
  let told = 0;
  const record = createRecord({ terminal, spool, now: () => START, recorded: () => (told += 1) });
  const written = (): Promise<readonly CityEvent[]> => spool.oldest(100);
  return { record, written, told: () => told };
};

describe('a fact', () => {
  it('is taken down as a CloudEvent of this terminal, in the time of the city', async () => {
    const { record, written, told } = recordForTest();
    await record('stadtfenster.visit.started', { visit: VISIT });
    await record('stadtfenster.terminal.problem', { code: 'clock-wrong', amount: -61 });
    const events = await written();
    expect(events).toMatchObject([
      {
        specversion: '1.0',
        source: '/terminals/bibliothek-1',
        time: new Date(START).toISOString(),
        sequence: 1,
        datacontenttype: 'application/json',
        type: 'stadtfenster.visit.started',
        data: { visit: VISIT },
      },
      { sequence: 2, type: 'stadtfenster.terminal.problem', data: { code: 'clock-wrong', amount: -61 } },
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    for (const event of events) expect(cityEventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    expect(told()).toBe(2);
  });

  it.each([
    ['a name where a room should be', { room: 'Ada Lovelace' }],
    ['an address where a room should be', { room: 'https://bbb.example/join' }],
    ['a time that runs backwards', { durationMs: -1 }],
    ['half a millisecond', { durationMs: 0.5 }],
    ['an id that is none', { visit: 'Ada' }],
    ['a field more', { note: 'Ada Lovelace' }],
  ])('is not taken down with %s', async (_what, change) => {
    const { record, written, told } = recordForTest();
    const data = {
      visit: VISIT,
      room: 'ag-energie',
      part: 'speak',
      role: 'attendee',
      locale: 'de',
      durationMs: 1,
      ...change,
    } as const;
    await expect(record('stadtfenster.visit.joined', data)).rejects.toThrow();
    expect(await written()).toEqual([]);
    expect(told()).toBe(0);
  });

  it('is not taken down under a name that is no terminal', async () => {
    const { record, written } = recordForTest('Ada Lovelace');
    await expect(record('stadtfenster.visit.started', { visit: VISIT })).rejects.toThrow();
    expect(await written()).toEqual([]);
  });
});
