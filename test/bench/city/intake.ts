import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { withAdmin } from '../../../city/admin/with-admin.ts';
import { openStore } from '../../../city/store/open-store.ts';
import { CITY_PATHS } from '../../../contract/city-api.ts';
import { type CityEvent, EVENT_BATCH_MAX } from '../../../contract/events.ts';
import { createDatabase, startPostgres } from '../../postgres.ts';
import { seatTerminals } from '../../seat-terminals.ts';
import { median } from '../median.ts';
import { percentile } from '../percentile.ts';
import { startCityProcess } from './city-process.ts';
import { openLeanLine } from './lean-http.ts';
import { madeEvent } from './made-events.ts';

const CONNECTIONS = 16;
const TURNS = 5;
const WARM_UP_MS = 2_000;
const TURN_MS = 4_000;
const HALF_LOAD_MS = 10_000;
const FIELDS = 7;

/** One connection's way to hand over one batch. @returns once it is answered for */
type HandOver = (batch: readonly CityEvent[]) => Promise<void>;

let sequence = 0;
const newBatch = (lane: number): readonly CityEvent[] =>
  Array.from({ length: EVENT_BATCH_MAX }, () => madeEvent(`bench-${lane}`, (sequence += 1)));

/** All connections as fast as they can. @returns events per second */
const fullSpeed = async (lanes: readonly HandOver[], forMs: number): Promise<number> => {
  let handed = 0;
  const started = performance.now();
  const work = async (handOver: HandOver, lane: number): Promise<void> => {
    while (performance.now() < started + forMs) {
      await handOver(newBatch(lane));
      handed += EVENT_BATCH_MAX;
    }
  };
  await Promise.all(lanes.map(work));
  return handed / ((performance.now() - started) / 1000);
};

/** All connections at a given rate, each batch at its time however long the one before takes. @returns answer times in ms */
const atRate = async (lanes: readonly HandOver[], eventsPerSecond: number): Promise<readonly number[]> => {
  const everyMs = (EVENT_BATCH_MAX * CONNECTIONS * 1000) / eventsPerSecond;
  const times: number[] = [];
  const started = performance.now();
  const work = async (handOver: HandOver, lane: number): Promise<void> => {
    for (let due = started + (lane / CONNECTIONS) * everyMs; due < started + HALF_LOAD_MS; due += everyMs) {
      const early = due - performance.now();
      if (early > 0) await wait(early);
      await handOver(newBatch(lane));
      // From when it was due, so that a slow answer is not hidden by what waits behind it.
      times.push(performance.now() - due);
    }
  };
  await Promise.all(lanes.map(work));
  return times;
};

/** What any script with `pg` would do: one prepared statement with a place for each field of each event. */
const openBareLane = async (databaseUrl: string): Promise<{ handOver: HandOver; close: () => Promise<void> }> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const places = Array.from(
    { length: EVENT_BATCH_MAX },
    (_, row) => `(${Array.from({ length: FIELDS }, (_column, column) => `$${row * FIELDS + column + 1}`).join()})`,
  );
  const text = `insert into events (source, id, type, sequence, time, received_at, data) values ${places.join()} on conflict do nothing`;
  return {
    handOver: async (batch) => {
      const received = new Date();
      const values = batch.flatMap(({ source, id, type, sequence: number, time, data }) => [
        ...[source, id, type, number, time, received, JSON.stringify(data)],
      ]);
      await client.query({ name: 'insert', text, values });
    },
    close: () => client.end(),
  };
};

const openCityLane = async (url: string, token: string): Promise<{ handOver: HandOver; close: () => void }> => {
  const fields = { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' };
  const { post, close } = await openLeanLine(new URL(CITY_PATHS.events, url), fields);
  return {
    handOver: async (batch) => {
      const status = await post(JSON.stringify(batch));
      if (status !== 202) throw new Error(`The city answered ${status}.`);
    },
    close,
  };
};

/** What was measured, in turns in one run. */
export interface IntakeCost {
  /** Microseconds per event, turn by turn. */
  readonly city: readonly number[];
  readonly bare: readonly number[];
  /** Milliseconds at half of the city's own full speed. */
  readonly p99AtHalfLoad: number;
  readonly halfLoad: number;
}

/**
 * Events taken by one city process on PostgreSQL, beside a bare script that inserts the same batches over as many
 * connections into a table as it is in the city; both on one server, which writes to the disk before it answers.
 */
export const measureIntake = async (): Promise<IntakeCost> => {
  const postgres = await startPostgres(true);
  try {
    const [cityUrl, bareUrl] = [await createDatabase(postgres.url), await createDatabase(postgres.url)];
    const { db, close } = await openStore({ databaseUrl: cityUrl });
    const seated = await seatTerminals(
      db,
      Array.from({ length: CONNECTIONS }, (_, lane) => `bench-${lane}`),
    );
    await close();
    // Makes the tables.
    await withAdmin({ databaseUrl: bareUrl }, () => Promise.resolve());
    const city = await startCityProcess(cityUrl);
    const cityLanes = await Promise.all(seated.map(({ token }) => openCityLane(city.url, token)));
    const bareLanes = await Promise.all(Array.from({ length: CONNECTIONS }, () => openBareLane(bareUrl)));
    const [throughCity, throughBare] = [cityLanes, bareLanes].map((lanes) => lanes.map(({ handOver }) => handOver));
    if (throughCity === undefined || throughBare === undefined) throw new Error('There are no connections.');
    try {
      await fullSpeed(throughBare, WARM_UP_MS);
      await fullSpeed(throughCity, WARM_UP_MS);
      const rates = { city: new Array<number>(), bare: new Array<number>() };
      for (let turn = 0; turn < TURNS; turn += 1) {
        rates.bare.push(await fullSpeed(throughBare, TURN_MS));
        rates.city.push(await fullSpeed(throughCity, TURN_MS));
      }
      const halfLoad = median(rates.city) / 2;
      const times = await atRate(throughCity, halfLoad);
      return {
        city: rates.city.map((rate) => 1e6 / rate),
        bare: rates.bare.map((rate) => 1e6 / rate),
        p99AtHalfLoad: percentile(times, 0.99),
        halfLoad,
      };
    } finally {
      for (const { close } of cityLanes) close();
      for (const { close } of bareLanes) await close();
      await city.stop();
    }
  } finally {
    await postgres.close();
  }
};
