import { expect, ROOM, test, type Terminal } from './fixtures.ts';
import { enterMeeting } from './steps.ts';

/** From the attract screen to the check of camera and microphone. */
const toCheck = async (terminal: Terminal) => {
  const visitor = terminal.as('de');
  await visitor.begin();
  await visitor.chooseRoom(ROOM.de);
  await visitor.acceptTerms();
  await visitor.stayAnonymous();
  await visitor.choosePart('speak');
  await visitor.touch(visitor.texts.name.check);
  await visitor.sees(visitor.texts.check.heading);
  return visitor;
};

/** What our page says when it is asked for a device, outside of what its screens do. */
const askFor = (terminal: Terminal, kind: 'audio' | 'video'): Promise<string> =>
  terminal.screens.evaluate(
    (wanted) =>
      navigator.mediaDevices.getUserMedia({ [wanted]: true }).then(
        (stream) => {
          for (const track of stream.getTracks()) track.stop();
          return 'granted';
        },
        (error: unknown) => (error instanceof DOMException ? error.name : String(error)),
      ),
    kind,
  );

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
  expect(await askFor(terminal, 'audio')).toBe('NotAllowedError');
  const visitor = await toCheck(terminal);
  expect(await askFor(terminal, 'video')).toBe('granted');
  await expect(terminal.screens.locator('video')).toBeVisible();
  const tracks = await terminal.screens.evaluateHandle(() => {
    const video = document.querySelector('video');
    return video?.srcObject instanceof MediaStream ? video.srcObject.getTracks() : [];
  });
  expect(await tracks.evaluate((list) => list.map(({ readyState }) => readyState))).toEqual(['live']);
  await visitor.touch(visitor.texts.action.back);
  await visitor.sees(visitor.texts.name.heading);
  expect(await tracks.evaluate((list) => list.map(({ readyState }) => readyState))).toEqual(['ended']);
  expect(await askFor(terminal, 'video')).toBe('NotAllowedError');
  expect(await askFor(terminal, 'audio')).toBe('NotAllowedError');
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
  expect(await askFor(terminal, 'video')).toBe('NotAllowedError');
  await enterMeeting(terminal, { part: 'speak' });
});
