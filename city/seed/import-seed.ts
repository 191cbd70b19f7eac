import { eq, inArray, notInArray, or } from 'drizzle-orm';
import { ROOMS_MAX } from '../../contract/room.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { accessCodes, city, rooms, terminalSettings, weeklySlots } from '../store/schema.ts';
import { writeSite } from '../fleet/sites.ts';
import { noteChange } from '../fleet/terminal-configuration.ts';
import type { Database } from '../store/open-store.ts';
import type { CitySeed } from './city-seed.ts';

/**
 * Writes a seed into the store: the city and the rooms of the last seed are replaced, with whatever was changed of them
 * since, sites added or named anew, what named terminals have of their own set, codes of rooms that are gone deleted; the
 * rest stays, also rooms that were made in the dashboard, unless the seed has one of the same id.
 * @throws OperatorProblem when there would be too many rooms
 */
export const importSeed = async (db: Database, seed: CitySeed, now: number): Promise<void> => {
  const cityRow = {
    id: 1,
    name: seed.city,
    timeZone: seed.timeZone,
    languages: seed.languages,
    terms: seed.terms,
    times: seed.times,
    openingHours: seed.openingHours,
    hosts: seed.hosts,
    texts: seed.texts,
    reporting: seed.reporting,
    wantedVersion: seed.version,
  };
  const slots = seed.rooms.flatMap(({ id, schedule }) =>
    schedule.map((slot, position) => ({ room: id, position, ...slot })),
  );
  const roomRows = seed.rooms.map((room, position) => {
    const { id, kind, title, description, maxParticipants, startedBy, dialIn, screenShare } = room;
    return { id, position, kind, title, description, maxParticipants, startedBy, dialIn, screenShare };
  });
  await db.transaction(async (tx) => {
    await tx.insert(city).values(cityRow).onConflictDoUpdate({ target: city.id, set: cityRow });
    await noteChange(tx, now);
    for (const site of seed.sites) await writeSite(tx, site);
    for (const { id: terminal, ...own } of seed.terminals) {
      await tx
        .insert(terminalSettings)
        .values({ terminal, ...own })
        .onConflictDoUpdate({ target: terminalSettings.terminal, set: { terminal, ...own } });
    }
    const inSeed = seed.rooms.map(({ id }) => id);
    await tx.delete(rooms).where(or(eq(rooms.fromImport, true), inArray(rooms.id, inSeed)));
    if (roomRows.length > 0) await tx.insert(rooms).values(roomRows);
    if (slots.length > 0) await tx.insert(weeklySlots).values(slots);
    // A code must not open another room that gets the same id one day.
    await tx.delete(accessCodes).where(notInArray(accessCodes.room, tx.select({ id: rooms.id }).from(rooms)));
    if ((await tx.$count(rooms)) > ROOMS_MAX) {
      throw new OperatorProblem(
        `With those that were made in the dashboard there would be more than ${ROOMS_MAX} rooms.`,
      );
    }
  });
};
