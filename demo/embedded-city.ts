import { randomBytes } from 'node:crypto';
import { startCity, type City } from '../city/server.ts';
import type { CitySeedInput } from '../city/seed/city-seed.ts';
import { startBbbStandIn, type BbbStandIn } from './bbb/server.ts';
import type { SettingsChange } from './bbb/settings.ts';
import { demoSeed } from './seed.ts';

export interface EmbeddedCityOptions {
  /** Folder of the city's store; null keeps it in memory. */
  readonly dataDir: string | null;
  readonly seed?: CitySeedInput;
  /** Milliseconds since 1970, for the city and its meetings; the system's clock when absent. */
  readonly now?: () => number;
  /** For how long a terminal's bearer token is good; an hour when absent. */
  readonly tokenLifeSeconds?: number;
  /** What is set differently at the stand-in. */
  readonly bbb?: SettingsChange;
}

/** A whole city on this machine: the real city endpoint, and the stand-in where a BBB server would be. */
export interface EmbeddedCity {
  readonly city: City;
  readonly bbb: BbbStandIn;
  /** The secret they share, with which an invented moderator can sign a way in. */
  readonly secret: string;
  close(): Promise<void>;
}

/** Starts both on free ports of the loopback interface, with a secret that lives as long as they do. */
export const startEmbeddedCity = async ({
  dataDir,
  seed = demoSeed,
  now,
  tokenLifeSeconds,
  bbb: settings = {},
}: EmbeddedCityOptions): Promise<EmbeddedCity> => {
  const secret = randomBytes(32).toString('hex');
  const clock = now === undefined ? {} : { now };
  const bbb = await startBbbStandIn({ port: 0, secret, settings, ...clock });
  try {
    const life = tokenLifeSeconds === undefined ? {} : { tokenLifeSeconds };
    const city = await startCity({ port: 0, dataDir, bbb: { url: bbb.url, secret }, seed, ...clock, ...life });
    return {
      city,
      bbb,
      secret,
      close: async () => {
        await city.close();
        await bbb.close();
      },
    };
  } catch (error) {
    await bbb.close();
    throw error;
  }
};
