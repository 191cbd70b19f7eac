import type { BrowserContext, Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { pictureOf } from './picture-of.ts';

/**
 * Remembers the page's media connections, whose numbers only their own objects tell, and takes the microphone as it
 * is: all false microphones beep alike, and where the beeps of two fall together Chromium takes one for the echo of
 * the other and takes it out.
 */
export const makeMediaMeasurable = (target: Page | BrowserContext): Promise<unknown> =>
  target.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    Reflect.set(window, 'connections', connections);
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
    // What the page took from its devices, to see that it lets go.
    const taken: MediaStreamTrack[] = [];
    Reflect.set(window, 'taken', taken);
    if (!('mediaDevices' in navigator)) return;
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const asItIs = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
      const stream = await open(constraints?.audio === true ? { ...constraints, audio: asItIs } : constraints);
      taken.push(...stream.getTracks());
      return stream;
    };
  });

export interface Received {
  /** Energy of the sound that came in and was played (W3C WebRTC statistics). */
  readonly energy: number;
  readonly frames: number;
}

export const received = (page: Page): Promise<Received> =>
  page.evaluate(async () => {
    const connections: unknown = Reflect.get(window, 'connections');
    let energy = 0;
    let frames = 0;
    if (!Array.isArray(connections)) return { energy, frames };
    for (const connection of connections) {
      if (!(connection instanceof RTCPeerConnection) || connection.connectionState === 'closed') continue;
      const report = await connection.getStats();
      report.forEach((entry: Record<string, unknown>) => {
        if (entry['type'] !== 'inbound-rtp') return;
        energy += Number(entry['totalAudioEnergy'] ?? 0);
        frames += Number(entry['framesDecoded'] ?? 0);
      });
    }
    return { energy, frames };
  });

/** How many of the tracks this page took from its devices are live. */
export const devicesInUse = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const taken: unknown = Reflect.get(window, 'taken');
    return Array.isArray(taken)
      ? taken.filter((track) => track instanceof MediaStreamTrack && track.readyState === 'live').length
      : -1;
  });

export const hook = (page: Page, name: string): Locator => page.locator(`[data-test="${name}"]`);

/** The false microphone beeps once a second with far more energy than this; a silent one leaves 1e-10. */
const AUDIBLE = 1e-6;

/** Waits until the number has grown by more than this twice, so that it is not what was left from before. */
const growsOn = async (page: Page, what: keyof Received, by: number): Promise<void> => {
  for (let time = 0; time < 2; time += 1) {
    const before = (await received(page))[what];
    await expect.poll(async () => (await received(page))[what]).toBeGreaterThan(before + by);
  }
};

/** Waits for a time of moving pictures, some seconds long, in which nothing was to be heard. */
export const hearsNothing = async (page: Page): Promise<void> => {
  await expect(async () => {
    const before = await received(page);
    await expect.poll(async () => (await received(page)).frames).toBeGreaterThan(before.frames + 40);
    expect((await received(page)).energy - before.energy).toBeLessThan(AUDIBLE);
  }).toPass({ timeout: 20_000 });
};

export const hears = async (page: Page): Promise<void> => {
  await growsOn(page, 'energy', AUDIBLE);
  const silenced = await page
    .locator('audio')
    .evaluateAll((players) => players.some((player) => player instanceof HTMLAudioElement && player.muted));
  expect(silenced).toBe(false);
};

/** Sees the named person's camera move. */
export const sees = async (page: Page, name: string): Promise<void> => {
  await growsOn(page, 'frames', 0);
  const video = hook(page, 'webcamItem').filter({ hasText: name }).locator('video');
  const first = await pictureOf(video);
  expect(first).not.toBe('');
  await expect.poll(() => pictureOf(video)).not.toBe(first);
};

/** Takes the microphone; who comes from home is asked to listen to themselves first. */
export const speak = async (page: Page): Promise<void> => {
  await hook(page, 'microphoneBtn').click();
  const echo = hook(page, 'echoYesBtn');
  await expect(echo.or(hook(page, 'muteMicButton'))).toBeVisible();
  if (await echo.isVisible()) await echo.click();
  await expect(hook(page, 'muteMicButton')).toBeVisible();
};

export const showCamera = async (page: Page): Promise<void> => {
  await hook(page, 'joinVideo').click();
  await hook(page, 'startSharingWebcam').click();
  await expect(hook(page, 'leaveVideo')).toBeVisible();
};
