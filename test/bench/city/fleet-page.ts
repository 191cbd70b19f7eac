import type { Browser, Page } from '@playwright/test';
import { Client } from 'pg';
import { withAdmin } from '../../../city/admin/with-admin.ts';
import { openStore } from '../../../city/store/open-store.ts';
import { DASHBOARD_PATHS } from '../../../contract/dashboard.ts';
import { openChromium } from '../../e2e/chromium.ts';
import { createDatabase, startPostgres } from '../../postgres.ts';
import { seatTerminals, terminalsNamed } from '../../seat-terminals.ts';
import { startCityProcess } from './city-process.ts';

const TERMINALS = 5_000;
/** An hour of heartbeats for each beside what is rarer: what the city has to find its way through. */
const HEARTBEATS = 60;
const TURNS = 5;
const SCROLL_STEPS = 60;
/** Three rows from one picture to the next: as fast as a wheel goes. */
const STEP_PIXELS = 200;
const PASSWORD = 'only for this bench';

/** Lists the same answer with nothing else: no state, no filter, no framework. */
const BARE_PAGE = `<!doctype html><meta charset="utf-8"><title>bare</title><ul id="list"></ul><script>
fetch('/${DASHBOARD_PATHS.fleet}').then((answer) => answer.json()).then(({ terminals }) => {
  document.getElementById('list').innerHTML = terminals.map((one) =>
    '<li class="fleet-row">' + one.id + ' ' + one.site + ' ' + one.state + ' ' + one.version + '</li>').join('');
});</script>`;

export interface FleetPageCost {
  /** From the beginning of the navigation until the first row is drawn, in milliseconds, turn by turn. */
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  /** While it is scrolled: the 95th percentile of the time from one picture to the next, in milliseconds. */
  readonly scrolled: readonly number[];
  readonly scrolledBare: readonly number[];
  /** The first answer of a city that has just started, in milliseconds. */
  readonly firstAnswer: number;
}

/** Written by the database itself: 300,000 events over the network would take longer than the bench. */
const fill = async (databaseUrl: string): Promise<void> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const beat = JSON.stringify({
    ...{ doing: 'idle', version: '1.2.4', electron: '45.4.1', chromium: '150.0', configurationVersion: 7 },
    ...{ upSeconds: 60, machineUpSeconds: 3600, clockAheadSeconds: 0, microphones: 2, speakers: 1 },
    spool: { waiting: 0, bytes: 0, dropped: 0, deadLetters: 0 },
  });
  // An id that grows with time, as a UUIDv7 does.
  const hex = `lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')`;
  await client.query(
    `insert into events (source, id, type, sequence, time, received_at, data)
      select '/terminals/' || id, left(${hex}, 8) || '-' || right(${hex}, 4) || '-7000-8000-' || lpad(to_hex(minute), 12, '0'),
        'stadtfenster.terminal.heartbeat', ${HEARTBEATS} - minute + 1, at, at, $1::jsonb
      from enrolled_terminals, generate_series(0, ${HEARTBEATS - 1}) as minute, lateral (select now() - minute * interval '1 minute' as at) as moment`,
    [beat],
  );
  await client.query('analyze');
  await client.end();
};

/** @returns milliseconds from the beginning of the navigation until a row is drawn */
const firstRowOf = async (page: Page, url: string): Promise<number> => {
  await page.goto(url);
  const drawn = await page.waitForFunction(() => {
    const row = document.querySelector('.fleet-row');
    return row !== null && row.getBoundingClientRect().height > 0 && performance.now();
  });
  return Number(await drawn.jsonValue());
};

/** @returns the 95th percentile of the time between two pictures while the list is scrolled */
const scroll = async (page: Page, selector: string): Promise<number> => {
  const gaps = await page.evaluate(
    async ({ list, steps, pixels }) => {
      const element = document.querySelector(list) ?? document.documentElement;
      const times = [performance.now()];
      while (times.length <= steps) {
        element.scrollBy(0, pixels);
        await new Promise((resolve) => requestAnimationFrame(resolve));
        times.push(performance.now());
      }
      return times.slice(1).map((time, step) => time - (times[step] ?? Number.NaN));
    },
    { list: selector, steps: SCROLL_STEPS, pixels: STEP_PIXELS },
  );
  return gaps.sort((one, other) => one - other)[Math.floor(gaps.length * 0.95)] ?? Number.NaN;
};

const signIn = async (browser: Browser, url: string): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.route(`${url}bare`, (route) => route.fulfill({ contentType: 'text/html', body: BARE_PAGE }));
  await page.goto(new URL(`${DASHBOARD_PATHS.pages}/`, url).href);
  await page.locator('input[autocomplete="username"]').fill('bench');
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.fleet-row').first().waitFor();
  return page;
};

/** The fleet page of 5,000 terminals in Chromium, beside a bare page that lists the same answer. */
export const measureFleetPage = async (): Promise<FleetPageCost> => {
  const postgres = await startPostgres(true);
  try {
    const databaseUrl = await createDatabase(postgres.url);
    await withAdmin({ databaseUrl }, async (admin) => {
      await admin.accounts.add({ name: 'bench', role: 'reader', password: PASSWORD });
    });
    const { db, close } = await openStore({ databaseUrl });
    await seatTerminals(db, terminalsNamed('terminal', TERMINALS));
    await close();
    await fill(databaseUrl);
    const server = await startCityProcess(databaseUrl);
    const browser = await openChromium();
    try {
      const asked = performance.now();
      const page = await signIn(browser, server.url);
      const firstAnswer = performance.now() - asked;
      const [ours, bare, scrolled, scrolledBare]: [number[], number[], number[], number[]] = [[], [], [], []];
      for (let turn = 0; turn < TURNS; turn += 1) {
        bare.push(await firstRowOf(page, `${server.url}bare`));
        scrolledBare.push(await scroll(page, 'html'));
        // Another page first: the same address with another hash would be no navigation.
        ours.push(await firstRowOf(page, `${server.url}${DASHBOARD_PATHS.pages}/`));
        scrolled.push(await scroll(page, '.fleet-list'));
      }
      return { ours, bare, scrolled, scrolledBare, firstAnswer };
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    await postgres.close();
  }
};
