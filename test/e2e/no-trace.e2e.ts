import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { codeSymbolsOf } from '../../contract/code-symbols.ts';
import { treeOf } from '../bench/process-tree.ts';
import { expect, ROOM, test, type Terminal } from './fixtures.ts';
import { enterMeeting, meetingAfter } from './steps.ts';
import { filesBelow, filesWith, forms, holds, openFilesOutside, tracesInProcesses } from './traces.ts';

const NAME = 'Xenophilia Ångström-Quittenbaum';

/** Not one that has ended and is only still listed: that has no command line any more (proc(5)). */
const isRunning = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`).length > 0;
  } catch {
    return false;
  }
};

/** What a page can find out about who was here before, and what it leaves for whoever comes next. */
const lookAround = (meeting: Page) =>
  meeting.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('left-behind');
      request.onupgradeneeded = () => request.result.createObjectStore('things');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('no database'));
    });
    const count = await new Promise<number>((resolve) => {
      const request = opened.transaction('things').objectStore('things').count();
      request.onsuccess = () => resolve(request.result);
    });
    await new Promise<void>((resolve) => {
      const writing = opened.transaction('things', 'readwrite');
      writing.objectStore('things').put('me', 'who');
      writing.oncomplete = () => resolve();
    });
    opened.close();
    const devices = await navigator.mediaDevices.enumerateDevices();
    const found = {
      cookie: document.cookie,
      local: localStorage.getItem('left-behind'),
      cached: await caches.has('left-behind'),
      database: count,
      devices: devices.map(({ deviceId }) => deviceId).filter((id) => id !== '' && id !== 'default'),
    };
    document.cookie = 'left-behind=me';
    localStorage.setItem('left-behind', 'me');
    await (await caches.open('left-behind')).put('/left-behind', new Response('me'));
    return found;
  });

const partition = (terminal: Terminal) =>
  terminal.app.evaluate(async ({ session }) => {
    const meeting = session.fromPartition('meeting');
    return {
      cookies: (await meeting.cookies.get({})).length,
      workers: Object.keys(meeting.serviceWorkers.getAllRunning()).length,
      onDisk: meeting.storagePath,
    };
  });

/** How far the pages of meetings are magnified. */
const zoomLevels = (terminal: Terminal): Promise<number[]> =>
  terminal.app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .filter((page) => page.getURL().startsWith('http'))
      .map((page) => page.getZoomLevel()),
  );

test('the second visitor finds nothing of the first', async ({ terminal, profile }) => {
  const visitor = terminal.as('de');
  const first = await enterMeeting(terminal, { name: NAME, part: 'speak' });
  // The first visitor has used camera and microphone: only then are there ids by which one could be known again.
  await first.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => undefined));
  const before = await lookAround(first);
  expect(before).toMatchObject({ local: null, cached: false, database: 0 });
  expect(before.devices.length).toBeGreaterThan(0);
  expect((await partition(terminal)).cookies).toBeGreaterThan(0);
  await terminal.app.evaluate(({ clipboard, webContents }) => {
    for (const page of webContents.getAllWebContents()) if (page.getURL().startsWith('http')) page.setZoomLevel(3);
    void clipboard.writeText('left-behind');
  });
  expect(await zoomLevels(terminal)).toEqual([3]);

  await visitor.leave();
  await visitor.sees(visitor.texts.goodbye.heading);
  expect(await partition(terminal)).toEqual({ cookies: 0, workers: 0, onDisk: null });
  await visitor.finish();
  await visitor.seesAttract();

  const second = await enterMeeting(terminal, { part: 'speak' });
  await second.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => undefined));
  const after = await lookAround(second);
  expect(await zoomLevels(terminal)).toEqual([0]);
  expect(await terminal.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('');
  expect(after).toMatchObject({ local: null, cached: false, database: 0 });
  expect(after.cookie).not.toContain('left-behind');
  expect(after.devices.length).toBe(before.devices.length);
  expect(after.devices.filter((id) => before.devices.includes(id))).toEqual([]);
  expect(await terminal.screens.content()).not.toContain(NAME);
  expect(filesWith(profile, NAME)).toEqual([]);
});

test('name, code and way in are in no file, no environment and no command line: in the meeting, after a crash, after the visit, after a kill', async ({
  launch,
  embedded,
  profile: place,
}) => {
  // All that Chromium, GTK and the terminal take for their own place.
  const folders = ['home', 'config', 'cache', 'data', 'state', 'run', 'tmp', 'profile'] as const;
  for (const folder of folders) mkdirSync(path.join(place, folder), { mode: 0o700 });
  const terminal = await launch({
    profile: path.join(place, 'profile'),
    environment: {
      HOME: path.join(place, 'home'),
      XDG_CONFIG_HOME: path.join(place, 'config'),
      XDG_CACHE_HOME: path.join(place, 'cache'),
      XDG_DATA_HOME: path.join(place, 'data'),
      XDG_STATE_HOME: path.join(place, 'state'),
      XDG_RUNTIME_DIR: path.join(place, 'run'),
      TMPDIR: path.join(place, 'tmp'),
    },
  });
  const visitor = terminal.as('de');
  const code = await embedded.city.createAccessCode('heimatverein', 'moderator');
  const enter = async (): Promise<Page> => {
    await visitor.begin();
    await visitor.chooseRoom('Vorstand Heimatverein');
    await visitor.enterCode(code);
    await visitor.acceptTerms();
    await visitor.typeName(NAME);
    await visitor.touch(visitor.texts.name.check);
    await visitor.enterRoom();
    const meeting = await terminal.meeting();
    await expect(meeting.locator('[data-test="userListItemCurrent"]')).toContainText(NAME);
    return meeting;
  };
  const meeting = await enter();
  const sessionToken = new URL(meeting.url()).searchParams.get('sessionToken') ?? '';
  expect(sessionToken).not.toBe('');
  const secrets = [NAME, code, codeSymbolsOf(code), sessionToken];
  const traces = (): string[] => [
    ...secrets.flatMap((secret) => filesWith(place, secret)),
    ...tracesInProcesses(treeOf(terminal.pid), secrets),
    ...openFilesOutside(treeOf(terminal.pid), place).flatMap((file) =>
      secrets.filter((secret) => holds(file, secret)).map(() => file),
    ),
  ];
  expect(filesBelow(place).length).toBeGreaterThan(5);
  expect(traces(), 'in the meeting').toEqual([]);

  await test.step('a page that dies of its own fault leaves no picture of its memory', async () => {
    await terminal.app.evaluate(({ webContents }) => {
      const page = webContents.getAllWebContents().find((contents) => contents.getURL().includes('/html5client/'));
      process.kill(page?.getOSProcessId() ?? 0, 'SIGSEGV');
    });
    const next = await meetingAfter(terminal, meeting);
    await expect(next.locator('[data-test="userListItemCurrent"]')).toContainText(NAME);
    secrets.push(new URL(next.url()).searchParams.get('sessionToken') ?? NAME);
    expect(traces(), 'after a crash').toEqual([]);
  });

  await test.step('after the visit', async () => {
    await visitor.leave();
    await visitor.sees(visitor.texts.goodbye.heading);
    await visitor.finish();
    await visitor.seesAttract();
    expect(traces(), 'after the visit').toEqual([]);
    expect(readdirSync(path.join(place, 'profile', 'chromium', 'visit'))).toEqual([]);
    expect(readdirSync(path.join(place, 'tmp'))).toEqual([]);
  });

  await test.step('after a kill in the meeting', async () => {
    await enter();
    const processes = treeOf(terminal.pid);
    expect(processes.length).toBeGreaterThan(3);
    process.kill(terminal.pid, 'SIGKILL');
    // Chromium's other processes need a moment to notice, and write until then.
    await expect.poll(() => processes.filter(isRunning)).toEqual([]);
    expect(traces(), 'after a kill').toEqual([]);
  });
});

test('the search for traces can find one', async ({ profile }) => {
  for (const [index, form] of forms(NAME).entries()) {
    const file = path.join(profile, `planted-${index}`);
    writeFileSync(file, Buffer.concat([Buffer.from('before'), form, Buffer.from('after')]));
    expect(filesWith(profile, NAME)).toContain(file);
    expect(holds(file, NAME)).toBe(true);
  }
  const told = spawn('sleep', ['60'], { env: { WHO: NAME }, argv0: `sleep ${NAME}` });
  const outside = path.join(profile, 'planted-0');
  const open = await openFile(outside, 'r+');
  expect(tracesInProcesses([told.pid ?? 0], [NAME])).toHaveLength(2);
  expect(openFilesOutside([process.pid], path.join(profile, 'elsewhere'))).toContain(outside);
  await open.close();
  told.kill();
});

test('a name typed and given up is gone for the next visitor', async ({ launch, eventsOf }) => {
  const terminal = await launch({ machine: { times: { idleSeconds: 2, idleWarningSeconds: 1 } } });
  const visitor = terminal.as('de');
  await visitor.begin();
  await visitor.chooseRoom(ROOM.de);
  await visitor.acceptTerms();
  await visitor.typeName(NAME);
  await visitor.seesAttract();
  await visitor.begin();
  await visitor.chooseRoom(ROOM.de);
  await visitor.acceptTerms();
  await expect(terminal.screens.getByRole('textbox', { name: visitor.texts.name.label })).toHaveValue('');
  expect(await terminal.screens.content()).not.toContain(NAME);
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.wiped'))[0]?.data.stage).toBe('screens');
});
