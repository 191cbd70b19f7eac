import { readFileSync, readlinkSync, statSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { LockGap } from '../../contract/lock-gap.ts';
import type { EmbeddedCity } from '../../demo/embedded-city.ts';
import type { Visitor } from '../../demo/visitor.ts';
import { processesOf } from '../bench/process-tree.ts';
import { expect, ROOM, SITE, test } from './fixtures.ts';
import type { Gate } from './gate.ts';
import { installTerminal } from './installed-terminal.ts';
import { present } from './steps.ts';
import { filesBelow, filesWith } from './traces.ts';

const NAME = 'Quirinius Abendrötlein-Öhmd';

/** The closed room of the demo's seed. */
const CLOSED_ROOM = 'Vorstand Heimatverein';

/** Shorter than the unit's, so that a hang need not be waited for so long. */
const WATCHDOG_MS = 3_000;

/** From the end of the process to a screen that answers a touch: what is promised. */
const USABLE_WITHIN_MS = 6_000;

/** What depends on the machine the tests run on, not on how the terminal is started. */
const OF_THE_MACHINE: readonly LockGap[] = ['other-consoles', 'sysrq-on', 'swap-on', 'usb-storage', 'app-writable'];

/** The pixel of a portable pixmap (ppm(5)) with one byte per colour. */
const pixmap = (file: Buffer) => {
  const [head = '', width, height] = /^P6\s(\d+)\s(\d+)\s255\s/.exec(file.toString('latin1', 0, 64)) ?? [];
  const size = { width: Number(width), height: Number(height) };
  const at = (x: number, y: number): string =>
    file.subarray(head.length + (y * size.width + x) * 3).toString('hex', 0, 3);
  const colours = new Set<string>();
  for (let y = 0; y < size.height; y += 1) for (let x = 0; x < size.width; x += 1) colours.add(at(x, y));
  return { size, at, colours };
};

/** Places without writing on them, and the colour that is painted there, as the page itself says it. */
const surfaces = (page: Page) =>
  page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    const buttons = [...document.querySelectorAll('button')].map((button) => {
      const { left, top, height } = button.getBoundingClientRect();
      return { x: Math.round(left) + 8, y: Math.round(top + height / 2) };
    });
    return [{ x: 4, y: innerHeight - 4 }, ...buttons].map((place) => {
      for (const element of document.elementsFromPoint(place.x, place.y).reverse()) {
        if (context === null) break;
        context.fillStyle = getComputedStyle(element).backgroundColor;
        context.fillRect(0, 0, 1, 1);
      }
      const parts = [...(context?.getImageData(0, 0, 1, 1).data.slice(0, 3) ?? [])];
      return { ...place, colour: parts.map((part) => part.toString(16).padStart(2, '0')).join('') };
    });
  });

interface Stage {
  readonly visitor: Visitor;
  readonly gate: Gate;
  readonly embedded: EmbeddedCity;
}

const typeName = async ({ visitor }: Stage): Promise<void> => {
  await visitor.begin();
  await visitor.chooseRoom(ROOM.de);
  await visitor.acceptTerms();
  await visitor.typeName(NAME);
};

const enterMeeting = async (stage: Stage): Promise<void> => {
  await typeName(stage);
  await stage.visitor.enterRoom();
  await expect.poll(() => present(stage.embedded, NAME).length).toBe(1);
};

/** The way into each state of a visit. */
const WAYS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  attract: ({ visitor }) => visitor.seesAttract(),
  choosing: async ({ visitor }) => {
    await visitor.begin();
    await visitor.sees(visitor.texts.rooms.heading);
  },
  code: async ({ visitor }) => {
    await visitor.begin();
    await visitor.chooseRoom(CLOSED_ROOM);
    await visitor.sees(visitor.texts.code.heading);
  },
  terms: async ({ visitor }) => {
    await visitor.begin();
    await visitor.chooseRoom(ROOM.de);
    await visitor.sees(visitor.texts.terms.heading);
  },
  'name typed': typeName,
  check: async (stage) => {
    await typeName(stage);
    await stage.visitor.choosePart('speak');
    await stage.visitor.touch(stage.visitor.texts.name.check);
    await stage.visitor.sees(stage.visitor.texts.check.heading);
  },
  joining: async (stage) => {
    stage.gate.only = '/join';
    stage.gate.mode = 'silent';
    await typeName(stage);
    await stage.visitor.enterRoom();
    await stage.visitor.sees(stage.visitor.texts.joining.heading);
  },
  problem: async (stage) => {
    stage.embedded.bbb.behave({ joinFails: 'maxParticipantsReached' });
    await typeName(stage);
    await stage.visitor.enterRoom();
    await stage.visitor.sees(stage.visitor.texts.failure['room-full'].sentence);
  },
  meeting: enterMeeting,
  // Killed while it wipes, or a moment later.
  leaving: async (stage) => {
    await enterMeeting(stage);
    await stage.visitor.leave();
  },
  goodbye: async (stage) => {
    await enterMeeting(stage);
    await stage.visitor.leave();
    await stage.visitor.sees(stage.visitor.texts.goodbye.heading);
  },
};

test('installed as it ships: alone under cage, started anew whatever happens to it, without a trace of the visitor', async ({
  embedded,
  gate,
  terminalName,
  events,
  eventsOf,
}) => {
  // A start of Electron for each state, in a machine that other tests share.
  test.setTimeout(180_000);
  const code = await embedded.city.createEnrolmentCode({ site: SITE, terminal: terminalName });
  const terminal = await installTerminal({
    switches: ['--city', gate.url, '--enrol', code, '--use-fake-device-for-media-stream'],
    watchdogMs: WATCHDOG_MS,
  });
  const { supervisor } = terminal;
  /** The terminal's own process; the one that the supervisor started is cage. */
  const mainProcess = (): number => {
    const cage = supervisor.starts.at(-1)?.pid ?? 0;
    return processesOf(cage).find(({ kind, pid }) => kind === 'main' && pid !== cage)?.pid ?? 0;
  };
  /** From now until a touch on the first screen would be answered. */
  const usableAgain = async (start: number) => {
    const since = performance.now();
    await expect.poll(() => supervisor.starts.length, { intervals: [20] }).toBe(start + 1);
    const screens = await terminal.screens(start);
    await screens.visitor.seesAttract();
    const took = performance.now() - since;
    // The city hears of each end by the run that comes after it.
    await expect
      .poll(async () => (await eventsOf('stadtfenster.terminal.problem')).map(({ data }) => data.code))
      .toEqual(Array.from({ length: start }, () => 'ended-suddenly'));
    return { ...screens, took };
  };

  try {
    let { page, visitor } = await terminal.screens(0);
    await test.step('it shows its first screen on the whole of the screen', async () => {
      await visitor.seesAttract();
      await expect.poll(() => supervisor.starts[0]?.isReady()).toBe(true);
      const seen = await surfaces(page);
      expect(seen.length).toBeGreaterThan(4);
      await expect
        .poll(() => {
          const { at } = pixmap(terminal.picture());
          return seen.filter(({ x, y, colour }) => at(x, y) !== colour);
        })
        .toEqual([]);
      const { size, colours } = pixmap(terminal.picture());
      expect(size).toEqual(await page.evaluate(() => ({ width: innerWidth, height: innerHeight })));
      expect(new Set(seen.map(({ colour }) => colour)).size).toBeGreaterThan(2);
      expect(colours.size).toBeGreaterThan(200);
    });

    await test.step("it is an ordinary user's, with Chromium's sandbox on", async () => {
      const main = mainProcess();
      expect(statSync(`/proc/${main}`).uid).toBe(terminal.user);
      expect(terminal.user).not.toBe(0);
      const renderers = processesOf(main).filter(({ kind }) => kind === 'renderer');
      expect(renderers.length).toBeGreaterThan(0);
      for (const { pid } of renderers) {
        expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\t2$/m);
        expect(readlinkSync(`/proc/${pid}/ns/user`)).not.toBe(readlinkSync(`/proc/${main}/ns/user`));
      }
      await expect.poll(async () => (await eventsOf('stadtfenster.terminal.started'))[0]?.data.sandboxed).toBe(true);
    });

    await test.step('it finds nothing open but what the test itself opens', async () => {
      await expect.poll(async () => (await eventsOf('stadtfenster.terminal.lock-incomplete')).length).toBe(1);
      const [told] = await eventsOf('stadtfenster.terminal.lock-incomplete');
      expect(told?.data.gaps.filter((gap) => !OF_THE_MACHINE.includes(gap))).toEqual(['debugging-port']);
    });

    for (const [state, enter] of Object.entries(WAYS)) {
      await test.step(`it is killed: ${state}`, async () => {
        await enter({ visitor, gate, embedded });
        const start = supervisor.starts.length;
        process.kill(mainProcess(), 'SIGKILL');
        const again = await usableAgain(start);
        ({ page, visitor } = again);
        gate.mode = 'open';
        embedded.bbb.behave({});
        expect(again.took).toBeLessThan(USABLE_WITHIN_MS);
        test
          .info()
          .annotations.push({ type: `usable after a kill: ${state}`, description: `${Math.round(again.took)} ms` });
        expect(terminal.pages().map((one) => new URL(one.url()).protocol)).toEqual(['kiosk:']);
        expect(await page.content()).not.toContain(NAME);
        for (const folder of terminal.written) {
          expect(filesBelow(folder).length).toBeGreaterThan(0);
          expect(filesWith(folder, NAME)).toEqual([]);
        }
        await expect.poll(() => present(embedded, NAME)).toEqual([]);
      });
    }

    await test.step('it hangs, and is started anew', async () => {
      const heard = supervisor.pings();
      await expect.poll(supervisor.pings).toBeGreaterThan(heard);
      const start = supervisor.starts.length;
      process.kill(mainProcess(), 'SIGSTOP');
      const { took } = await usableAgain(start);
      expect(supervisor.missed()).toBe(1);
      expect(took).toBeLessThan(WATCHDOG_MS + USABLE_WITHIN_MS);
      test.info().annotations.push({ type: 'usable after a hang', description: `${Math.round(took)} ms` });
    });

    expect(JSON.stringify(await events())).not.toContain(NAME);

    await test.step('it is ended, and has time to end by itself', async () => {
      const isNoted = (): boolean =>
        terminal.written.some((folder) => filesBelow(folder).some((file) => file.endsWith('/state/running')));
      await expect.poll(isNoted).toBe(true);
      await supervisor.stop();
      expect(isNoted()).toBe(false);
    });
  } finally {
    await terminal.close();
  }
});
