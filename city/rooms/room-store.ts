import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../store/open-store.ts';
import { rooms, weeklySlots } from '../store/schema.ts';
import { type CityRoom, cityRoomSchema } from './city-room.ts';

/** A portal room is a web page: it is a terminal's to ask for once it can show one. */
const FOR_TERMINALS = inArray(rooms.kind, ['open', 'closed']);

const selectRooms = async (db: Database, where: ReturnType<typeof and>): Promise<CityRoom[]> => {
  const rows = await db
    .select({ room: rooms, slot: weeklySlots })
    .from(rooms)
    .leftJoin(weeklySlots, eq(weeklySlots.room, rooms.id))
    .where(where)
    .orderBy(asc(rooms.position), asc(weeklySlots.position));
  const byId = new Map<string, { room: (typeof rows)[number]['room']; schedule: unknown[] }>();
  for (const { room, slot } of rows) {
    const known = byId.get(room.id) ?? { room, schedule: [] };
    if (slot !== null) known.schedule.push({ weekday: slot.weekday, start: slot.start, end: slot.end });
    byId.set(room.id, known);
  }
  return [...byId.values()].map(
    ({ room: { id, kind, title, description, maxParticipants, startedBy, dialIn, screenShare }, schedule }) =>
      cityRoomSchema.parse({ id, kind, title, description, maxParticipants, startedBy, dialIn, screenShare, schedule }),
  );
};

/** All rooms a terminal may see, in the city's order. */
export const listRooms = (db: Database): Promise<CityRoom[]> => selectRooms(db, FOR_TERMINALS);

/** @returns the room, null when there is none with this id that a terminal may use. */
export const findRoom = async (db: Database, id: string): Promise<CityRoom | null> =>
  (await selectRooms(db, and(FOR_TERMINALS, eq(rooms.id, id))))[0] ?? null;
