import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventKindSchema } from '../../../../contract/event-kind.ts';
import { EVENT_DATA, type EventType } from '../../../../contract/events.ts';
import { countByKind, kindOf, tooMuch, tooOld, type Waiting } from '../../../../main/report/drop-order.ts';
import { START } from '../hand-clock.ts';

const DAY_MS = 86_400_000;

const waiting = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...eventKindSchema.options),
      bytes: fc.integer({ min: 1, max: 100 }),
      at: fc.integer({ min: 0, max: 1_000 }),
    }),
    { maxLength: 60 },
  )
  .map((events): Waiting[] => events.map((event, index) => ({ ...event, sequence: index + 1 })));

const bytesOf = (events: readonly Waiting[]): number => events.reduce((sum, { bytes }) => sum + bytes, 0);

const one = (sequence: number, kind: Waiting['kind'], bytes = 10, at = START): Waiting => ({
  sequence,
  kind,
  bytes,
  at,
});

describe('a spool that is full', () => {
  it('gives up heartbeats, then use, visits, problems, and last what somebody said', () => {
    const all = ['lasting', 'problem', 'visit', 'usage', 'heartbeat'] as const;
    const events = all.map((kind, index) => one(index + 1, kind));
    const order: string[] = [];
    for (let left = events; left.length > 0;) {
      const [first] = tooMuch(left, bytesOf(left) - 1);
      order.push(first?.kind ?? '');
      left = left.filter((event) => event !== first);
    }
    expect(order).toEqual(['heartbeat', 'usage', 'visit', 'problem', 'lasting']);
  });

  it('gives up the oldest of a kind first', () => {
    const events = [1, 2, 3, 4].map((sequence) => one(sequence, 'visit'));
    expect(tooMuch(events, 35).map(({ sequence }) => sequence)).toEqual([1]);
    expect(tooMuch(events, 20).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('gives up nothing as long as it is not', () => {
    expect(tooMuch([one(1, 'heartbeat', 50)], 50)).toEqual([]);
  });

  it('is as empty as it must be afterwards, and nothing is given up before what matters less', () => {
    fc.assert(
      fc.property(waiting, fc.integer({ min: 1, max: 3_000 }), (events, max) => {
        const given = tooMuch(events, max);
        const left = events.filter((event) => !given.includes(event));
        expect(bytesOf(left)).toBeLessThanOrEqual(max);
        if (bytesOf(events) <= max) expect(given).toEqual([]);
        const rank = ({ kind }: Waiting): number => eventKindSchema.options.indexOf(kind);
        const last = given.at(-1);
        if (last === undefined) return;
        // The last one was necessary, and all that matter less are gone.
        expect(bytesOf(left) + last.bytes).toBeGreaterThan(max * 0.9);
        for (const event of left) expect(rank(event)).toBeGreaterThanOrEqual(rank(last));
        for (const event of left) if (event.kind === last.kind) expect(event.sequence).toBeGreaterThan(last.sequence);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an event that waits', () => {
  it.each([
    ['a day', DAY_MS, false],
    ['14 days', 14 * DAY_MS, false],
    ['14 days and a second', 14 * DAY_MS + 1_000, true],
    ['a year', 365 * DAY_MS, true],
    ['since 1970, under a clock that was wrong', START, false],
    ['since tomorrow', -DAY_MS, false],
  ])('for %s is too old: %s', (_what, age, isTooOld) => {
    expect(tooOld([one(1, 'lasting', 10, START - age)], START)).toHaveLength(isTooOld ? 1 : 0);
  });
});

describe('the kinds', () => {
  it('are kept longest for feedback, the service menu and whatever is new', () => {
    const types = Object.keys(EVENT_DATA).filter((name): name is EventType => name in EVENT_DATA);
    const lasting = types.filter((type) => kindOf(type) === 'lasting');
    expect(lasting).toEqual(
      expect.arrayContaining([
        'stadtfenster.visit.feedback',
        'stadtfenster.terminal.service',
        'stadtfenster.visit.reported',
      ]),
    );
    expect(kindOf('stadtfenster.terminal.heartbeat')).toBe('heartbeat');
  });

  it('are counted', () => {
    expect(countByKind([one(1, 'visit'), one(2, 'usage'), one(3, 'visit')])).toEqual({ visit: 2, usage: 1 });
    expect(countByKind([])).toEqual({});
  });
});
