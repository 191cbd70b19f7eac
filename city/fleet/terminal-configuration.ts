import { eq, sql } from 'drizzle-orm';
import { type CityConfiguration, cityConfigurationSchema } from '../../contract/configuration.ts';
import { servicePinSchema } from '../../contract/service-pin.ts';
import type { SignedConfiguration } from '../../contract/signed-configuration.ts';
import type { SignedEnvelope } from '../../contract/signed.ts';
import type { Database } from '../store/open-store.ts';
import { city, servicePins, sites, terminals } from '../store/schema.ts';
import { signEnvelope } from './signing.ts';

const read = async (
  db: Database,
  terminal: string,
): Promise<{ readonly version: number; readonly configuration: CityConfiguration }> => {
  const [row] = await db
    .select({ city, site: sites.name })
    .from(city)
    .innerJoin(terminals, eq(terminals.id, terminal))
    .innerJoin(sites, eq(sites.id, terminals.site))
    .limit(1);
  if (row === undefined) throw new Error('The store holds no city, or not this terminal.');
  const { name, configurationVersion, ...settings } = row.city;
  return {
    version: configurationVersion,
    configuration: cityConfigurationSchema.parse({ ...settings, city: name, site: row.site }),
  };
};

/** The configuration that one terminal gets, without the hashes of PINs. */
export const readConfiguration = async (db: Database, terminal: string): Promise<CityConfiguration> =>
  (await read(db, terminal)).configuration;

/** The configuration that one terminal gets, as it is sent: the same text until something in it changes. */
export const signConfiguration = async (db: Database, terminal: string): Promise<SignedEnvelope> => {
  const { version, configuration } = await read(db, terminal);
  const pins = await db.select({ role: servicePins.role, hash: servicePins.hash }).from(servicePins);
  const content: SignedConfiguration = {
    kind: 'configuration',
    audience: terminal,
    version,
    issuedAt: new Date(version).toISOString(),
    configuration: { ...configuration, servicePins: pins.map((pin) => servicePinSchema.parse(pin)) },
  };
  return signEnvelope(db, content);
};

/**
 * To be called with every change of what terminals are told. A version is the time of its change, so that it goes
 * on after a backup was brought back, and one more than the last where the clock was set back.
 * @param now milliseconds since 1970
 */
export const noteChange = async (db: Database, now: number): Promise<void> => {
  await db.update(city).set({ configurationVersion: sql`greatest(${city.configurationVersion} + 1, ${now}::bigint)` });
};

/** Whether a seed was ever written into the store. */
export const hasCity = async (db: Database): Promise<boolean> => (await db.$count(city)) > 0;
