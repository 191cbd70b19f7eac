import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CityEvent } from '../../../../contract/events.ts';
import { startReport, type Report, type ReportOptions } from '../../../../main/report/report.ts';
import { openSpool } from '../../../../main/report/spool.ts';
import { START } from '../hand-clock.ts';
import { ownFolder } from '../own-folder.ts';
import { sequencesOf } from './event-for-test.ts';

const visitOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const reportIn = (
  folder: string,
  send: ReportOptions['send'],
  unwritable: () => void = () => undefined,
): Promise<Report> =>
  startReport(
    { folder, terminal: 'bibliothek-1', now: () => START, send, batchMax: () => 20, random: () => 0.5, after },
    unwritable,
  );

const after: ReportOptions['after'] = (milliseconds, work) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};

const away: ReportOptions['send'] = () => Promise.resolve('later');

/** A city that keeps what it was brought, and the way to wait until it has a number of events. */
const keepingCity = () => {
  const events: CityEvent[] = [];
  let arrived: () => void = () => undefined;
  return {
    events,
    send: (batch: readonly CityEvent[]) => {
      events.push(...batch);
      arrived();
      return Promise.resolve('taken' as const);
    },
    has: (count: number): Promise<void> =>
      new Promise((resolve) => {
        arrived = () => {
          if (events.length >= count) resolve();
        };
        arrived();
      }),
  };
};

describe('the report', () => {
  it('brings facts to the city in the order in which they happened', async () => {
    const city = keepingCity();
    const report = await reportIn(ownFolder(), city.send);
    for (let number = 1; number <= 30; number += 1)
      void report.record('stadtfenster.visit.started', { visit: visitOf(number) });
    await city.has(30);
    expect(sequencesOf(city.events)).toEqual(Array.from({ length: 30 }, (_, index) => START + index + 1));
    expect(city.events.map(({ data }) => ('visit' in data ? data.visit : ''))).toEqual(
      Array.from({ length: 30 }, (_, index) => visitOf(index + 1)),
    );
    await report.close();
  });

  it('has everything on the disk when it is closed, and brings it at the next start', async () => {
    const folder = ownFolder();
    const report = await reportIn(folder, away);
    for (let number = 1; number <= 5; number += 1)
      void report.record('stadtfenster.visit.started', { visit: visitOf(number) });
    await report.close();
    const spool = await openSpool(folder);
    expect(sequencesOf(await spool.oldest(20))).toEqual([1, 2, 3, 4, 5].map((number) => START + number));
    await spool.close();

    const city = keepingCity();
    const next = await reportIn(folder, city.send);
    await city.has(5);
    void next.record('stadtfenster.visit.started', { visit: visitOf(6) });
    await city.has(6);
    expect(sequencesOf(city.events)).toEqual([1, 2, 3, 4, 5, 6].map((number) => START + number));
    await next.close();
  });

  it('goes on after a fact that must not be told', async () => {
    const city = keepingCity();
    const report = await reportIn(ownFolder(), city.send);
    void report.record('stadtfenster.visit.started', { visit: 'Ada Lovelace' });
    void report.record('stadtfenster.visit.started', { visit: visitOf(1) });
    await city.has(1);
    expect(JSON.stringify(city.events)).not.toContain('Ada');
    expect(city.events).toMatchObject([{ data: { visit: visitOf(1) } }]);
    await report.close();
  });

  it('says how many events the city would not take', async () => {
    const city = keepingCity();
    let refusals = 0;
    const report = await reportIn(ownFolder(), (batch) => {
      if (batch.some(({ data }) => 'visit' in data && data.visit === visitOf(2))) {
        refusals += 1;
        return Promise.resolve('refused');
      }
      return city.send(batch);
    });
    for (let number = 1; number <= 3; number += 1)
      void report.record('stadtfenster.visit.started', { visit: visitOf(number) });
    await city.has(3);
    expect(refusals).toBeGreaterThan(0);
    expect(city.events.at(-1)).toMatchObject({
      type: 'stadtfenster.terminal.problem',
      data: { code: 'events-dropped', amount: 1 },
    });
    await report.close();
  });

  it('works from memory where nothing can be written, and says so', async () => {
    const folder = path.join(ownFolder(), 'spool');
    writeFileSync(folder, 'a file in the place of the folder');
    const city = keepingCity();
    let told = 0;
    const report = await reportIn(folder, city.send, () => (told += 1));
    expect(told).toBe(1);
    void report.record('stadtfenster.visit.started', { visit: visitOf(1) });
    await city.has(1);
    // The number that would follow is on that disk: the time is above any count.
    expect(sequencesOf(city.events)).toEqual([START + 1]);
    await report.close();
  });

  it('does not say so where it can', async () => {
    let told = 0;
    await (await reportIn(ownFolder(), away, () => (told += 1))).close();
    expect(told).toBe(0);
  });

  it('can be closed twice, and drops what comes after', async () => {
    const report = await reportIn(ownFolder(), away);
    await report.close();
    void report.record('stadtfenster.visit.started', { visit: visitOf(1) });
    await report.close();
  });
});
