import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withAdmin } from '../../../city/admin/with-admin.ts';
import type { CitySeedInput } from '../../../city/seed/city-seed.ts';
import { cityErrorSchema, CITY_PATHS, roomListSchema } from '../../../contract/city-api.ts';
import { type AccountRole, accountRoleSchema, auditPageSchema, DASHBOARD_PATHS } from '../../../contract/dashboard.ts';
import { plannedRoomsSchema, ROOM_PATHS, type RoomPlan, shownCodeSchema } from '../../../contract/dashboard-rooms.ts';
import { USAGE_PATHS, usageSchema } from '../../../contract/dashboard-usage.ts';
import { ROOMS_MAX } from '../../../contract/room.ts';
import { SEED, startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

let dir: string;
let test: TestCity;
const cookies = new Map<AccountRole, string>();

const ask = async (role: AccountRole, method: string, path: string, body?: unknown, site = 'same-origin') => {
  const answer = await fetch(new URL(path, test.city.url), {
    method,
    headers: {
      'sec-fetch-site': site,
      cookie: cookies.get(role) ?? '',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
  const json: unknown = isJson ? JSON.parse(text) : null;
  const code = cityErrorSchema.safeParse(json).data?.error.code ?? null;
  return { status: answer.status, headers: answer.headers, text, json, code };
};

const passwords = new Map<AccountRole, string>();
const signIn = async (role: AccountRole): Promise<void> => {
  const password = passwords.get(role) ?? (await test.city.accounts.add({ name: role, role }));
  passwords.set(role, password);
  const answer = await fetch(new URL(DASHBOARD_PATHS.session, test.city.url), {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    body: JSON.stringify({ name: role, password }),
  });
  cookies.set(role, answer.headers.get('set-cookie')?.split(';')[0] ?? '');
};

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'city-rooms-'));
  test = await startTestCity(dir);
  for (const role of accountRoleSchema.options) await signIn(role);
}, STARTING_MS);
afterAll(async () => {
  await test.close();
  await rm(dir, { recursive: true, force: true });
});

const PLAN: RoomPlan = {
  kind: 'closed',
  title: { de: 'Verein für Öl & Gemälde' },
  description: { de: 'Jeden Freitag.', en: 'Every Friday.' },
  maxParticipants: 20,
  startedBy: 'moderator',
  screenShare: true,
  schedule: [{ weekday: 5, start: '19:00', end: '21:00' }],
  lastDay: null,
};

const rooms = async () => plannedRoomsSchema.parse((await ask('reader', 'GET', ROOM_PATHS.rooms)).json).rooms;
const roomNamed = async (id: string) => (await rooms()).find((room) => room.id === id);
const onTerminal = async () => roomListSchema.parse((await test.get(CITY_PATHS.rooms)).json).rooms.map(({ id }) => id);
const make = async (plan: Partial<RoomPlan>) => {
  const answer = await ask('operator', 'POST', ROOM_PATHS.rooms, { ...PLAN, ...plan });
  return { ...answer, id: plannedRoomsSchema.shape.rooms.element.pick({ id: true }).safeParse(answer.json).data?.id };
};
const NO_VERSION = 'x'.repeat(43);
/** Changes a room from what it is now, or was. */
const change = async (id: string, plan: RoomPlan, version?: string) => {
  const read = version ?? (await roomNamed(id))?.version ?? NO_VERSION;
  return ask('operator', 'PUT', ROOM_PATHS.room(id), { ...plan, version: read });
};
const codeOf = async (id: string, role: 'attendee' | 'moderator', validSeconds?: number) => {
  const answer = await ask('librarian', 'POST', ROOM_PATHS.codes(id), { role, validSeconds });
  return { ...answer, shown: shownCodeSchema.safeParse(answer.json).data };
};
const opens = async (code: string) => (await test.post(CITY_PATHS.code, { code, room: null })).status === 200;
const importSeed = (seed: CitySeedInput) => withAdmin({ folder: dir }, (admin) => admin.importSeed(seed));
const audited = async () =>
  auditPageSchema
    .parse((await ask('operator', 'GET', DASHBOARD_PATHS.audit)).json)
    .entries.map(({ account, act, subject }) => [account, act, subject]);

describe('a room in the dashboard', () => {
  it('is made, seen by terminals when they next look, changed and removed, and the audit log knows who did it', async () => {
    const { status, id = '' } = await make({});
    expect([status, id]).toEqual([200, 'verein-fuer-oel-gemaelde']);
    expect((await make({})).id).toBe(`${id}-2`);
    expect(await onTerminal()).toEqual(['energie-umwelt', 'vorstand', 'klein', id, `${id}-2`]);
    expect(await roomNamed(id)).toEqual({
      ...PLAN,
      id,
      version: (await roomNamed(id))?.version,
      next: [20, 27, 34].map((day) => ({
        start: new Date(Date.UTC(2026, 10, day, 18)).toISOString().replace('.000', ''),
        end: new Date(Date.UTC(2026, 10, day, 20)).toISOString().replace('.000', ''),
      })),
      isExpired: false,
      fromImport: false,
      codes: [],
    });
    const changed = { ...PLAN, title: { de: 'Neu', en: 'New' }, description: null, schedule: [] };
    expect((await change(id, changed)).status).toBe(204);
    expect(await roomNamed(id)).toMatchObject({ ...changed, next: [] });
    for (const room of [id, `${id}-2`]) {
      expect((await ask('operator', 'DELETE', ROOM_PATHS.room(room))).status).toBe(204);
      expect((await ask('operator', 'DELETE', ROOM_PATHS.room(room))).code).toBe('not-found');
    }
    expect((await change(id, changed)).code).toBe('not-found');
    expect(await onTerminal()).toEqual(['energie-umwelt', 'vorstand', 'klein']);
    expect((await audited()).slice(0, 5)).toEqual([
      ['operator', 'room-removed', `${id}-2`],
      ['operator', 'room-removed', id],
      ['operator', 'room-changed', id],
      ['operator', 'room-made', `${id}-2`],
      ['operator', 'room-made', id],
    ]);
  });

  it('is gone for terminals after its last day by the city’s clocks, with its codes, and comes back with a later one', async () => {
    const { id = '' } = await make({ lastDay: '2026-11-18' });
    const { shown } = await codeOf(id, 'attendee');
    const code = shown?.code ?? '';
    test.clock.now = Date.UTC(2026, 10, 18, 22, 59, 59);
    // Hours later nobody is signed in any more.
    for (const role of accountRoleSchema.options) await signIn(role);
    expect(await onTerminal()).toContain(id);
    expect(await opens(code)).toBe(true);
    test.clock.now += 1000;
    expect(await onTerminal()).not.toContain(id);
    expect(await opens(code)).toBe(false);
    expect((await codeOf(id, 'attendee')).code).toBe('not-found');
    expect(await roomNamed(id)).toMatchObject({ isExpired: true, lastDay: '2026-11-18' });
    await change(id, { ...PLAN, lastDay: '2026-11-19' });
    expect(await onTerminal()).toContain(id);
    expect(await opens(code)).toBe(true);
    await ask('operator', 'DELETE', ROOM_PATHS.room(id));
  });

  it('is not overwritten by somebody who has not seen the last change, not even at the same moment', async () => {
    const { id = '' } = await make({});
    const { version = '' } = (await roomNamed(id)) ?? {};
    const [one, other] = ['Die eine', 'Die andere'].map((de) => ({ ...PLAN, title: { de } }));
    const answers = await Promise.all([change(id, one ?? PLAN, version), change(id, other ?? PLAN, version)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(answers.map(({ code }) => code)).toContain('changed-meanwhile');
    const changed = await roomNamed(id);
    expect((await change(id, { ...PLAN, schedule: [] }, version)).code).toBe('changed-meanwhile');
    expect(await roomNamed(id)).toEqual(changed);
    expect((await change(id, PLAN)).status).toBe(204);
    // Back to what was read at first: nothing is lost with a change of that.
    expect((await change(id, { ...PLAN, schedule: [] }, version)).status).toBe(204);
    await ask('operator', 'DELETE', ROOM_PATHS.room(id));
  });

  it('is refused with a code when it is not as agreed', async () => {
    for (const wrong of [
      { title: { de: 'X' } },
      { title: { de: '' } },
      { title: { de: 'Verein\u0000' } },
      { title: { de: 'Verein', en: 'Club \ud83d' } },
      { description: { de: 'Jeden\u202eFreitag' } },
      { description: { de: 'Jeden Freitag', en: '\u0000' } },
      { description: { de: 'x'.repeat(301) } },
      { maxParticipants: 0 },
      { schedule: [{ weekday: 8, start: '19:00', end: '21:00' }] },
      { schedule: [{ weekday: 1, start: '24:00', end: '21:00' }] },
      { lastDay: '2026-02-30' },
      { lastDay: '0000-01-01' },
      { dialIn: null },
    ]) {
      expect(await make(wrong)).toMatchObject({ status: 400, code: 'invalid-request' });
    }
    expect((await make({ title: { de: '市' + '議会' } })).id).toBe('raum');
    await ask('operator', 'DELETE', ROOM_PATHS.room('raum'));
  });

  it('stays through an import when it was made here; one of the file is as the file has it', async () => {
    const { id = '' } = await make({});
    const { shown } = await codeOf(id, 'moderator');
    const { schedule, ...seeded } = (await roomNamed('vorstand')) ?? { schedule: [] };
    expect([seeded, schedule]).toMatchObject([{ fromImport: true, title: { de: 'Vorstand' } }, []]);
    await change('vorstand', PLAN);
    await ask('operator', 'DELETE', ROOM_PATHS.room('klein'));
    await importSeed(SEED);
    expect(await onTerminal()).toEqual(['energie-umwelt', 'vorstand', 'klein', id]);
    expect(await roomNamed('vorstand')).toMatchObject({ title: { de: 'Vorstand' }, schedule: [] });
    expect(await opens(shown?.code ?? '')).toBe(true);
    await importSeed({ ...SEED, rooms: [{ id, title: { de: 'Aus der Datei' } }] });
    expect(await rooms()).toMatchObject([{ id, fromImport: true, title: { de: 'Aus der Datei' } }]);
    await importSeed(SEED);
    expect(await onTerminal()).toEqual(['energie-umwelt', 'vorstand', 'klein']);
    expect(await opens(shown?.code ?? '')).toBe(false);
  });

  it('is one of at most as many as a terminal takes, with those of an import', async () => {
    const many = Array.from({ length: ROOMS_MAX }, (_, index) => ({ id: `raum-${index}`, title: { de: 'Raum' } }));
    await importSeed({ ...SEED, rooms: many.slice(1) });
    const { id } = await make({});
    expect(id).toBeDefined();
    expect(await make({})).toMatchObject({ status: 409, code: 'rooms-full' });
    await expect(importSeed({ ...SEED, rooms: many })).rejects.toThrow(/more than 500/);
    expect(await onTerminal()).toHaveLength(ROOMS_MAX);
    await ask('operator', 'DELETE', ROOM_PATHS.room(id ?? ''));
    await importSeed(SEED);
  });
});

describe('a code in the dashboard', () => {
  it('is shown once with its QR, replaced, and withdrawn', async () => {
    const first = await codeOf('vorstand', 'attendee');
    expect(first.shown?.code).toMatch(/^(?:[0-9A-Z]{3}-){2}[0-9A-Z]{4}$/);
    expect(new Set(first.shown?.fields.map((row) => row.length))).toEqual(new Set([first.shown?.fields.length]));
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(await opens(first.shown?.code ?? '')).toBe(true);
    expect((await roomNamed('vorstand'))?.codes).toEqual([
      { role: 'attendee', createdAt: test.clock.now, validUntil: null },
    ]);
    const second = await codeOf('vorstand', 'attendee');
    expect([await opens(first.shown?.code ?? ''), await opens(second.shown?.code ?? '')]).toEqual([false, true]);
    const withdraw = () => ask('librarian', 'DELETE', ROOM_PATHS.code('vorstand', 'attendee'));
    expect((await withdraw()).status).toBe(204);
    expect((await withdraw()).code).toBe('not-found');
    expect(await opens(second.shown?.code ?? '')).toBe(false);
    expect((await roomNamed('vorstand'))?.codes).toEqual([]);
    expect((await codeOf('energie-umwelt', 'attendee')).code).toBe('not-found');
    expect((await codeOf('nirgends', 'attendee')).code).toBe('not-found');
    expect((await audited()).slice(0, 3)).toEqual([
      ['librarian', 'code-withdrawn', 'vorstand (attendee)'],
      ['librarian', 'code-made', 'vorstand (attendee)'],
      ['librarian', 'code-made', 'vorstand (attendee)'],
    ]);
    const everywhere = JSON.stringify([await rooms(), await audited(), test.log]);
    for (const { shown } of [first, second]) expect(everywhere).not.toContain(shown?.code);
  });
});

describe('a code with an end', () => {
  it('opens its room until then, is then like one that never was, and is replaced by one without', async () => {
    const { shown } = await codeOf('vorstand', 'attendee', 60);
    const code = shown?.code ?? '';
    const validUntil = test.clock.now + 60_000;
    expect((await roomNamed('vorstand'))?.codes).toEqual([{ role: 'attendee', createdAt: test.clock.now, validUntil }]);
    test.clock.now = validUntil - 1;
    expect(await opens(code)).toBe(true);
    test.clock.now = validUntil;
    const ended = await test.post(CITY_PATHS.code, { code, room: null });
    expect(ended).toMatchObject({ status: 403, json: { error: { code: 'code-wrong' } } });
    expect((await roomNamed('vorstand'))?.codes).toEqual([]);
    const lasting = (await codeOf('vorstand', 'attendee')).shown?.code ?? '';
    test.clock.now += 60_000;
    expect([await opens(code), await opens(lasting)]).toEqual([false, true]);
    for (const wrong of [0, 1.5, 366 * 24 * 60 * 60]) {
      expect((await codeOf('vorstand', 'attendee', wrong)).code).toBe('invalid-request');
    }
    await ask('librarian', 'DELETE', ROOM_PATHS.code('vorstand', 'attendee'));
  });
});

describe('the addresses of rooms, codes and usage', () => {
  const DAYS = '?from=2026-11-16&to=2026-11-22';
  const CHANGES: readonly (readonly [string, string, unknown, readonly AccountRole[]])[] = [
    ['POST', ROOM_PATHS.rooms, { ...PLAN, title: { de: 'Geht nicht', en: 'X' } }, ['operator']],
    ['PUT', ROOM_PATHS.room('nirgends'), { ...PLAN, version: NO_VERSION }, ['operator']],
    ['DELETE', ROOM_PATHS.room('nirgends'), undefined, ['operator']],
    ['POST', ROOM_PATHS.codes('nirgends'), { role: 'attendee' }, ['operator', 'librarian']],
    ['DELETE', ROOM_PATHS.code('nirgends', 'attendee'), undefined, ['operator', 'librarian']],
  ];

  it('let nobody in who may not, and change nothing for other pages', async () => {
    for (const [method, path, body, roles] of CHANGES) {
      for (const role of accountRoleSchema.options) {
        const { code } = await ask(role, method, path, body);
        const refused = body !== undefined && path === ROOM_PATHS.rooms ? 'invalid-request' : 'not-found';
        expect([path, role, code]).toEqual([path, role, roles.includes(role) ? refused : 'role-insufficient']);
        expect((await ask(role, method, path, body, 'cross-site')).code).toBe('foreign-page');
      }
    }
    for (const path of [ROOM_PATHS.rooms, USAGE_PATHS.usage + DAYS, USAGE_PATHS.table + DAYS]) {
      for (const role of accountRoleSchema.options) expect((await ask(role, 'GET', path)).status).toBe(200);
      expect((await test.get(path)).status).toBe(401);
    }
  });

  it('tell the usage of at most a quarter, and the words to whom may read them', async () => {
    const usageOf = async (role: AccountRole) =>
      usageSchema.parse((await ask(role, 'GET', USAGE_PATHS.usage + DAYS)).json).words;
    expect([await usageOf('operator'), await usageOf('librarian'), await usageOf('reader')]).toEqual([[], [], null]);
    const ANCIENT = '?from=0001-01-01&to=0001-01-02';
    for (const wrong of [
      '',
      '?from=2026-11-22&to=2026-11-16',
      '?from=2026-01-01&to=2026-11-16',
      '?from=x&to=y',
      ANCIENT,
    ]) {
      expect((await ask('reader', 'GET', USAGE_PATHS.usage + wrong)).code).toBe('invalid-request');
    }
    const { headers } = await ask('reader', 'GET', USAGE_PATHS.table + DAYS);
    expect(headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(headers.get('content-disposition')).toBe('attachment; filename="stadtfenster-2026-11-16-2026-11-22.csv"');
  });
});
