import { describe, expect, it } from 'vitest';
import type { Room } from '../../../../contract/room.ts';
import type { KnownRooms } from '../../../../contract/snapshot.ts';
import type { Answer } from '../../../../main/link/city.ts';
import { keepRoomList, type RoomListPorts } from '../../../../main/link/room-list.ts';
import { START } from '../hand-clock.ts';
import { roomNamed } from '../visit/visit-for-test.ts';

type Rooms = Answer<readonly Room[]>;

const quiet = (room: Room): Room => ({ ...room, running: false, participants: 0 });

const keeperForTest = (kept: RoomListPorts['kept'] = null) => {
  const clock = { now: START };
  const questions: ((answer: Rooms) => void)[] = [];
  const written: { at: number; list: Room[] }[] = [];
  const seen: KnownRooms[] = [];
  const keeper = keepRoomList({
    ask: () => new Promise((resolve) => questions.push(resolve)),
    now: () => clock.now,
    kept,
    keep: (list) => written.push(list),
    changed: (rooms) => seen.push(rooms),
  });
  /** Asks, and lets the city answer. */
  const refreshed = async (answer: Rooms): Promise<KnownRooms> => {
    const done = keeper.refresh();
    questions.at(-1)?.(answer);
    await done;
    return keeper.known();
  };
  return { keeper, clock, questions, written, seen, refreshed };
};

const of = (...rooms: readonly Room[]): Rooms => ({ ok: true, value: rooms });
const AWAY: Rooms = { ok: false, code: 'city-unreachable' };

describe('the list of rooms', () => {
  it('is loading at first, fresh when the city has answered, and drawn anew', async () => {
    const { keeper, refreshed, seen } = keeperForTest();
    expect(keeper.known()).toEqual({ state: 'loading', rooms: [], at: null, failure: null });
    const known = await refreshed(of(roomNamed('ag-energie')));
    expect(known).toEqual({ state: 'fresh', rooms: [roomNamed('ag-energie')], at: START, failure: null });
    expect(seen).toEqual([known]);
    expect(keeper.find('ag-energie')).toEqual(roomNamed('ag-energie'));
    expect(keeper.find('ag-fort')).toBeUndefined();
  });

  it('begins with what was kept, and says so', async () => {
    const kept = { at: START - 60_000, list: [quiet(roomNamed('ag-energie'))] };
    const { keeper, refreshed } = keeperForTest(kept);
    expect(keeper.known()).toEqual({ state: 'loading', rooms: kept.list, at: kept.at, failure: null });
    expect(keeper.find('ag-energie')).toBeDefined();
    expect(await refreshed(AWAY)).toEqual({
      state: 'stale',
      rooms: kept.list,
      at: kept.at,
      failure: 'city-unreachable',
    });
  });

  it('is the last known one while the city is away: with its age, without who was in', async () => {
    const { keeper, clock, refreshed } = keeperForTest();
    await refreshed(of(roomNamed('ag-energie'), roomNamed('ag-kultur')));
    clock.now += 600_000;
    const stale = await refreshed(AWAY);
    expect(stale).toEqual({
      state: 'stale',
      rooms: [quiet(roomNamed('ag-energie')), quiet(roomNamed('ag-kultur'))],
      at: START,
      failure: 'city-unreachable',
    });
    expect(keeper.find('ag-energie')).toMatchObject({ running: false, participants: 0 });
    expect(await refreshed({ ok: false, code: 'city-slow' })).toMatchObject({ state: 'stale', failure: 'city-slow' });
    expect(await refreshed(of())).toEqual({ state: 'fresh', rooms: [], at: START + 600_000, failure: null });
  });

  it('is drawn anew only when it looks different, and is as old as it is', async () => {
    const { keeper, clock, refreshed, seen } = keeperForTest();
    const room = roomNamed('ag-energie');
    await refreshed(of(room));
    clock.now += 15_000;
    await refreshed(of({ ...room }));
    expect(seen).toHaveLength(1);
    expect(keeper.known().at).toBe(START + 15_000);
    await refreshed(of({ ...room, participants: 4 }));
    await refreshed(AWAY);
    await refreshed(AWAY);
    await refreshed({ ok: false, code: 'city-slow' });
    expect(seen.map(({ state, failure }) => failure ?? state)).toEqual([
      'fresh',
      'fresh',
      'city-unreachable',
      'city-slow',
    ]);
  });

  it('may fail before there ever was one', async () => {
    expect(await keeperForTest().refreshed(AWAY)).toEqual({
      state: 'stale',
      rooms: [],
      at: null,
      failure: 'city-unreachable',
    });
  });

  it('is asked for once, however many wait for it', async () => {
    const { keeper, questions, seen } = keeperForTest();
    const waiting = [keeper.refresh(), keeper.refresh(), keeper.refresh()];
    expect(questions).toHaveLength(1);
    questions[0]?.(of());
    await Promise.all(waiting);
    expect(seen).toHaveLength(1);
    void keeper.refresh();
    expect(questions).toHaveLength(2);
  });

  it('is asked for again after a question that broke off', async () => {
    let questions = 0;
    const keeper = keepRoomList({
      ask: () => {
        questions += 1;
        return Promise.reject(new Error('broken off'));
      },
      now: () => START,
      kept: null,
      keep: () => undefined,
      changed: () => undefined,
    });
    await expect(keeper.refresh()).rejects.toThrow('broken off');
    await expect(keeper.refresh()).rejects.toThrow('broken off');
    expect(questions).toBe(2);
  });
});

describe('what is written down', () => {
  it('is the list without who is in, and only when it is another one', async () => {
    const { clock, written, refreshed } = keeperForTest();
    const room = roomNamed('ag-energie');
    await refreshed(of(room));
    expect(written).toEqual([{ at: START, list: [quiet(room)] }]);
    clock.now += 15_000;
    await refreshed(of({ ...room, running: false, participants: 0 }));
    await refreshed(AWAY);
    await refreshed(of({ ...room, participants: 17 }));
    expect(written).toHaveLength(1);
    await refreshed(of({ ...room, title: { de: 'Anders' } }));
    await refreshed(of());
    expect(written.map(({ at, list }) => [at, list.length])).toEqual([
      [START, 1],
      [START + 15_000, 1],
      [START + 15_000, 0],
    ]);
  });

  it('is written again after an hour, so that its age is not told wrong by much', async () => {
    const { clock, written, refreshed } = keeperForTest();
    await refreshed(of(roomNamed('ag-energie')));
    clock.now += 3_599_999;
    await refreshed(of(roomNamed('ag-energie')));
    expect(written).toHaveLength(1);
    clock.now += 1;
    await refreshed(of(roomNamed('ag-energie')));
    expect(written.map(({ at }) => at)).toEqual([START, START + 3_600_000]);
  });

  it('is not written again when it is the one that was kept', async () => {
    const { written, refreshed } = keeperForTest({ at: START - 1, list: [quiet(roomNamed('ag-energie'))] });
    await refreshed(of(roomNamed('ag-energie')));
    expect(written).toEqual([]);
  });
});
