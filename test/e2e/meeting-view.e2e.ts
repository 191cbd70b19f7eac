import { createServer } from 'node:http';
import { expect, test } from './fixtures.ts';
import { enterMeeting } from './steps.ts';

test('the meeting page is alone: no bridge, no Node, no word of Electron', async ({ terminal }) => {
  const meeting = await enterMeeting(terminal);
  const seen = await meeting.evaluate(() => ({
    bridge: 'terminal' in window,
    require: 'require' in window,
    process: 'process' in window,
    agent: navigator.userAgent,
  }));
  expect(seen).toMatchObject({ bridge: false, require: false, process: false });
  expect(seen.agent).toContain('Chrome/');
  expect(seen.agent).not.toMatch(/electron|stadtfenster/i);
});

test('the meeting may use camera and microphone, and nothing else', async ({ terminal }) => {
  const meeting = await enterMeeting(terminal, { part: 'speak' });
  const answers = await meeting.evaluate(async () => {
    const outcome = (attempt: Promise<unknown>): Promise<string> =>
      attempt.then(
        () => 'granted',
        () => 'refused',
      );
    return {
      media: await outcome(navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia({ video: true })),
      place: await outcome(new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
      notifications: await Notification.requestPermission(),
      clipboard: await outcome(navigator.clipboard.readText()),
    };
  });
  // Electron leaves a refused wish for the full screen without an answer: what counts is that nothing happens.
  await meeting.evaluate(() => void document.documentElement.requestFullscreen());
  await meeting.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await meeting.evaluate(() => document.fullscreenElement)).toBeNull();
  expect(answers).toEqual({
    media: 'granted',
    screen: 'refused',
    place: 'refused',
    notifications: 'denied',
    clipboard: 'refused',
  });
});

test('no other window, no download', async ({ terminal }) => {
  const meeting = await enterMeeting(terminal);
  const windows = terminal.app.windows().length;
  const opened = await meeting.evaluate(() => window.open('https://example.org/') !== null);
  expect(opened).toBe(false);
  await terminal.app.evaluate(({ session }) => {
    session.fromPartition('meeting').on('will-download', (event) => {
      Reflect.set(globalThis, 'downloadRefused', event.defaultPrevented);
    });
  });
  await meeting.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['take me home']));
    link.download = 'take-me-home.txt';
    link.click();
  });
  await expect.poll(() => terminal.app.evaluate((): unknown => Reflect.get(globalThis, 'downloadRefused'))).toBe(true);
  expect(terminal.app.windows()).toHaveLength(windows);
});

test('a way out of the meeting is refused before anything is asked there, and ends it', async ({
  terminal,
  eventsOf,
}) => {
  const visitor = terminal.as('de');
  const asked: string[] = [];
  const elsewhere = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('<!doctype html><h1>elsewhere</h1>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const address = elsewhere.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const meeting = await enterMeeting(terminal);
  await meeting.evaluate((target) => {
    setTimeout(() => (location.href = target));
  }, `http://127.0.0.1:${port}/html5client/join`);
  await visitor.sees(visitor.texts.goodbye.heading);
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('meeting-ended');
  expect(asked).toEqual([]);
  await new Promise((resolve) => elsewhere.close(resolve));
});

for (const target of ['https://example.org/', 'about:blank#out']) {
  test(`the meeting cannot go to ${target}`, async ({ terminal, eventsOf }) => {
    const visitor = terminal.as('de');
    const meeting = await enterMeeting(terminal);
    await meeting.evaluate((address) => {
      setTimeout(() => (location.href = address));
    }, target);
    await visitor.sees(visitor.texts.goodbye.heading);
    await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('meeting-ended');
  });
}

test('the meeting cannot open a file of this machine', async ({ terminal }) => {
  const meeting = await enterMeeting(terminal);
  await meeting.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  await expect(meeting.locator('[data-test="userList"]')).toBeVisible();
  await expect(meeting).toHaveURL(/html5client/);
});

test('the bar is always visible and never covered', async ({ terminal }) => {
  const visitor = terminal.as('de');
  await enterMeeting(terminal);
  const views = () =>
    terminal.app.evaluate(({ BaseWindow }) => {
      const [window] = BaseWindow.getAllWindows();
      if (window === undefined) return null;
      return {
        window: window.getContentBounds(),
        views: window.contentView.children.map((view) => view.getBounds()),
      };
    });
  const meetingView = { x: 0, y: 0, width: 1280, height: 728 };
  expect((await views())?.window).toMatchObject({ width: 1280, height: 800 });
  await expect.poll(async () => (await views())?.views.at(-1)).toEqual(meetingView);
  const bar = await terminal.screens.getByRole('button', { name: visitor.texts.meeting.leave }).boundingBox();
  expect(bar?.y).toBeGreaterThanOrEqual(728);
  await expect(terminal.screens.getByRole('button', { name: visitor.texts.meeting.help })).toBeVisible();
  await expect(terminal.screens.getByText(/\d\d:\d\d\sUhr/).first()).toBeVisible();

  // The help lies above the meeting, which goes on behind it.
  await visitor.touch(visitor.texts.meeting.help);
  await visitor.sees(visitor.texts.help.heading);
  await expect.poll(async () => (await views())?.views.at(-1)).toEqual({ x: 0, y: 0, width: 1280, height: 800 });
  await visitor.touch(visitor.texts.help.close);
  await expect.poll(async () => (await views())?.views.at(-1)).toEqual(meetingView);
});

test('a page that asks to stay is not asked', async ({ terminal }) => {
  const visitor = terminal.as('de');
  const meeting = await enterMeeting(terminal);
  await meeting.evaluate(() => {
    window.addEventListener('beforeunload', (event) => event.preventDefault());
  });
  await meeting.locator('body').click();
  await visitor.leave();
  await visitor.sees(visitor.texts.goodbye.heading);
});
