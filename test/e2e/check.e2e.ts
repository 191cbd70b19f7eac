import { expect, test } from './fixtures.ts';
import { askForMedia, heldTracks } from './own-media.ts';
import { enterMeeting, toCheck } from './steps.ts';

test('whoever wants to speak sees the camera, is heard, hears a tone, and goes in', async ({ terminal, eventsOf }) => {
  const visitor = await toCheck(terminal);
  const { screens } = terminal;
  const { check } = visitor.texts;
  const picture = screens.locator('video');
  await expect
    .poll(() => picture.evaluate((video) => (video instanceof HTMLVideoElement ? video.videoWidth : 0)))
    .toBeGreaterThan(0);
  const firstFrame = await picture.evaluate((video) => (video instanceof HTMLVideoElement ? video.currentTime : 0));
  await expect
    .poll(() => picture.evaluate((video) => (video instanceof HTMLVideoElement ? video.currentTime : 0)))
    .toBeGreaterThan(firstFrame);
  // The invented microphone beeps.
  await expect(screens.getByText(check.microphone.heard).first()).toBeVisible();
  await expect(screens.locator('[aria-live=polite]')).toContainText(check.microphone.heard);
  await visitor.touch(check.loudspeaker.play);
  await expect
    .poll(() =>
      terminal.app.evaluate(({ webContents }) =>
        webContents.getAllWebContents().some((contents) => contents.isCurrentlyAudible()),
      ),
    )
    .toBe(true);
  await visitor.touch(check.join);
  const meeting = await terminal.meeting();
  await expect(meeting.locator('[data-test="userListItemCurrent"]')).toBeVisible();
  await expect
    .poll(async () => (await eventsOf('stadtfenster.visit.joined')).map(({ data }) => data.part))
    .toEqual(['speak']);
});

test('without camera and microphone the words are plain, and whoever likes goes on listening', async ({
  launch,
  eventsOf,
}) => {
  const terminal = await launch();
  await terminal.as('de').seesAttract();
  await terminal.screens.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError'));
  });
  const visitor = await toCheck(terminal);
  const { check } = visitor.texts;
  await expect(terminal.screens.getByText(check.camera.missing)).toBeVisible();
  await expect(terminal.screens.getByText(check.microphone.missing).first()).toBeVisible();
  await visitor.touch(check.listen);
  await terminal.meeting();
  await expect
    .poll(async () => (await eventsOf('stadtfenster.visit.joined')).map(({ data }) => data.part))
    .toEqual(['listen']);
});

test('our page may use camera and microphone at the check, and nowhere else; leaving it lets them go', async ({
  terminal,
}) => {
  await terminal.as('de').seesAttract();
  expect(await askForMedia(terminal, 'audio')).toBe('NotAllowedError');
  const visitor = await toCheck(terminal);
  expect(await askForMedia(terminal, 'video')).toBe('granted');
  const tracks = await heldTracks(terminal);
  expect(await tracks()).toEqual(['video live']);
  await visitor.touch(visitor.texts.action.back);
  await visitor.sees(visitor.texts.name.heading);
  expect(await tracks()).toEqual(['video ended']);
  expect(await askForMedia(terminal, 'video')).toBe('NotAllowedError');
  expect(await askForMedia(terminal, 'audio')).toBe('NotAllowedError');
});

test('the check is left by keys too, and the meeting opens as the visitor chose', async ({ terminal, eventsOf }) => {
  const visitor = await toCheck(terminal);
  await terminal.screens.keyboard.press('Escape');
  await visitor.sees(visitor.texts.name.heading);
  await visitor.choosePart('listen');
  await visitor.enterRoom();
  await terminal.meeting();
  await expect
    .poll(async () => (await eventsOf('stadtfenster.visit.joined')).map(({ data }) => data.part))
    .toEqual(['listen']);
});

test('who is asked "are you still there?" at the check and does not answer leaves no open camera', async ({
  launch,
}) => {
  const terminal = await launch({ machine: { times: { idleSeconds: 3, idleWarningSeconds: 1 } } });
  await toCheck(terminal);
  await terminal.as('de').seesAttract();
  expect(await askForMedia(terminal, 'video')).toBe('NotAllowedError');
  await enterMeeting(terminal, { part: 'speak' });
});
