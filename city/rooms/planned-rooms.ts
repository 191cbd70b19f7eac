import { createHash } from 'node:crypto';
import { asc, desc, eq, like } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import {
  type PlannedRoom,
  type PlannedRooms,
  plannedRoomSchema,
  type RoomChange,
  type RoomPlan,
  roomPlanSchema,
} from '../../contract/dashboard-rooms.ts';
import { ROOMS_MAX } from '../../contract/room.ts';
import { isValidAt } from '../codes/access-codes.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/open-store.ts';
import { accessCodes, city, rooms, weeklySlots } from '../store/schema.ts';
import { roomIdOf } from './room-id.ts';
import { findNextMeetings } from './schedule.ts';

/** How many of the next dates are shown. */
const DATES_SHOWN = 3;

const timeZoneOf = async (db: Database): Promise<string> => {
  const [row] = await db.select({ timeZone: city.timeZone }).from(city);
  if (row === undefined) throw new Error('The store holds no city.');
  return row.timeZone;
};

/** When a last day is over, by the city's clocks. */
const endOf = (lastDay: string, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(lastDay).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);

/** The day that a moment just after midnight ends. */
const lastDayBefore = (end: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(end.getTime() - 1)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();

type RoomRow = typeof rooms.$inferSelect;

/** @param slots of this room at least */
const planOf = (room: RoomRow, slots: readonly (typeof weeklySlots.$inferSelect)[], timeZone: string): RoomPlan => {
  const { id, kind, title, description, maxParticipants, startedBy, screenShare, expiresAt } = room;
  return roomPlanSchema.parse({
    ...{ kind, title, description, maxParticipants, startedBy, screenShare },
    schedule: slots.filter((slot) => slot.room === id).map(({ weekday, start, end }) => ({ weekday, start, end })),
    lastDay: expiresAt === null ? null : lastDayBefore(expiresAt, timeZone),
  });
};

/** The same for the same plan, whoever has made it: an import that changes nothing stands in nobody's way. */
const versionOf = (plan: RoomPlan): string => createHash('sha256').update(JSON.stringify(plan)).digest('base64url');

/** All rooms with their codes' ages, in the city's order, also those that no terminal shows. @param now milliseconds since 1970 */
export const listPlannedRooms = async (db: Database, now: number): Promise<PlannedRooms> => {
  const timeZone = await timeZoneOf(db);
  const all = await db.select().from(rooms).orderBy(asc(rooms.position), asc(rooms.id));
  const slots = await db.select().from(weeklySlots).orderBy(asc(weeklySlots.position));
  const codes = await db.select().from(accessCodes).where(isValidAt(now)).orderBy(desc(accessCodes.role));
  return {
    timeZone,
    rooms: all.map((room): PlannedRoom => {
      const { id, expiresAt, fromImport } = room;
      const plan = planOf(room, slots, timeZone);
      return plannedRoomSchema.parse({
        ...{ ...plan, id, version: versionOf(plan), fromImport },
        next: findNextMeetings(plan.schedule, now, timeZone, DATES_SHOWN),
        isExpired: expiresAt !== null && expiresAt.getTime() <= now,
        codes: codes
          .filter((code) => code.room === id)
          .map(({ role, createdAt, validUntil }) => ({
            role,
            createdAt: createdAt.getTime(),
            validUntil: validUntil?.getTime() ?? null,
          })),
      });
    }),
  };
};

const writeSchedule = async (db: Database, room: string, schedule: RoomPlan['schedule']): Promise<void> => {
  await db.delete(weeklySlots).where(eq(weeklySlots.room, room));
  if (schedule.length === 0) return;
  await db.insert(weeklySlots).values(schedule.map((slot, position) => ({ room, position, ...slot })));
};

const rowOf = (plan: RoomPlan, timeZone: string) => {
  const { kind, title, description, maxParticipants, startedBy, screenShare, lastDay } = plan;
  const expiresAt = lastDay === null ? null : endOf(lastDay, timeZone);
  return { kind, title, description, maxParticipants, startedBy, screenShare, expiresAt };
};

/**
 * Makes a room; it is listed last. Belongs into a transaction.
 * @returns its id
 * @throws Refusal `rooms-full`
 */
export const makeRoom = async (db: Database, plan: RoomPlan): Promise<string> => {
  if ((await db.$count(rooms)) >= ROOMS_MAX) throw new Refusal('rooms-full', `There are ${ROOMS_MAX} rooms already.`);
  const wanted = roomIdOf(plan.title.de);
  const taken = await db
    .select({ id: rooms.id })
    .from(rooms)
    .where(like(rooms.id, `${wanted}%`));
  const id = roomIdOf(plan.title.de, new Set(taken.map((room) => room.id)));
  const [last] = await db.select({ position: rooms.position }).from(rooms).orderBy(desc(rooms.position)).limit(1);
  const row = { id, position: (last?.position ?? -1) + 1, fromImport: false, ...rowOf(plan, await timeZoneOf(db)) };
  // Two who make a room of the same name at once get one each.
  const made = await db.insert(rooms).values(row).onConflictDoNothing().returning({ id: rooms.id });
  if (made.length === 0) return makeRoom(db, plan);
  await writeSchedule(db, id, plan.schedule);
  return id;
};

/**
 * Changes a room; what the plan does not name stays. Belongs into a transaction.
 * @throws Refusal `not-found`; `changed-meanwhile` when it is not any more what was read
 */
export const changeRoom = async (db: Database, id: string, { version, ...plan }: RoomChange): Promise<void> => {
  const timeZone = await timeZoneOf(db);
  // Of two who change it at once, the second one waits here for what the first one has made of it.
  const [room] = await db.select().from(rooms).where(eq(rooms.id, id)).for('update');
  if (room === undefined) throw new Refusal('not-found', 'There is no such room.');
  const slots = await db.select().from(weeklySlots).where(eq(weeklySlots.room, id)).orderBy(asc(weeklySlots.position));
  if (versionOf(planOf(room, slots, timeZone)) !== version) {
    throw new Refusal('changed-meanwhile', 'Somebody else has changed this room meanwhile.');
  }
  await db.update(rooms).set(rowOf(plan, timeZone)).where(eq(rooms.id, id));
  await writeSchedule(db, id, plan.schedule);
};

/** Removes a room with its codes: they must not open another one that gets the same id. @throws Refusal `not-found` */
export const removeRoom = async (db: Database, id: string): Promise<void> => {
  await db.delete(accessCodes).where(eq(accessCodes.room, id));
  const removed = await db.delete(rooms).where(eq(rooms.id, id)).returning({ id: rooms.id });
  if (removed.length === 0) throw new Refusal('not-found', 'There is no such room.');
};
