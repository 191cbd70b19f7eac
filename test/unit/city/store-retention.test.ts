import { asc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEventIntake } from '../../../city/events/event-intake.ts';
import { listEvents } from '../../../city/events/event-store.ts';
import type { Store } from '../../../city/store/open-store.ts';
import { forget, keepDaysSchema, NO_VISIT } from '../../../city/store/retention.ts';
import { accessCodes, commands, events, orderAttachments, retention, visitCounts } from '../../../city/store/schema.ts';
import { type CityEvent, cityEventSchema } from '../../../contract/events.ts';
import { seatTerminals } from '../../seat-terminals.ts';
import { openTestStore, START, STARTING_MS } from './city-for-test.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = keepDaysSchema.parse({});
const SITE = 'bib';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
  await seatTerminals(store.db, ['bib-1'], START, { id: SITE, name: 'Bibliothek' });
}, STARTING_MS);
beforeEach(async () => {
  for (const table of [commands, events, visitCounts, retention]) await store.db.delete(table);
});
afterAll(() => store.close());

let sequence = 0;
const event = (type: string, data: object, at: number): CityEvent => {
  sequence += 1;
  const time = new Date(at).toISOString();
  return cityEventSchema.parse({
    ...{ specversion: '1.0', id: uuidv7(), source: '/terminals/bib-1', time, sequence },
    type: `stadtfenster.${type}`,
    data,
  });
};

const visit = (number: number): { visit: string } => ({ visit: `6f9619ff-8b86-4d01-b42d-00cf4fc9640${number}` });
const joined = { room: 'a', part: 'listen', role: 'attendee', locale: 'en', durationMs: 1 };
const ended = { outcome: 'left', step: 'meeting', durationMs: 1 };

/** Takes events that come at the time they tell. */
const come = async (...came: readonly CityEvent[]): Promise<void> => {
  for (const one of came) await createEventIntake(store.db, () => Date.parse(one.time))([one]);
};

const kept = async (): Promise<readonly CityEvent[]> => (await listEvents(store.db)).map((stored) => stored.event);
const counts = async () =>
  (await store.db.select().from(visitCounts).orderBy(asc(visitCounts.what), asc(visitCounts.value))).map(
    ({ hour, site, what, value, count }) => [hour.toISOString(), site, what, value, count],
  );

describe('what is kept long enough', () => {
  it('is forgotten by kind, and not an hour before', async () => {
    const made = () => [
      event('terminal.problem', { code: 'clock-wrong' }, START),
      event('visit.feedback', { ...visit(1), rating: 5, words: 'Danke' }, START),
      event('visit.ended', { ...visit(1), ...ended }, START),
      event('visit.failed', { ...visit(1), code: 'code-wrong', step: 'code' }, START),
    ];
    await come(...made());
    await forget(store.db, START + 30 * DAY_MS, DAYS);
    expect(await kept()).toHaveLength(4);
    expect(await forget(store.db, START + 30 * DAY_MS + HOUR_MS, DAYS)).toMatchObject({ visits: 1, problems: 0 });
    await forget(store.db, START + 90 * DAY_MS, DAYS);
    expect(await kept()).toHaveLength(3);
    const last = await forget(store.db, START + 90 * DAY_MS + HOUR_MS, DAYS);
    expect(last).toMatchObject({ problems: 2, feedback: 1, visits: 0, visitCounts: 0 });
    expect(await kept()).toEqual([]);
    // The numbers stay for three years.
    expect(await counts()).toHaveLength(3);
    expect(await forget(store.db, START + 1096 * DAY_MS, DAYS)).toMatchObject({ visitCounts: 3 });
  });

  it('is forgotten after a week when terminals were asked for it, whether or not another sends something', async () => {
    const id = uuidv7();
    const given = { audience: { all: true }, command: { act: 'screenshot' }, issuedBy: 'it' };
    const times = { issuedAt: new Date(START), expiresAt: new Date(START) };
    await store.db.insert(commands).values({ id, version: 1, ...given, ...times });
    const sent = { command: id, terminal: 'bib-1', kind: 'screenshot', body: '', receivedAt: new Date(START) };
    await store.db.insert(orderAttachments).values(sent);
    expect(await forget(store.db, START + 7 * DAY_MS, DAYS)).toMatchObject({ attachments: 0 });
    expect(await forget(store.db, START + 7 * DAY_MS + 1, DAYS)).toMatchObject({ attachments: 1, commands: 0 });
    expect(await store.db.$count(orderAttachments)).toBe(0);
  });

  it('is forgotten with its end: a code', async () => {
    const code = (role: string, validUntil: Date | null) => ({
      ...{ room: 'vorstand', role, hash: role, createdAt: new Date(START), validUntil },
    });
    await store.db.insert(accessCodes).values([code('attendee', new Date(START + HOUR_MS)), code('moderator', null)]);
    expect(await forget(store.db, START + HOUR_MS - 1, DAYS)).toMatchObject({ accessCodes: 0 });
    expect(await forget(store.db, START + HOUR_MS, DAYS)).toMatchObject({ accessCodes: 1 });
    expect(await store.db.select({ role: accessCodes.role }).from(accessCodes)).toEqual([{ role: 'moderator' }]);
  });

  it('is forgotten as a city has it set', async () => {
    await come(event('terminal.problem', { code: 'clock-wrong' }, START));
    await forget(store.db, START + 15 * DAY_MS, { ...DAYS, problems: 14 });
    expect(await kept()).toEqual([]);
  });

  it('is never what a terminal may send again: less than 14 days cannot be set', () => {
    for (const kind of ['heartbeats', 'problems', 'feedback', 'visits']) {
      expect(keepDaysSchema.safeParse({ [kind]: 13 }).success).toBe(false);
      expect(keepDaysSchema.safeParse({ [kind]: 14 }).success).toBe(true);
    }
    expect(keepDaysSchema.safeParse({ erika: 30 }).success).toBe(false);
  });
});

describe('an event of a kind that this version does not know', () => {
  it('is passed over by whoever lists the others', async () => {
    const [before, bygone, after] = [1, 2, 3].map((number) => event('visit.started', visit(number), START));
    if (before === undefined || bygone === undefined || after === undefined) throw new Error('There are three.');
    await come(before, bygone, after);
    await store.db.update(events).set({ type: 'stadtfenster.visit.bygone' }).where(eq(events.id, bygone.id));
    expect(await kept()).toEqual([before, after]);
  });
});

describe('visits', () => {
  it('are numbers of their site after a day, each counted once, and nothing says which events belong together', async () => {
    await come(
      event('visit.started', visit(1), START),
      event('visit.joined', { ...visit(1), ...joined }, START),
      event('visit.feedback', { ...visit(1), rating: 2 }, START),
      event('visit.feedback', { ...visit(1), rating: 5 }, START),
      event('visit.ended', { ...visit(1), ...ended }, START),
      event('visit.started', visit(2), START + HOUR_MS),
      event('terminal.problem', { code: 'clock-wrong' }, START),
    );
    const before = await kept();
    expect(await forget(store.db, START + DAY_MS, DAYS)).toMatchObject({ visitIds: 0 });
    expect(await kept()).toEqual(before);
    // The first hour is older than a day now, the second one not yet.
    expect(await forget(store.db, START + DAY_MS + 1, DAYS)).toMatchObject({ visitIds: 5 });
    const hour = '2026-11-18T16:00:00.000Z';
    // Midnight in Berlin.
    const day = '2026-11-17T23:00:00.000Z';
    const first = [
      [day, SITE, 'language', 'en', 1],
      [day, SITE, 'outcome', 'left', 1],
      [day, SITE, 'part', 'listen', 1],
      [day, SITE, 'rating', '5', 1],
      [hour, SITE, 'visits', 'started', 1],
    ];
    expect(await counts()).toEqual(first);
    expect(await forget(store.db, START + DAY_MS + 1, DAYS)).toMatchObject({ visitIds: 0 });
    await forget(store.db, START + 2 * DAY_MS, DAYS);
    expect(await counts()).toEqual([...first, ['2026-11-18T17:00:00.000Z', SITE, 'visits', 'started', 1]]);
    const ids = (await kept()).flatMap(({ data }) => ('visit' in data ? [data.visit] : []));
    expect(ids).toEqual(Array.from({ length: 6 }, () => NO_VISIT));
    // All else stays as it came.
    expect((await kept()).map(({ data }) => ({ ...data, visit: 0 }))).toEqual(
      before.map(({ data }) => ({ ...data, visit: 0 })),
    );
  });

  it('are counted once by processes that do it at once', async () => {
    await come(...[1, 2, 3].map((number) => event('visit.started', visit(number), START)));
    await Promise.all([1, 2, 3, 4].map(() => forget(store.db, START + 2 * DAY_MS, DAYS)));
    expect(await counts()).toEqual([['2026-11-18T16:00:00.000Z', SITE, 'visits', 'started', 3]]);
    const [done] = await store.db.select().from(retention).where(eq(retention.kind, 'visits'));
    expect(done?.doneUntil.getTime()).toBe(START + DAY_MS);
  });
});
