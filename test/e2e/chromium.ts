import { chromium, type Browser, type Page } from '@playwright/test';
import { signedUrl } from '../../demo/bbb/signed-url.ts';
import type { Role } from '../../demo/bbb/wire.ts';
import type { EmbeddedCity } from '../../demo/embedded-city.ts';

/** Media stays on the loopback interface; without this Chromium finds no way there. */
export const LOOPBACK = '--allow-loopback-in-peer-connection';

/** Debian's Chromium with a camera and a microphone that are not real: a citizen at home. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      LOOPBACK,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  });

/** What a join from home asks of the client: German, and the choice of audio at once. */
const AT_HOME = {
  'userdata-bbb_override_default_locale': 'de',
  'userdata-bbb_show_session_details_on_join': 'false',
  'userdata-bbb_auto_join_audio': 'true',
};

/** Goes into the meeting of the room whose people include the named one. */
export const joinFromHome = async (
  browser: Browser,
  { bbb, secret }: EmbeddedCity,
  { beside, fullName, role = 'VIEWER' }: { beside: string; fullName: string; role?: Role },
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<Page> => {
  const meeting = bbb.meetings.find(({ people }) => people.some(({ name, present }) => present && name === beside));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await prepare(page);
  await page.goto(
    signedUrl(bbb.url, secret, 'join', { ...AT_HOME, meetingID: meeting?.meetingID ?? '', fullName, role }),
  );
  return page;
};
