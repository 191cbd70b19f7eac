import { lt } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEventIntake } from '../../../city/events/event-intake.ts';
import { importSeed } from '../../../city/seed/import-seed.ts';
import { citySeedSchema } from '../../../city/seed/city-seed.ts';
import type { Store } from '../../../city/store/open-store.ts';
import { forget, keepDaysSchema } from '../../../city/store/retention.ts';
import { disturbedHours, events, retention, visitCounts } from '../../../city/store/schema.ts';
import { sumDisturbances } from '../../../city/usage/disturbances.ts';
import { readUsage } from '../../../city/usage/usage.ts';
import { usageTable } from '../../../city/usage/usage-table.ts';
import { type CityEvent, cityEventSchema } from '../../../contract/events.ts';
import { seatTerminals } from '../../seat-terminals.ts';
import { openTestStore, SEED, STARTING_MS } from './city-for-test.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A Monday at 9:00 in Berlin, and the Sunday after it. */
const MONDAY = Date.UTC(2026, 10, 16, 8);
const SUNDAY = MONDAY + 6 * DAY;
const WEEK = { from: '2026-11-16', to: '2026-11-22' };

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
  await importSeed(store.db, citySeedSchema.parse(SEED), 0);
  await seatTerminals(store.db, ['bib-1', 'bib-2'], 0, { id: 'bib', name: '=Bibliothek "Süd", Ort' });
  await seatTerminals(store.db, ['pavillon-1'], 0, { id: 'pavillon', name: 'Klima-Pavillon' });
}, STARTING_MS);
beforeEach(async () => {
  for (const table of [events, visitCounts, disturbedHours, retention]) await store.db.delete(table);
});
afterAll(() => store.close());

let sequence = 0;
const eventOf = (terminal: string, at: number, type: string, data: object): CityEvent => {
  sequence += 1;
  return cityEventSchema.parse({
    ...{
      specversion: '1.0',
      id: uuidv7(),
      source: `/terminals/${terminal}`,
      time: new Date(at).toISOString(),
      sequence,
    },
    type: `stadtfenster.${type}`,
    data,
  });
};
const take = (event: CityEvent, at: number) => createEventIntake(store.db, () => at)([event]);
const tell = (terminal: string, at: number, type: string, data: object) => take(eventOf(terminal, at, type, data), at);

interface TestVisit {
  readonly locale?: 'de' | 'en';
  readonly rating?: number;
  readonly words?: string;
  readonly outcome?: string;
}

let visits = 0;
const visit = async (terminal: string, at: number, { locale, rating, words, outcome = 'left' }: TestVisit = {}) => {
  visits += 1;
  const of = { visit: `6f9619ff-8b86-4d01-b42d-00cf4fc9${String(visits).padStart(4, '0')}` };
  await tell(terminal, at, 'visit.started', of);
  if (locale !== undefined) {
    const joined = { room: 'a', part: 'listen', role: 'attendee', locale, durationMs: 1 };
    await tell(terminal, at, 'visit.joined', { ...of, ...joined });
  }
  if (rating !== undefined) {
    // Chosen anew once words were added: one feedback.
    if (words !== undefined) await tell(terminal, at, 'visit.feedback', { ...of, rating: 1 });
    await tell(terminal, at, 'visit.feedback', { ...of, rating, ...(words === undefined ? {} : { words }) });
  }
  await tell(terminal, at, 'visit.ended', { ...of, outcome, step: 'rooms', durationMs: 1 });
};

const read = (now = SUNDAY + DAY, range = WEEK) => readUsage(store.db, range, { withWords: true, now });
const LIBRARY = '=Bibliothek "Süd", Ort';
const libraryIn = async (...args: Parameters<typeof read>) =>
  (await read(...args)).sites.find(({ site }) => site === LIBRARY);

describe('the usage', () => {
  const sixVisits = async (): Promise<void> => {
    for (const terminal of ['bib-1', 'bib-2', 'bib-1']) await visit(terminal, MONDAY, { locale: 'de', rating: 5 });
    for (const terminal of ['bib-2', 'bib-1']) await visit(terminal, MONDAY + HOUR, { locale: 'de', rating: 4 });
    await visit('bib-2', MONDAY + 2 * HOUR, { outcome: 'abandoned' });
  };

  it('is told of all terminals of a site together, and of sites with too few visits nothing', async () => {
    await sixVisits();
    for (let count = 0; count < 4; count += 1)
      await visit('pavillon-1', MONDAY, { locale: 'en', rating: 1, words: 'Hm' });
    const usage = await read();
    expect(usage.timeZone).toBe('Europe/Berlin');
    expect(usage.sites.map(({ site, visits: told }) => [site, told])).toEqual([
      [LIBRARY, 6],
      ['Klima-Pavillon', 0],
    ]);
    expect(usage.sites[0]).toMatchObject({
      spans: [
        {
          firstDay: '2026-11-16',
          lastDay: '2026-11-22',
          visits: 6,
          // From midnight until there were five, and the rest of the week with them.
          hours: [{ start: '2026-11-16T00:00:00+01:00', end: '2026-11-23T00:00:00+01:00', visits: 6, isTwice: false }],
        },
      ],
      // The one that entered no meeting, or was not left, would be alone.
      shares: { language: [{ value: 'others', visits: 6 }], rating: [{ value: 'others', visits: 6 }] },
    });
    expect(usage.words).toEqual([]);
    expect(JSON.stringify(usage)).not.toContain('Hm');
  });

  it('is the same when the events of a day have become numbers, and of half a day too', async () => {
    await sixVisits();
    const before = await libraryIn();
    expect(before?.visits).toBe(6);
    await forget(store.db, MONDAY + DAY + 1, keepDaysSchema.parse({}));
    expect(await store.db.$count(visitCounts)).toBeGreaterThan(0);
    expect(await libraryIn()).toEqual(before);
    await forget(store.db, MONDAY + 3 * DAY, keepDaysSchema.parse({}));
    expect(await libraryIn()).toEqual(before);
    await forget(store.db, MONDAY + 60 * DAY, keepDaysSchema.parse({}));
    expect(await store.db.$count(events)).toBe(5);
    expect(await libraryIn()).toEqual(before);
  });

  it('is by the clocks of the city, and of the running week until today', async () => {
    // 23:30 on Sunday in Berlin.
    for (let count = 0; count < 5; count += 1) await visit('bib-1', Date.UTC(2026, 10, 15, 22, 30));
    expect(await libraryIn()).toMatchObject({ visits: 0, spans: [] });
    expect((await libraryIn(SUNDAY, { from: '2026-11-09', to: '2026-11-15' }))?.visits).toBe(5);
    await sixVisits();
    expect((await libraryIn(MONDAY + HOUR, { from: '2026-11-16', to: '2026-11-16' }))?.spans).toMatchObject([
      { firstDay: '2026-11-16', lastDay: '2026-11-16', visits: 6 },
    ]);
    // Once the week is over its days belong together, and one of them alone is not told.
    expect((await libraryIn(SUNDAY + DAY, { from: '2026-11-16', to: '2026-11-16' }))?.spans).toEqual([]);
  });

  it('has the words of days with enough visits, by the alphabet, without terminal and hour', async () => {
    await sixVisits();
    await visit('bib-1', MONDAY, { rating: 2, words: 'Zu laut' });
    await visit('bib-2', MONDAY + HOUR, { rating: 5, words: 'Danke' });
    await visit('bib-2', MONDAY + DAY, { rating: 5, words: 'Allein' });
    const expected = ['Danke', 'Zu laut'].map((words) => ({ site: LIBRARY, day: '2026-11-16', words }));
    expect((await read()).words).toEqual(expected);
    await forget(store.db, MONDAY + 3 * DAY, keepDaysSchema.parse({}));
    expect((await read()).words).toEqual(expected);
    expect((await readUsage(store.db, WEEK, { withWords: false, now: SUNDAY })).words).toBeNull();
  });
});

describe('the file', () => {
  it('is a table in which no cell is a formula, and which Excel reads as UTF-8', async () => {
    for (let count = 0; count < 5; count += 1) await visit('bib-1', MONDAY, { locale: 'de', rating: 5 });
    await visit('bib-1', MONDAY, { rating: 1, words: '=HYPERLINK("https://evil.example.org"), "ja"' });
    await visit('bib-1', MONDAY, { rating: 1, words: '+49 30 123' });
    const table = usageTable(await read());
    expect(table.startsWith('\uFEFFwhat,site,terminal,from,to,value,amount\r\n')).toBe(true);
    const quoted = `"'=Bibliothek ""Süd"", Ort"`;
    expect(table.split('\r\n').slice(1)).toEqual([
      `visits by day,${quoted},,2026-11-16,2026-11-22,,7`,
      `visits by hour,${quoted},,2026-11-16T00:00:00+01:00,2026-11-23T00:00:00+01:00,,7`,
      `visits by language,${quoted},,2026-11-16,2026-11-22,others,7`,
      `visits by outcome,${quoted},,2026-11-16,2026-11-22,left,7`,
      `visits by rating,${quoted},,2026-11-16,2026-11-22,others,7`,
      `words of a feedback,${quoted},,2026-11-16,2026-11-16,'+49 30 123,`,
      `words of a feedback,${quoted},,2026-11-16,2026-11-16,"'=HYPERLINK(""https://evil.example.org""), ""ja""",`,
      '',
    ]);
  });
});

describe('minutes in which a terminal could not be used', () => {
  const beatAt = (minute: number, doing: string, upMinutes: number) =>
    eventOf('bib-1', MONDAY + minute * MINUTE, 'terminal.heartbeat', {
      ...{ doing, version: '1', electron: '1', chromium: '1', clockAheadSeconds: 0 },
      ...{ upSeconds: upMinutes * 60, machineUpSeconds: upMinutes * 60 },
      spool: { waiting: 0, bytes: 0, dropped: 0, deadLetters: 0 },
    });
  const beat = (minute: number, doing: string, upMinutes: number) =>
    take(beatAt(minute, doing, upMinutes), MONDAY + minute * MINUTE);
  const minutesAt = async (now: number, range = WEEK) =>
    (await read(now, range)).disturbances.map(({ terminal, cause, minutes }) => [terminal, cause, minutes]);
  const SEEN = MONDAY + 200 * MINUTE;

  it('are those in which it was lost, not those in which it was switched off, closed, locked or in the hands of the staff', async () => {
    await beat(0, 'idle', 60);
    await beat(3, 'idle', 63);
    await beat(23, 'idle', 4);
    await beat(24, 'off', 5);
    await beat(60, 'idle', 1);
    for (const [index, doing] of ['closed', 'locked', 'service', 'idle'].entries()) {
      await beat(61 + index * 20, doing, 2 + index * 20);
    }
    // Lost for 16 of the 20 minutes: for 4 of them it ran again.
    expect(await minutesAt(MONDAY + 121 * MINUTE)).toEqual([['bib-1', 'lost', 16]]);
    // Nobody has heard of it since.
    expect(await minutesAt(SEEN)).toEqual([['bib-1', 'lost', 16 + 79]]);
  });

  it('are those in which the city could not be reached, unless somebody was at it', async () => {
    await beat(0, 'idle', 60);
    await beat(59, 'offline', 119);
    await beat(80, 'in-meeting', 140);
    await beat(139, 'idle', 199);
    await beat(199, 'idle', 259);
    expect(await minutesAt(SEEN)).toEqual([['bib-1', 'cut-off', 80 + 60]]);
  });

  describe('summed up every hour', () => {
    const MINUTES = 1500;
    const LATE = { from: 290, until: 910, come: 1570 };
    const ASKED = [500, 777, 1260, 1500, 1590, 2600, 4500];

    /** A terminal that is away now and then, for one minute or hours, once within a meeting. */
    const beats = (): CityEvent[] => {
      const made: CityEvent[] = [];
      let [random, up] = [7, 60];
      for (let minute = 0; minute < MINUTES; minute += 1) {
        random = (random * 1103 + 12345) % 65536;
        const silence = random % 41 === 0 ? random % 200 : 0;
        minute += silence;
        up = silence % 3 === 1 ? 1 : up + 1 + silence;
        const doing = ['blocked', 'offline', 'off', 'closed', 'in-meeting'][random % 29] ?? 'idle';
        made.push(beatAt(minute, doing, up));
      }
      return made;
    };
    const minuteOf = ({ time }: CityEvent): number => (Date.parse(time) - MONDAY) / MINUTE;

    type Came = (one: CityEvent) => number;

    /** What is told at the moments of {@link ASKED}, when heartbeats come hour by hour. */
    const answers = async (all: readonly CityEvent[], cameAt: Came, isSummed: boolean) => {
      await store.db.delete(events);
      const answered = [];
      let minute = 0;
      for (const asked of ASKED) {
        while (minute < asked) {
          const [from, until] = [minute, Math.min(asked, minute + 60)];
          const come = all.filter((one) => cameAt(one) >= from && cameAt(one) < until);
          await createEventIntake(store.db, () => MONDAY + (until - 1) * MINUTE)(come);
          // Not of the last part: it is told of what has not been summed yet.
          if (isSummed && until < asked) await sumDisturbances(store.db, MONDAY + until * MINUTE);
          minute = until;
        }
        answered.push(await minutesAt(MONDAY + minute * MINUTE));
      }
      return answered;
    };

    it('are the same, also when heartbeats came hours late', async () => {
      const all = beats();
      const expected = await answers(all, minuteOf, false);
      expect(new Set(expected.flat().map(([, cause]) => cause))).toEqual(new Set(['blocked', 'cut-off', 'lost']));
      expect(await answers(all, minuteOf, true)).toEqual(expected);
      expect(await store.db.$count(disturbedHours)).toBeGreaterThan(20);

      await store.db.delete(disturbedHours);
      await store.db.delete(retention);
      const late = (one: CityEvent): number =>
        minuteOf(one) >= LATE.from && minuteOf(one) < LATE.until ? LATE.come : minuteOf(one);
      const told = await answers(all, late, true);
      expect(told[2]).not.toEqual(expected[2]);
      expect(told.slice(4)).toEqual(expected.slice(4));
    });

    it('are told when the heartbeats themselves have been forgotten', async () => {
      const [before] = (await answers(beats(), minuteOf, true)).slice(-1);
      await store.db.delete(events).where(lt(events.receivedAt, new Date(MONDAY + 22 * HOUR)));
      expect(await minutesAt(MONDAY + 4500 * MINUTE)).toEqual(before);
      expect(await forget(store.db, MONDAY + 4 * DAY, keepDaysSchema.parse({ disturbances: 1 }))).not.toMatchObject({
        disturbances: 0,
      });
    });
  });

  it('are those in which a wipe had failed or the lock had gaps, within the days that are asked for', async () => {
    await tell('bib-1', MONDAY, 'terminal.started', { version: '1', electron: '1', chromium: '1', sandboxed: true });
    await tell('bib-1', MONDAY, 'terminal.lock-incomplete', { gaps: ['runs-as-root'] });
    await tell('bib-1', MONDAY + 7 * MINUTE, 'terminal.started', {
      ...{ version: '1', electron: '1', chromium: '1', sandboxed: true },
    });
    await beat(10, 'blocked', 10);
    await beat(11, 'blocked', 11);
    await beat(12, 'idle', 12);
    await beat(13, 'off', 13);
    expect(await minutesAt(SEEN)).toEqual([
      ['bib-1', 'lock-incomplete', 7],
      ['bib-1', 'blocked', 2],
    ]);
    expect(await minutesAt(SEEN, { from: '2026-11-17', to: '2026-11-17' })).toEqual([]);
    expect(await minutesAt(SEEN, { from: '2026-11-09', to: '2026-11-15' })).toEqual([]);
  });
});
