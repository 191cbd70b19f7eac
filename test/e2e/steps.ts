import type { Page } from '@playwright/test';
import type { EmbeddedCity } from '../../demo/embedded-city.ts';
import type { Locale } from '../../contract/locale.ts';
import type { Visitor } from '../../demo/visitor.ts';
import { expect, ROOM, type Terminal } from './fixtures.ts';

export interface WayIn {
  readonly name?: string;
  readonly locale?: Locale;
  readonly part?: 'listen' | 'speak';
}

/** From the attract screen to the touch on "enter the room". */
export const askToEnter = async (terminal: Terminal, { name, locale = 'de', part }: WayIn = {}): Promise<void> => {
  const visitor = terminal.as(locale);
  if (locale === 'de') await visitor.begin();
  else await visitor.touch('English');
  await visitor.chooseRoom(ROOM[locale]);
  await visitor.acceptTerms();
  if (name === undefined) await visitor.stayAnonymous();
  else await visitor.typeName(name);
  if (part !== undefined) await visitor.choosePart(part);
  if (part === 'speak') {
    await visitor.touch(visitor.texts.name.check);
    await visitor.sees(visitor.texts.check.heading);
  }
  await visitor.enterRoom();
};

/** From the attract screen into the meeting; the meeting's page is returned. */
export const enterMeeting = async (terminal: Terminal, way: WayIn = {}): Promise<Page> => {
  await askToEnter(terminal, way);
  const meeting = await terminal.meeting();
  await expect(meeting.locator('[data-test="userListItemCurrent"]')).toBeVisible();
  await expect(
    terminal.screens.getByRole('button', { name: terminal.as(way.locale ?? 'de').texts.meeting.leave }),
  ).toBeVisible();
  return meeting;
};

/** From the attract screen to the check of camera and microphone. */
export const toCheck = async (terminal: Terminal): Promise<Visitor> => {
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

/** Those who are in a meeting under this name now, as the meeting's server has them. */
export const present = ({ bbb }: EmbeddedCity, name: string) =>
  bbb.meetings.flatMap(({ people }) => people).filter((person) => person.present && person.name === name);

/** The page of the meeting that came after `old`. */
export const meetingAfter = async (terminal: Terminal, old: Page): Promise<Page> => {
  const pages = (): Page[] =>
    terminal.app.windows().filter((page) => page !== old && page.url().includes('/html5client/'));
  await expect.poll(() => pages().length, { timeout: 20_000 }).toBe(1);
  const [page] = pages();
  if (page === undefined) throw new Error('There is no meeting.');
  return page;
};

/** Ends the process of the meeting's page, as a fault in Chromium would. */
export const crashMeeting = (terminal: Terminal): Promise<void> =>
  terminal.app.evaluate(({ webContents }) => {
    for (const contents of webContents.getAllWebContents()) {
      if (contents.getURL().includes('/html5client/')) contents.forcefullyCrashRenderer();
    }
  });
