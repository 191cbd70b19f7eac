import { inject } from 'vitest';
import { startBbbStandIn, type BbbStandIn } from '../../../demo/bbb/server.ts';
import type { LogEntry } from '../../../city/api/request-log.ts';
import type { CitySeedInput } from '../../../city/seed/city-seed.ts';
import { startCity, type City } from '../../../city/server.ts';
import { openStore, type Store } from '../../../city/store/open-store.ts';
import { enrolMachine } from '../../enrol-machine.ts';
import { signedConfigurationSchema, type SignedConfiguration } from '../../../contract/signed-configuration.ts';
import { signedEnvelopeSchema } from '../../../contract/signed.ts';
import { createDatabase } from '../../postgres.ts';

/** PGlite makes a new store in 2 s on a quiet machine; a busy one takes longer. */
export const STARTING_MS = 60_000;

export const SECRET = 'b4578c133b8a49acaecacbb3abec91a1';

/** Longer than any test moves the clock. */
const TOKEN_LIFE_SECONDS = 1_000_000;

/** A Wednesday at 17:00 in Berlin. */
export const START = Date.UTC(2026, 10, 18, 16, 0, 0);

export const SEED: CitySeedInput = {
  city: 'Musterstadt',
  sites: [
    { id: 'bib', name: 'Stadtbibliothek' },
    { id: 'pavillon', name: 'Klima-Pavillon' },
  ],
  times: { idleSeconds: 60 },
  rooms: [
    {
      id: 'energie-umwelt',
      title: { de: 'AG Energie & Umwelt', en: 'Working group energy & environment' },
      description: { de: 'Jeden Dienstag.' },
      schedule: [{ weekday: 2, start: '17:00', end: '18:30' }],
    },
    { id: 'vorstand', kind: 'closed', title: { de: 'Vorstand' } },
    { id: 'buergerhaushalt', kind: 'portal', title: { de: 'Bürgerhaushalt' } },
    { id: 'klein', title: { de: 'Kleiner Raum' }, maxParticipants: 1 },
  ],
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

export interface TestCity {
  readonly city: City;
  readonly bbb: BbbStandIn;
  /** The clock of both; it stands still until it is moved. */
  readonly clock: { now: number };
  readonly log: LogEntry[];
  /** The token of the terminal `bib-1`; it does not end during a test. */
  readonly token: string;
  /** Enrols a terminal, at the site `bib` unless told otherwise; one that has the name loses its place. @returns its token */
  readonly enrol: (terminal: string, site?: string) => Promise<string>;
  readonly get: (path: string, token?: string | null) => Promise<Answer>;
  /** @param body is sent as it is when it is a text */
  readonly post: (path: string, body: unknown, options?: { token?: string | null; type?: string }) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** An empty database on the server of the project `postgres`; nothing in the other, whose stores are embedded. */
const newDatabase = async (): Promise<{ readonly databaseUrl?: string }> => {
  const server = inject('postgres');
  return server === undefined ? {} : { databaseUrl: await createDatabase(server) };
};

/** An empty store of the kind that is tested: embedded and in memory, or a database on a server. */
export const openTestStore = async (): Promise<Store> => {
  const { databaseUrl } = await newDatabase();
  return openStore(databaseUrl === undefined ? null : { databaseUrl });
};

/** A city, with the seed above unless told otherwise, and a BBB stand-in behind it. */
export const startTestCity = async (dataDir: string | null = null, seed: CitySeedInput = SEED): Promise<TestCity> => {
  const clock = { now: START };
  const now = () => clock.now;
  const log: LogEntry[] = [];
  const bbb = await startBbbStandIn({ port: 0, secret: SECRET, now });
  const city = await startCity({
    port: 0,
    dataDir,
    ...(dataDir === null ? await newDatabase() : {}),
    bbb: { url: bbb.url, secret: SECRET, timeoutMs: 400 },
    // Whatever the seed, the terminal of the tests has its site.
    seed: { sites: SEED.sites, ...seed },
    tokenLifeSeconds: TOKEN_LIFE_SECONDS,
    now,
    log: (entry) => log.push(entry),
  });
  const enrol = async (terminal: string, site = 'bib'): Promise<string> =>
    (await enrolMachine(city, { site, terminal })).token;
  const token = await enrol('bib-1');

  const ask = async (
    path: string,
    used: string | null,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
  ) => {
    const headers = { ...init.headers, ...(used === null ? {} : { authorization: `Bearer ${used}` }) };
    const answer = await fetch(new URL(path, city.url), { ...init, headers });
    const json: unknown = await answer.json();
    return { status: answer.status, headers: answer.headers, json };
  };
  return {
    city,
    bbb,
    clock,
    log,
    token,
    enrol,
    get: (path, used = token) => ask(path, used, {}),
    post: (path, body, { token: used = token, type = 'application/json' } = {}) =>
      ask(path, used, {
        method: 'POST',
        headers: { 'content-type': type },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    close: async () => {
      await city.close();
      await bbb.close();
    },
  };
};

/** What is in the envelope of an answer with a configuration. */
export const contentIn = (json: unknown): SignedConfiguration =>
  signedConfigurationSchema.parse(
    JSON.parse(Buffer.from(signedEnvelopeSchema.parse(json).payload, 'base64url').toString('utf8')),
  );
