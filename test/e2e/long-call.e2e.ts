import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';
import { startSoundServer, type SoundServer } from '../../demo/sound-server.ts';
import { openSpool } from '../../main/report/spool.ts';
import { growthIn, tableOf, type Sample } from '../endurance/growth.ts';
import { createGauge } from '../endurance/readings.ts';
import { joinFromHome, LOOPBACK, openChromium } from './chromium.ts';
import { expect, test as base, type Terminal } from './fixtures.ts';
import { hears, hook, received, makeMediaMeasurable, sees, showCamera, speak } from './live-media.ts';
import { crashMeeting, enterMeeting, meetingAfter, present } from './steps.ts';

/** `npm run test:endurance` sets it, and has its progress told. */
const endurance = z.coerce.number().min(3).max(1440).optional().parse(process.env['STADTFENSTER_CALL_MINUTES']);
const MINUTES = endurance ?? 2;

/** Chromium compiles, caches and settles; nothing of that is growth. */
const WARM_UP_MINUTES = Math.max(0.75, MINUTES / 10);
/** The bar is used, and everything is measured, once in this time; in a short call it is done no less often. */
const ROUND_MS = endurance === undefined ? 3_000 : 5_000;
const MINUTE_MS = 60_000;

const tell = (line: string): void => {
  if (endurance !== undefined) process.stdout.write(`${line}\n`);
};

const test = base.extend<{ readonly sound: SoundServer; readonly atHome: Browser }>({
  sound: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-call-'));
    const sound = await startSoundServer(folder);
    await use(sound);
    await sound.stop();
    rmSync(folder, { recursive: true, force: true });
  },
  atHome: async ({}, use) => {
    const browser = await openChromium();
    await use(browser);
    await browser.close();
  },
});

/** What people do at the bar while they are in a meeting, one thing after the other. */
const usesOf = (terminal: Terminal, home: Page, meeting: () => Page): readonly (() => Promise<void>)[] => {
  const { screens } = terminal;
  const visitor = terminal.as('de');
  const { texts } = visitor;
  const english = terminal.as('en');
  const panelIsGone = (): Promise<void> => screens.locator('.panel').waitFor({ state: 'detached' });
  const keyboard = screens.locator('.keyboard');
  return [
    async () => {
      await visitor.touch(texts.meeting.sound);
      await visitor.touch(texts.sound.quieter);
      await visitor.touch(texts.sound.louder);
      await visitor.touch(texts.sound.done);
      await panelIsGone();
    },
    async () => {
      await visitor.touch(texts.meeting.language);
      await visitor.touch('English');
      await english.touch(english.texts.meeting.language);
      await english.touch('Deutsch');
      await panelIsGone();
    },
    async () => {
      await meeting().locator('#message-input').click();
      await visitor.touch(texts.keyboard.open);
      for (const name of ['h', 'a', 'l', 'l', 'o', texts.keyboard.key.enter])
        await keyboard.getByRole('button', { name, exact: true }).click();
      await visitor.touch(texts.keyboard.open);
      await keyboard.waitFor({ state: 'detached' });
    },
    async () => {
      await visitor.touch(texts.meeting.help);
      await visitor.touch(texts.help.close);
      await panelIsGone();
    },
    async () => {
      await home.locator('#message-input').fill('Guten Abend!');
      await home.locator('#message-input').press('Enter');
    },
  ];
};

test(`a call of ${MINUTES} minutes does not make the terminal grow`, async ({
  launch,
  embedded,
  sound,
  atHome,
  events,
}) => {
  test.setTimeout((MINUTES + 3) * MINUTE_MS);
  const terminal = await launch({ args: [LOOPBACK], environment: sound.environment });
  await makeMediaMeasurable(terminal.app.context());
  const visitor = terminal.as('de');

  let meeting = await enterMeeting(terminal, { name: 'Mina', part: 'speak' });
  const home = await joinFromHome(atHome, embedded, { beside: 'Mina', fullName: 'Jonas' }, async (page) => {
    await makeMediaMeasurable(page);
  });
  const seeEachOther = async (): Promise<void> => {
    await Promise.all([hears(meeting), hears(home), sees(meeting, 'Jonas'), sees(home, 'Mina')]);
  };
  for (const page of [meeting, home]) {
    await speak(page);
    await showCamera(page);
  }
  await seeEachOther();

  const began = Date.now();
  const minute = (): number => (Date.now() - began) / MINUTE_MS;
  await test.step('the meeting breaks off, and is there again', async () => {
    await crashMeeting(terminal);
    meeting = await meetingAfter(terminal, meeting);
    await speak(meeting);
    await showCamera(meeting);
    // The server needs a moment to notice that the one before is gone.
    await expect.poll(() => present(embedded, 'Mina').length, { timeout: 20_000 }).toBe(1);
    await expect(hook(home, 'webcamItem').filter({ hasText: 'Mina' })).toHaveCount(1);
    await seeEachOther();
  });

  const gauge = createGauge(terminal);
  const uses = usesOf(terminal, home, () => meeting);
  const samples: Sample[] = [];
  let toldMinute = 0;
  for (let round = 0; minute() < MINUTES; round += 1) {
    const next = after(ROUND_MS);
    await uses[round % uses.length]?.();
    const sample: Sample = { minute: minute(), readings: await gauge.read(meeting) };
    samples.push(sample);
    if (sample.minute >= toldMinute + 1) {
      toldMinute = Math.floor(sample.minute);
      const [here, there] = [await received(meeting), await received(home)];
      const memory = sample.readings.filter(({ measure }) => measure === 'memory');
      tell(
        `${new Date().toISOString().slice(11, 19)} minute ${toldMinute}: ` +
          memory.map(({ of, value }) => `${of} ${value.toFixed(1)}`).join(', ') +
          ` MiB; frames ${here.frames} and ${there.frames}, ` +
          `sound ${here.energy.toFixed(4)} and ${there.energy.toFixed(4)}`,
      );
    }
    await next;
  }

  const growths = growthIn(samples.filter(({ minute }) => minute >= WARM_UP_MINUTES));
  tell(tableOf(growths));
  if (endurance !== undefined) {
    const out = path.resolve(import.meta.dirname, '..', '..', 'out');
    mkdirSync(out, { recursive: true });
    writeFileSync(
      path.join(out, 'endurance.json'),
      `${JSON.stringify({ minutes: MINUTES, growths, samples }, null, 2)}\n`,
    );
  }

  await test.step('sound and picture are still there, both ways', seeEachOther);
  await visitor.leave();
  await visitor.sees(visitor.texts.goodbye.heading);
  await visitor.finish();
  await visitor.seesAttract();
  await expect
    .poll(async () => (await events()).filter(({ type }) => type === 'stadtfenster.visit.wiped').length)
    .toBe(3);
  await terminal.close();
  const spool = await openSpool(path.join(terminal.profile, 'spool'));
  expect(await spool.oldest(1)).toEqual([]);
  await spool.close();

  // A gauge that reads nothing finds no growth.
  expect(growths.map(({ measure, of }) => `${measure} ${of}`)).toEqual(
    expect.arrayContaining(['memory main', 'memory screens', 'memory meeting', 'heap screens', 'files main']),
  );
  expect(growths.filter(({ grows }) => grows)).toEqual([]);
});
