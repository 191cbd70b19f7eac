import { randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { z } from 'zod';
import type { CityEvent } from '../../contract/events.ts';
import { createCityLink } from '../../main/link/city.ts';
import { startReport, type ReportOptions } from '../../main/report/report.ts';
import { startChild } from '../faults/child.ts';
import { fetchWithToken } from '../fetch-with-token.ts';

const RECORDED = 300;
const DRAINS = 3;
const OFFLINE_EVENTS = 10_000;
const LOOK_EVERY_MS = 10;
const TERMINAL = 'bibliothek-1';

const timed = async (work: () => unknown): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const optionsFor = (folder: string, send: ReportOptions['send']): ReportOptions => ({
  folder,
  terminal: TERMINAL,
  now: Date.now,
  send,
  batchMax: () => 20,
  // The spread after an outage is for a fleet; here it would only be waited for.
  random: () => 0,
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
});

const unwritable = (): never => {
  throw new Error('The disk takes nothing.');
};

/**
 * Recording one event after the other, each on the disk before the next, beside a bare write and fdatasync of the same
 * bytes into a file of the same disk.
 * @returns milliseconds of each
 */
export const measureRecording = async (
  work: string,
): Promise<{ readonly ours: readonly number[]; readonly bare: readonly number[] }> => {
  const folder = mkdtempSync(path.join(work, 'record-'));
  const sent: CityEvent[] = [];
  const report = await startReport(
    optionsFor(path.join(folder, 'spool'), (events) => {
      sent.push(...events);
      return Promise.resolve('taken');
    }),
    unwritable,
  );
  const ours: number[] = [];
  const bare: number[] = [];
  const file = openSync(path.join(folder, 'bare'), 'a');
  for (let run = 0; run < RECORDED; run += 1) {
    const visit = randomUUID();
    ours.push(await timed(() => report.record('stadtfenster.visit.started', { visit })));
    const bytes = JSON.stringify(sent.at(-1) ?? { visit });
    bare.push(
      await timed(() => {
        writeSync(file, bytes);
        fdatasyncSync(file);
      }),
    );
  }
  closeSync(file);
  await report.close();
  return { ours, bare };
};

/**
 * Ten thousand events that were recorded while the city was away, brought to a city endpoint in a process of its own,
 * with its default store on the same disk: from the opening of the spool until nothing waits.
 * @returns milliseconds of each drain
 */
export const measureDrain = async (work: string): Promise<readonly number[]> => {
  const folder = mkdtempSync(path.join(work, 'drain-'));
  const script = path.join(import.meta.dirname, '..', 'faults', 'city.ts');
  let hear: (line: string) => void = () => undefined;
  const said = new Promise<string>((resolve) => (hear = resolve));
  const city = startChild(['--import', 'tsx', script, path.join(folder, 'city'), TERMINAL], (line) => hear(line));
  const { port, token } = z.object({ port: z.int(), token: z.string() }).parse(JSON.parse(await said));
  const link = createCityLink({
    city: `http://127.0.0.1:${port}/`,
    fetch: (request) => fetch(request),
    fetchFromCity: fetchWithToken(token),
    now: Date.now,
    answerSeconds: () => 10,
    reporting: () => ({ contentMode: 'batch', maxBatchEvents: 20 }),
  });
  const drains: number[] = [];
  for (let run = 0; run < DRAINS; run += 1) {
    const spool = path.join(folder, `spool-${run}`);
    const offline = await startReport(
      optionsFor(spool, () => Promise.resolve('gone')),
      unwritable,
    );
    await Promise.all(
      Array.from({ length: OFFLINE_EVENTS }, () =>
        offline.record('stadtfenster.visit.started', { visit: randomUUID() }),
      ),
    );
    if (offline.waiting() !== OFFLINE_EVENTS) throw new Error('Not everything was recorded.');
    await offline.close();
    drains.push(
      await timed(async () => {
        const report = await startReport(optionsFor(spool, link.deliver), unwritable);
        while (report.waiting() > 0) await after(LOOK_EVERY_MS);
        await report.close();
      }),
    );
  }
  city.end();
  await city.gone;
  rmSync(folder, { recursive: true });
  return drains;
};
