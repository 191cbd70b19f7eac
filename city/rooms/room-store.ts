import { and, asc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import type { Database } from '../store/open-store.ts';
import { rooms, weeklySlots } from '../store/schema.ts';
import { type CityRoom, storedRoomSchema } from './city-room.ts';

/** A portal room is a web page: it is a terminal's to ask for once it can show one. */
const forTerminals = (now: number) =>
  and(inArray(rooms.kind, ['open', 'closed']), or(isNull(rooms.expiresAt), gt(rooms.expiresAt, new Date(now))));

const selectRooms = async (db: Database, where: ReturnType<typeof and>): Promise<CityRoom[]> => {
  const rows = await db
    .select({ room: rooms, slot: weeklySlots })
    .from(rooms)
    .leftJoin(weeklySlots, eq(weeklySlots.room, rooms.id))
    .where(where)
    .orderBy(asc(rooms.position), asc(rooms.id), asc(weeklySlots.position));
  const byId = new Map<string, { room: (typeof rows)[number]['room']; schedule: unknown[] }>();
  for (const { room, slot } of rows) {
    const known = byId.get(room.id) ?? { room, schedule: [] };
    if (slot !== null) known.schedule.push({ weekday: slot.weekday, start: slot.start, end: slot.end });
    byId.set(room.id, known);
  }
  return [...byId.values()].map(
    ({ room: { id, kind, title, description, maxParticipants, startedBy, dialIn, screenShare }, schedule }) =>
      storedRoomSchema.parse({
        id,
        kind,
        title,
        description,
        maxParticipants,
        startedBy,
        dialIn,
        screenShare,
        schedule,
      }),
  );
};

/** All rooms a terminal may see, in the city's order. @param now milliseconds since 1970 */
export const listRooms = (db: Database, now: number): Promise<CityRoom[]> => selectRooms(db, forTerminals(now));

/** @returns the room, null when there is none with this id that a terminal may use now. */
export const findRoom = async (db: Database, id: string, now: number): Promise<CityRoom | null> =>
  (await selectRooms(db, and(forTerminals(now), eq(rooms.id, id))))[0] ?? null;
