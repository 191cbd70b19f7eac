import { notInArray } from 'drizzle-orm';
import { accessCodes, city, rooms, terminalSettings, weeklySlots } from '../store/schema.ts';
import { writeSite } from '../fleet/sites.ts';
import { noteChange } from '../fleet/terminal-configuration.ts';
import type { Database } from '../store/open-store.ts';
import type { CitySeed } from './city-seed.ts';

/** Writes a seed into the store: city and rooms are replaced, sites added or named anew, what named terminals have of
 * their own is set, codes of rooms that are gone deleted; the rest stays. */
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
    await tx.delete(rooms);
    if (roomRows.length > 0) await tx.insert(rooms).values(roomRows);
    if (slots.length > 0) await tx.insert(weeklySlots).values(slots);
    // A code must not open another room that gets the same id one day.
    const kept = seed.rooms.map(({ id }) => id);
    await tx.delete(accessCodes).where(notInArray(accessCodes.room, kept));
  });
};
