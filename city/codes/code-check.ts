import type { CodeRequest } from '../../contract/access-code.ts';
import type { Role } from '../../contract/role.ts';
import { readConfiguration } from '../fleet/terminal-configuration.ts';
import { Refusal } from '../refusal.ts';
import type { CityRoom } from '../rooms/city-room.ts';
import { findRoom } from '../rooms/room-store.ts';
import { opensByCode } from '../rooms/rooms-of-terminal.ts';
import type { Database } from '../store/open-store.ts';
import { findAccessCode } from './access-codes.ts';
import { countAttempts } from './attempts.ts';

/** A terminal is used by many: beyond this it is only slowed down, by no more than one attempt takes to come back. */
const PER_TERMINAL = { free: 20, everySeconds: 3 };
/** All terminals together, against one room: far more than people mistype, far too few to find a code of 43 bit. */
const PER_ROOM = { free: 60, everySeconds: 3 };

/** Stands where a code was found but no room, so that every answer has asked the store for one. */
const NO_ROOM = '';

export interface CodeCheck {
  /**
   * @throws Refusal `code-wrong` for all that is wrong, after the same work; `code-wait` before any of it
   */
  readonly check: (
    request: CodeRequest & { readonly terminal: string },
  ) => Promise<{ readonly room: CityRoom; readonly role: Role }>;
}

/** @param now milliseconds since 1970 */
export const createCodeCheck = (db: Database, now: () => number): CodeCheck => {
  const terminals = countAttempts(db, 'code/terminal', PER_TERMINAL, now);
  const rooms = countAttempts(db, 'code/room', PER_ROOM, now);
  return {
    check: async ({ code, room, terminal }) => {
      const wait = (await terminals.take(terminal)) || (room === null ? 0 : await rooms.take(room));
      if (wait > 0) throw new Refusal('code-wait', 'There were too many wrong codes.', wait);
      const found = await findAccessCode(db, code, now());
      const its = await findRoom(db, found?.room ?? NO_ROOM, now());
      const opensHere = opensByCode(its?.id ?? NO_ROOM, await readConfiguration(db, terminal));
      if (found === null || its === null || !opensHere || (room !== null && room !== its.id)) {
        throw new Refusal('code-wrong', 'This is not a code of this room.');
      }
      await terminals.giveBack(terminal);
      if (room !== null) await rooms.giveBack(room);
      return { room: its, role: found.role };
    },
  };
};
