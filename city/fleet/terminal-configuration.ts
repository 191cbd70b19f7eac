import { eq } from 'drizzle-orm';
import { type CityConfiguration, cityConfigurationSchema } from '../../contract/configuration.ts';
import type { Database } from '../store/open-store.ts';
import { city, terminals } from '../store/schema.ts';

/** The configuration that one terminal gets. */
export const readConfiguration = async (db: Database, terminal: string): Promise<CityConfiguration> => {
  const [row] = await db
    .select({ city, terminalSite: terminals.site })
    .from(city)
    .leftJoin(terminals, eq(terminals.id, terminal))
    .limit(1);
  if (row === undefined) throw new Error('The store holds no city.');
  const { name, site, ...settings } = row.city;
  return cityConfigurationSchema.parse({ ...settings, city: name, site: row.terminalSite ?? site });
};

/** Whether a seed was ever written into the store. */
export const hasCity = async (db: Database): Promise<boolean> => (await db.$count(city)) > 0;
