import { eq, sql } from 'drizzle-orm';
import { type CityConfiguration, cityConfigurationSchema } from '../../contract/configuration.ts';
import { DEFAULT_RING } from '../../contract/order.ts';
import { servicePinSchema } from '../../contract/service-pin.ts';
import type { SignedConfiguration } from '../../contract/signed-configuration.ts';
import type { SignedEnvelope } from '../../contract/signed.ts';
import type { Database } from '../store/open-store.ts';
import { city, servicePins, sites, terminals, terminalSettings } from '../store/schema.ts';
import { signEnvelope } from './signing.ts';

const read = async (
  db: Database,
  terminal: string,
): Promise<{ readonly version: number; readonly configuration: CityConfiguration }> => {
  const [row] = await db
    .select({ city, site: sites, ring: terminals.ring, own: terminalSettings })
    .from(city)
    .innerJoin(terminals, eq(terminals.id, terminal))
    .innerJoin(sites, eq(sites.id, terminals.site))
    .leftJoin(terminalSettings, eq(terminalSettings.terminal, terminal))
    .limit(1);
  if (row === undefined) throw new Error('The store holds no city, or not this terminal.');
  const { name, texts, configurationVersion, ...settings } = row.city;
  const { own } = row;
  return {
    version: configurationVersion,
    configuration: cityConfigurationSchema.parse({
      ...settings,
      city: name,
      site: row.site.name,
      siteId: row.site.id,
      ring: row.ring ?? DEFAULT_RING,
      rooms: own?.rooms ?? null,
      roomsByCode: own?.roomsByCode ?? undefined,
      devices: own?.devices ?? undefined,
      texts: own?.texts ?? texts,
    }),
  };
};

/** The configuration that one terminal gets, without the hashes of PINs. */
export const readConfiguration = async (db: Database, terminal: string): Promise<CityConfiguration> =>
  (await read(db, terminal)).configuration;

const DAY_MS = 24 * 60 * 60_000;

/** A terminal takes no older one; with the one that it has it works on for as long as the city is away. */
const VALID_MS = 30 * DAY_MS;

/**
 * The configuration that one terminal gets, as it is sent: for a day the same text until something in it changes, so
 * that a terminal need not write it down anew each time.
 * @param now milliseconds since 1970
 */
export const signConfiguration = async (db: Database, terminal: string, now: number): Promise<SignedEnvelope> => {
  const issued = Math.floor(now / DAY_MS) * DAY_MS;
  const { version, configuration } = await read(db, terminal);
  const pins = await db.select({ role: servicePins.role, hash: servicePins.hash }).from(servicePins);
  const content: SignedConfiguration = {
    kind: 'configuration',
    audience: { terminal },
    version,
    issuedAt: new Date(issued).toISOString(),
    expiresAt: new Date(issued + VALID_MS).toISOString(),
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
