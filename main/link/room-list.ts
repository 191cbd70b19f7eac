import type { FailureCode } from '../../contract/failure.ts';
import type { Room, RoomId } from '../../contract/room.ts';
import type { KnownRooms } from '../../contract/snapshot.ts';
import type { Answer } from './city.ts';

export interface RoomListPorts {
  readonly ask: () => Promise<Answer<readonly Room[]>>;
  readonly now: () => number;
  /** The list that was kept on disk, if any. */
  readonly kept: { readonly at: number; readonly list: readonly Room[] } | null;
  readonly keep: (kept: { at: number; list: Room[] }) => void;
  readonly changed: (rooms: KnownRooms) => void;
}

export interface RoomListKeeper {
  known(): KnownRooms;
  find(id: RoomId): Room | undefined;
  /** Asks the city; calls while one is under way wait for the same answer. */
  refresh(): Promise<void>;
}

const KEEP_EVERY_MS = 60 * 60_000;

/** What is worth keeping: who is in a room now will not be true later. */
const lasting = (room: Room): Room => ({ ...room, running: false, participants: 0 });

/** What is known before the city has been asked. */
export const firstRooms = (kept: RoomListPorts['kept']): KnownRooms =>
  kept === null
    ? { state: 'loading', rooms: [], at: null, failure: null }
    : { state: 'loading', rooms: kept.list, at: kept.at, failure: null };

/** Keeps the list of rooms: fresh while the city answers, the last known one with its age when it does not. */
export const keepRoomList = (ports: RoomListPorts): RoomListKeeper => {
  let known = firstRooms(ports.kept);
  let underWay: Promise<void> | null = null;
  let keptText = JSON.stringify(ports.kept?.list ?? null);

  let keptAt = ports.kept?.at ?? Number.NEGATIVE_INFINITY;

  const set = (next: KnownRooms): void => {
    const looksTheSame =
      next.state === known.state &&
      next.failure === known.failure &&
      JSON.stringify(next.rooms) === JSON.stringify(known.rooms);
    known = next;
    // Most answers bring nothing new, and an idle terminal should do nothing.
    if (!looksTheSame) ports.changed(known);
  };
  const fresh = (rooms: readonly Room[]): void => {
    const at = ports.now();
    set({ state: 'fresh', rooms, at, failure: null });
    const list = rooms.map(lasting);
    const text = JSON.stringify(list);
    // Flash memory wears: write when the list is another one, or its age would be told wrong by much.
    if (text === keptText && at - keptAt < KEEP_EVERY_MS) return;
    keptText = text;
    keptAt = at;
    ports.keep({ at, list });
  };
  const stale = (failure: FailureCode): void =>
    set({ state: 'stale', rooms: known.rooms.map(lasting), at: known.at, failure });

  return {
    known: () => known,
    find: (id) => known.rooms.find((room) => room.id === id),
    refresh: () => {
      underWay ??= ports
        .ask()
        .then((answer) => (answer.ok ? fresh(answer.value) : stale(answer.code)))
        .finally(() => {
          underWay = null;
        });
      return underWay;
    },
  };
};
