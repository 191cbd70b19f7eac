import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adminOf } from '../../../city/admin/admin.ts';
import { createEventIntake } from '../../../city/events/event-intake.ts';
import { listEvents } from '../../../city/events/event-store.ts';
import { findTerminalsOfTokens } from '../../../city/fleet/bearer-tokens.ts';
import { enrol } from '../../../city/fleet/enrolment.ts';
import { signConfiguration } from '../../../city/fleet/terminal-configuration.ts';
import { createHelpCalls } from '../../../city/help/help-calls.ts';
import { listRooms } from '../../../city/rooms/room-store.ts';
import { restoreBackup } from '../../../city/store/backup.ts';
import { openStore, type Store } from '../../../city/store/open-store.ts';
import { city, visitCounts } from '../../../city/store/schema.ts';
import { STORED_TABLES } from '../../../city/store/tables.ts';
import { enrolmentProof } from '../../../contract/enrolment.ts';
import { makeKeyPair, signProof } from '../../../main/terminal/sign-as-terminal.ts';
import { madeEvent } from '../../bench/city/made-events.ts';
import { contentIn, openTestStore, SEED, START, STARTING_MS } from './city-for-test.ts';

const endSchema = z.object({ rows: z.number() });

const DAY_MS = 24 * 60 * 60_000;

let dir: string;
let original: Store;
let token: string;

const adminIn = (store: Store) =>
  adminOf(
    store,
    () => START,
    createHelpCalls(store.db, () => START),
  );

const inFile = (name: string): string => join(dir, name);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'city-backup-'));
  original = await openTestStore();
  const admin = adminIn(original);
  await admin.importSeed(SEED);
  const { privateKey, publicKey } = makeKeyPair();
  const code = (await admin.createEnrolmentCode({ site: 'bib', terminal: 'bib-1' })).replaceAll('-', '');
  const signature = signProof(privateKey, enrolmentProof({ code, publicKey }));
  ({ token } = await enrol(original, { code, publicKey, signature }, 60, START));
  // Makes the city's key.
  await signConfiguration(original.db, 'bib-1', START);
  const take = createEventIntake(original.db, () => START);
  // More than are read at once.
  for (let batch = 0; batch < 60; batch += 1) {
    await take(Array.from({ length: 20 }, (_, index) => madeEvent('bib-1', batch * 20 + index + 1)));
  }
  await admin.backup({ file: inFile('whole'), overwrite: false });
}, STARTING_MS);
afterAll(async () => {
  await original.close();
  await rm(dir, { recursive: true, force: true });
});

/** Of the city in a store. */
const nameOf = async ({ db }: Store): Promise<string | undefined> => (await db.select().from(city))[0]?.name;

/** Does something with an empty store of the same kind. */
const elsewhere = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openTestStore();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

const restore = (store: Store, name: string, overwrite = false, now = START) =>
  restoreBackup(store.db, { file: inFile(name), overwrite }, now);

describe('a backup', () => {
  it(
    'brought back elsewhere is the same city: events, rooms, tokens and key; what follows goes on',
    async () => {
      await elsewhere(async (store) => {
        const rows = await restore(store, 'whole', false, START + DAY_MS);
        expect(rows).toBeGreaterThan(1200);
        const events = await listEvents(store.db, { limit: 5000 });
        expect(events).toHaveLength(1200);
        expect(events).toEqual(await listEvents(original.db, { limit: 5000 }));
        expect(await listRooms(store.db, START)).toEqual(await listRooms(original.db, START));
        expect(await findTerminalsOfTokens(store.db, [token], START)).toMatchObject([{ terminal: 'bib-1' }]);
        const [before, after] = [
          await signConfiguration(original.db, 'bib-1', START),
          await signConfiguration(store.db, 'bib-1', START),
        ];
        expect(after.key).toBe(before.key);
        // A terminal takes no version that is not newer than the one it has.
        expect(contentIn(after).version).toBe(START + DAY_MS);
        expect(contentIn(after).version).toBeGreaterThan(contentIn(before).version);
        expect(contentIn(after).configuration).toEqual(contentIn(before).configuration);
        // What was counted is counted on.
        const [first] = events;
        const intake = createEventIntake(store.db, () => START);
        expect(await intake([first?.event ?? madeEvent('bib-1', 1), madeEvent('bib-1', 1201)])).toEqual({
          accepted: 1,
          duplicates: 1,
        });
        expect((await listEvents(store.db, { limit: 1 }))[0]?.position).toBeGreaterThan(events.at(-1)?.position ?? 0);
      });
    },
    STARTING_MS,
  );

  it('is for its owner only, holds every table, and replaces no file unless told to', async () => {
    expect((await stat(inFile('whole'))).mode & 0o777).toBe(0o600);
    const text = gunzipSync(await readFile(inFile('whole'))).toString();
    for (const name of ['city', 'rooms', 'events', 'signing_key', 'bearer_tokens']) {
      expect(STORED_TABLES.map((table) => table.name)).toContain(name);
      expect(text.includes(`{"table":"${name}"`), name).toBe(true);
    }
    const before = await readFile(inFile('whole'));
    const again = { file: inFile('whole'), overwrite: false };
    await expect(adminIn(original).backup(again)).rejects.toThrow(/is there already; --yes replaces it\.$/);
    expect(await readFile(inFile('whole'))).toEqual(before);
    expect(await adminIn(original).backup({ ...again, overwrite: true })).toBeGreaterThan(1200);
    await expect(adminIn(original).backup({ file: inFile('none/x'), overwrite: false })).rejects.toThrow(
      /x cannot be written \(ENOENT\)\.$/,
    );
    expect(existsSync(inFile('whole.part'))).toBe(false);
  });

  it(
    'replaces what is there only when told to',
    async () => {
      await elsewhere(async (store) => {
        await adminIn(store).importSeed({ city: 'Anderswo' });
        await expect(restore(store, 'whole')).rejects.toThrow(
          'The store holds something already; --yes replaces all of it.',
        );
        expect(await nameOf(store)).toBe('Anderswo');
        await restore(store, 'whole', true);
        expect(await nameOf(store)).toBe('Musterstadt');
      });
    },
    STARTING_MS,
  );

  it(
    'that is not whole, not one, or of a newer version changes nothing',
    async () => {
      const whole = await readFile(inFile('whole'));
      const lines = gunzipSync(whole).toString().trimEnd().split('\n');
      const unchanged = 'is no backup of a city, or not a whole one; nothing was changed.';
      const damaged = {
        'no gzip': [Buffer.from('Erika'), unchanged],
        cut: [whole.subarray(0, whole.length - 100), unchanged],
        'without its end': [gzipSync(lines.slice(0, -1).join('\n')), unchanged],
        'without a table': [gzipSync([...lines.slice(0, 2), ...lines.slice(3)].join('\n')), unchanged],
        newer: [gzipSync(lines.join('\n').replace(/"tables":\d+/, '"tables":99999999999999')), 'of a newer version'],
      } as const;
      await elsewhere(async (store) => {
        await adminIn(store).importSeed({ city: 'Anderswo' });
        for (const [name, [content, sentence]] of Object.entries(damaged)) {
          await writeFile(inFile(name), content);
          await expect(restore(store, name, true), name).rejects.toThrow(sentence);
        }
        await expect(restore(store, '.', true), 'a folder').rejects.toThrow(unchanged);
        await expect(restore(store, 'nowhere', true)).rejects.toThrow(/^There is no file /);
        expect(await nameOf(store)).toBe('Anderswo');
      });
    },
    STARTING_MS,
  );

  it(
    'from before visits were counted by site has them by the site of their terminal',
    async () => {
      const lines = gunzipSync(await readFile(inFile('whole')))
        .toString()
        .trimEnd()
        .split('\n');
      const counted = (terminal: string, what: string, hour: number) =>
        ({ hour: `2026-11-18T${hour}:00:00+00:00`, terminal, what, value: 'x', count: 2 }) as const;
      const rows = [
        ...[counted('bib-1', 'visits', 16), counted('gone', 'visits', 16)],
        ...[counted('bib-1', 'outcome', 16), counted('bib-1', 'outcome', 17)],
      ];
      const end = { rows: endSchema.parse(JSON.parse(lines.pop() ?? '')).rows + rows.length };
      const older = [...lines, JSON.stringify({ table: 'visit_counts', rows }), JSON.stringify(end)];
      await writeFile(inFile('older'), gzipSync(older.join('\n')));
      await elsewhere(async (store) => {
        await restore(store, 'older');
        const kept = await store.db.select().from(visitCounts).orderBy(asc(visitCounts.what));
        expect(kept.map(({ hour, site, what, count }) => [hour.toISOString(), site, what, count])).toEqual([
          ['2026-11-17T23:00:00.000Z', 'bib', 'outcome', 4],
          ['2026-11-18T16:00:00.000Z', 'bib', 'visits', 2],
        ]);
      });
    },
    STARTING_MS,
  );

  it(
    'of one kind of store is brought back into the other',
    async () => {
      const store = await openStore(null);
      await restore(store, 'whole');
      expect(await listEvents(store.db, { limit: 5000 })).toHaveLength(1200);
      await store.close();
    },
    STARTING_MS,
  );
});
