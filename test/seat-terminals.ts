import { issueToken } from '../city/fleet/bearer-tokens.ts';
import { type Site, writeSite } from '../city/fleet/sites.ts';
import { hasCity } from '../city/fleet/terminal-configuration.ts';
import { citySeedSchema } from '../city/seed/city-seed.ts';
import { importSeed } from '../city/seed/import-seed.ts';
import { makeKey, type EnrolledTerminal } from '../city/simulate/enrol-terminal.ts';
import type { Database } from '../city/store/open-store.ts';
import { terminals } from '../city/store/schema.ts';

const SITE = { id: 'saal', name: 'Saal' };
const GENERATION = 1;

/** As long as a city's own. */
const LIFE_SECONDS = 60 * 60;

/**
 * Gives terminals their places straight in the store: codes are made slow to try on purpose, which would take longer
 * for thousands of terminals than what is looked at.
 */
export const seatTerminals = async (
  db: Database,
  names: readonly string[],
  now = Date.now(),
  site: Site = SITE,
): Promise<readonly EnrolledTerminal[]> => {
  if (!(await hasCity(db))) await importSeed(db, citySeedSchema.parse({}), now);
  await writeSite(db, site);
  const seated: EnrolledTerminal[] = [];
  for (const terminal of names) {
    const { privateKey, publicKey } = makeKey();
    const place = { site: site.id, publicKey, enrolledAt: new Date(now), generation: GENERATION };
    await db.insert(terminals).values({ id: terminal, ...place });
    const token = await issueToken(db, { terminal, generation: GENERATION }, LIFE_SECONDS, now);
    seated.push({ terminal, privateKey, token, generation: GENERATION, lifeSeconds: LIFE_SECONDS });
  }
  return seated;
};

/** `fleet-1`, `fleet-2` and so on. */
export const terminalsNamed = (name: string, number: number): readonly string[] =>
  Array.from({ length: number }, (_, index) => `${name}-${index + 1}`);
