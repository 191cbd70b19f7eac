import { chromium, type Page } from 'playwright';
import type { CityEvent } from '../contract/events.ts';
import type { EmbeddedCity } from '../demo/embedded-city.ts';
import { createVisitor } from '../demo/visitor.ts';
import type { TerminalProcess } from './terminal-process.ts';

const STEP_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** Waits for a state of the world; fails with a sentence. */
const until = async <T>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
  const deadline = Date.now() + STEP_WITHIN_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${STEP_WITHIN_MS / 1000} s in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};

const findPage = (pages: readonly Page[], part: string): Page | undefined =>
  pages.find((page) => page.url().includes(part));

/**
 * Walks one visit through a meeting and waits until the city knows of it.
 * @returns the visit's events as the city has them, in their order
 * @throws with a sentence when a step does not come about
 */
export const walkOneVisit = async (
  embedded: EmbeddedCity,
  terminal: Pick<TerminalProcess, 'debuggerAddress'>,
): Promise<readonly CityEvent[]> => {
  const browser = await chromium.connectOverCDP(await terminal.debuggerAddress);
  try {
    const pages = (): readonly Page[] => browser.contexts().flatMap((context) => context.pages());
    const screens = await until('the terminal to show its screens', () =>
      Promise.resolve(findPage(pages(), 'kiosk://ui/')),
    );
    screens.setDefaultTimeout(STEP_WITHIN_MS);
    const visitor = createVisitor(screens);
    await visitor.begin();
    await visitor.chooseRoom('AG Energie & Umwelt');
    await visitor.acceptTerms();
    await visitor.stayAnonymous();
    await visitor.enterRoom();
    await until('somebody to be in the meeting', () =>
      Promise.resolve(embedded.bbb.meetings.find(({ people }) => people.some(({ connected }) => connected))),
    );
    await visitor.leave();
    await visitor.finish();
    await visitor.seesAttract();
    return await until('the city to know that the visit is over', async () => {
      const stored = await embedded.city.events.list();
      const events = stored.map(({ event }) => event);
      const isOver = events.some(
        (event) => event.type === 'stadtfenster.visit.wiped' && event.data.stage === 'screens',
      );
      return isOver ? events : undefined;
    });
  } finally {
    await browser.close();
  }
};

/** What of the visit's events speaks against a good visit; null when nothing does. */
export const findFault = (events: readonly CityEvent[]): string | null => {
  for (const event of events) {
    if (event.type === 'stadtfenster.visit.failed') return `the visit failed with ${event.data.code}`;
    if (event.type !== 'stadtfenster.visit.wiped') continue;
    const failed = event.data.receipt.items.find(({ result }) => result === 'failed');
    if (failed !== undefined) return `${failed.item} was not wiped`;
  }
  const types = new Set(events.map(({ type }) => type));
  const missing = (['started', 'joined', 'ended', 'wiped'] as const).find(
    (name) => !types.has(`stadtfenster.visit.${name}`),
  );
  return missing === undefined ? null : `the city did not hear that the visit was ${missing}`;
};
