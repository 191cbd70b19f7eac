import { createSocket } from 'node:dgram';
import type { Page } from '@playwright/test';
import type { LockdownRule } from '../../../contract/refusals.ts';
import { expect, test, type Terminal } from '../fixtures.ts';
import { handAt } from '../hand.ts';
import { enterMeeting } from '../steps.ts';
import type { Seen, World } from './attack.ts';
import { ATTACKS } from './attacks.ts';
import { countDocuments } from './count-documents.ts';
import { openHostileServer } from './hostile-server.ts';
import { standInOpeners } from './openers.ts';
import { openOutside } from './outside.ts';
import { watchDialogs } from './watch-dialogs.ts';
import { windowsOn } from './x-windows.ts';

const attacks = Object.values(ATTACKS).flat();

/** What is not there is asked for by nobody; and a way to another program is counted as the navigation that it is. */
const UNCOUNTED: ReadonlySet<LockdownRule> = new Set<LockdownRule>([
  'page-options',
  'page-features',
  'dialogs',
  'external-protocols',
]);

/** What Electron itself says of the terminal; a download that was not refused is counted. */
const lookInside = (terminal: Terminal): Promise<Omit<Seen, 'dialogs' | 'programs' | 'alerts'>> =>
  terminal.app.evaluate(({ BaseWindow, webContents }) => {
    const pages = webContents.getAllWebContents();
    const meeting = pages.find((contents) => !contents.getURL().startsWith('kiosk:'));
    return {
      // Our page and the meeting's.
      windows: Math.max(0, pages.length - 2) + BaseWindow.getAllWindows().length - 1,
      downloads: Number(Reflect.get(globalThis, 'downloads') ?? 0),
      address: meeting?.getURL() ?? null,
      zoom: meeting?.getZoomFactor() ?? 1,
      isMinimized: BaseWindow.getAllWindows().some((window) => window.isMinimized()),
      hasDeveloperTools: pages.some((contents) => contents.isDevToolsOpened()),
    };
  });

test(`the terminal itself stands ${attacks.length} attacks of a hostile meeting and its visitor`, async ({
  launch,
  gate,
  display,
  eventsOf,
}) => {
  test.setTimeout(300_000);
  const hostile = await openHostileServer();
  const outside = await openOutside();
  hostile.leadTo(outside.origin);
  const openers = standInOpeners();
  gate.instead = (path) =>
    path.endsWith('/join')
      ? {
          joinUrl: `${hostile.origin}/html5client/hostile`,
          meetingHosts: [hostile.host],
          returnUrl: 'https://stadtfenster.invalid/left',
        }
      : null;
  const terminal = await launch({
    environment: openers.environment,
    args: ['--allow-loopback-in-peer-connection'],
  });
  const screen = display.environment['DISPLAY'] ?? '';
  const windows = await windowsOn(screen);
  const hand = await handAt(screen);
  const visitor = terminal.as('de');
  const { screens } = terminal;
  const goodbye = screens.getByRole('button', { name: visitor.texts.goodbye.finish });
  const wrong: string[] = [];
  let meeting: Page | null = null;
  let countsDownloads = false;

  for (const [index, attack] of attacks.entries()) {
    const mark = `t${index}-${attack.mechanism}`;
    if (meeting === null) {
      meeting = await enterMeeting(terminal);
      if (!countsDownloads) {
        countsDownloads = true;
        await terminal.app.evaluate(({ session }) => {
          session.fromPartition('meeting').on('will-download', (event) => {
            if (!event.defaultPrevented)
              Reflect.set(globalThis, 'downloads', Number(Reflect.get(globalThis, 'downloads') ?? 0) + 1);
          });
        });
      }
    } else if (!meeting.isClosed()) await meeting.goto(`${hostile.origin}/html5client/hostile?${mark}`);
    const page: Page = meeting;
    const dialogs = await watchDialogs(page);
    const documents = countDocuments(page);
    const before = { dialogs: await windows.count(), programs: openers.opened(), udp: outside.heardUdp() };
    const world: World = {
      page,
      inside: hostile.origin,
      outside: { ...outside, heardUdp: () => outside.heardUdp() - before.udp },
      mark,
      documents: documents.count,
      press: hand.chord,
      seen: async () => ({
        ...(await lookInside(terminal)),
        dialogs: Math.max(0, (await windows.count()) - before.dialogs),
        alerts: dialogs.held(),
        programs: openers.opened() - before.programs,
      }),
    };
    const told = await Promise.race([attack.run(world), goodbye.waitFor().then(() => undefined)]);
    // What the page has set going is done once its server has answered it twice since.
    for (let round = 0; round < 2 && told === undefined; round += 1) {
      await page.evaluate("fetch('/frame').then((answer) => answer.text())").catch(() => undefined);
    }
    await dialogs.stop();
    documents.stop();
    // Going elsewhere is how a meeting ends, sooner or later.
    if (attack.rule === 'navigation') await goodbye.waitFor();
    const isOver = page.isClosed() || (await goodbye.isVisible());
    const mayBeGone = attack.rule === 'navigation' || attack.rule === 'unload-traps';
    if (told === true) wrong.push(`${attack.rule}/${attack.mechanism}: the page had what it wanted`);
    else if (!(mayBeGone && isOver) && (await attack.hasSucceeded?.(world)) === true)
      wrong.push(`${attack.rule}/${attack.mechanism}: seen outside the page`);
    else if (outside.heard(mark)) wrong.push(`${attack.rule}/${attack.mechanism}: heard outside`);
    if (isOver) {
      await visitor.finish();
      await visitor.seesAttract();
      meeting = null;
    }
  }
  await test.step("the meeting's own media server is asked, by the port that it has", async () => {
    const own = createSocket('udp4');
    const heard = new Promise((resolve) => own.once('message', resolve));
    await new Promise<void>((resolve) => own.bind(0, '127.0.0.1', resolve));
    meeting ??= await enterMeeting(terminal);
    await meeting.evaluate(async (port) => {
      const line = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
      line.createDataChannel('x');
      await line.setLocalDescription();
    }, own.address().port);
    await heard;
    own.close();
  });
  if (meeting !== null) {
    await visitor.leave();
    await visitor.finish();
    await visitor.seesAttract();
  }
  const told = await eventsOf('stadtfenster.terminal.refused');
  const counted = (rule: LockdownRule): number => told.reduce((sum, { data }) => sum + (data.refusals[rule] ?? 0), 0);
  const missing = [...new Set(attacks.map(({ rule }) => rule))].flatMap((rule) => {
    // While one wish for the full screen is without an answer Chromium asks for no other.
    const made = rule === 'fullscreen' ? 1 : attacks.filter((attack) => attack.rule === rule).length;
    return UNCOUNTED.has(rule) || counted(rule) >= made ? [] : [`${rule}: ${counted(rule)} of ${made}`];
  });
  expect({ wrong, missing }).toEqual({ wrong: [], missing: [] });
  expect(JSON.stringify(told)).not.toContain(outside.host);

  hand.close();
  windows.close();
  openers.remove();
  await outside.close();
  await hostile.close();
});
