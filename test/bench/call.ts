import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { ElectronApplication, Page } from 'playwright';
import { signedUrl } from '../../demo/bbb/signed-url.ts';
import type { EmbeddedCity } from '../../demo/embedded-city.ts';
import { inviteSomebody } from '../../demo/invite-somebody.ts';
import { createVisitor } from '../../demo/visitor.ts';
import { joinFromHome, LOOPBACK, openChromium } from '../e2e/chromium.ts';
import { received, makeMediaMeasurable, showCamera, speak } from '../e2e/live-media.ts';
import { processesOf } from './process-tree.ts';

const RUNS = 5;
const SETTLES_FOR_MS = 5_000;
const MEASURED_FOR_MS = 20_000;
const LOOK_EVERY_MS = 250;
const MEDIA_WITHIN_MS = 20_000;

const ROOM = { id: 'energie-umwelt', title: 'AG Energie & Umwelt' };
const FAKE_DEVICES = ['--use-fake-device-for-media-stream', LOOPBACK];

export const BARE_CALL = path.join(import.meta.dirname, 'bare-call');

/** Processor time of a whole tree during a call, in per cent of one core, by the kind of process. */
export type CallCost = Readonly<Record<string, number>>;

export interface CallRun {
  readonly terminal: CallCost;
  readonly bare: CallCost;
}

export const totalOf = (cost: CallCost): number => Object.values(cost).reduce((sum, share) => sum + share, 0);

const takePart = async (page: Page): Promise<void> => {
  await speak(page);
  await showCamera(page);
};

/** Waits until sound and picture of the one who has just come go on arriving. */
const hearsAndSees = async (page: Page): Promise<void> => {
  const deadline = performance.now() + MEDIA_WITHIN_MS;
  for (let before = await received(page); ;) {
    await after(LOOK_EVERY_MS);
    const now = await received(page);
    if (now.frames > before.frames && now.energy > before.energy) return;
    if (performance.now() > deadline) throw new Error('Nothing came of sound and picture.');
    before = now;
  }
};

const costOf = async (app: ElectronApplication): Promise<CallCost> => {
  const pid = app.process().pid ?? 0;
  await after(SETTLES_FOR_MS);
  const before = new Map(processesOf(pid).map((process) => [process.pid, process.processorTime]));
  await after(MEASURED_FOR_MS);
  const cost: Record<string, number> = {};
  for (const process of processesOf(pid)) {
    const used = process.processorTime - (before.get(process.pid) ?? 0);
    cost[process.kind] = (cost[process.kind] ?? 0) + (used / (MEASURED_FOR_MS / 1000)) * 100;
  }
  return cost;
};

/** The meeting's page. Its view is there, and blank, before it is given the meeting's address. */
const meetingOf = async (app: ElectronApplication): Promise<Page> => {
  const isOther = (page: Page): boolean => !page.url().startsWith('kiosk:');
  const page = app.windows().find(isOther) ?? (await app.waitForEvent('window', isOther));
  await page.waitForURL('**/html5client/**');
  return page;
};

/**
 * The same call, with somebody who is heard and seen, in turns in the terminal and in a bare view.
 *
 * @param open starts an Electron app with these arguments and this environment
 * @param terminal arguments with which the terminal starts
 */
export const measureCalls = async (
  open: (args: readonly string[], environment?: NodeJS.ProcessEnv) => Promise<ElectronApplication>,
  terminal: readonly string[],
  city: EmbeddedCity,
): Promise<readonly CallRun[]> => {
  const leader = await inviteSomebody(city, ROOM.id);
  const chromium = await openChromium();
  const home = await joinFromHome(chromium, city, { beside: 'Leitung', fullName: 'Jonas' }, async (page) => {
    await makeMediaMeasurable(page);
  });
  await takePart(home);

  const inTerminal = async (): Promise<CallCost> => {
    const app = await open([...terminal, ...FAKE_DEVICES]);
    const visitor = createVisitor(await app.firstWindow());
    await visitor.begin();
    await visitor.chooseRoom(ROOM.title);
    await visitor.acceptTerms();
    await visitor.stayAnonymous();
    await visitor.choosePart('speak');
    await visitor.touch(visitor.texts.name.check);
    await visitor.sees(visitor.texts.check.heading);
    await visitor.enterRoom();
    await takePart(await meetingOf(app));
    await hearsAndSees(home);
    const cost = await costOf(app);
    await visitor.leave();
    await visitor.sees(visitor.texts.goodbye.heading);
    await app.close();
    return cost;
  };
  const inBareView = async (): Promise<CallCost> => {
    const join = { meetingID: `stadtfenster-${ROOM.id}`, fullName: 'Gast 4711', role: 'VIEWER' };
    const userdata = {
      'userdata-bbb_override_default_locale': 'de',
      'userdata-bbb_show_session_details_on_join': 'false',
      'userdata-bbb_auto_join_audio': 'true',
      // As the city asks for it after the terminal's own check.
      'userdata-bbb_skip_check_audio': 'true',
    };
    const app = await open([BARE_CALL, ...FAKE_DEVICES], {
      BARE_CALL_URL: signedUrl(city.bbb.url, city.secret, 'join', { ...join, ...userdata }),
    });
    await takePart(await meetingOf(app));
    await hearsAndSees(home);
    const cost = await costOf(app);
    await app.close();
    return cost;
  };

  const runs: CallRun[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push({ bare: await inBareView(), terminal: await inTerminal() });
  await chromium.close();
  leader.vanish();
  return runs;
};
