import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';
import { expect, type Terminal } from './fixtures.ts';

const TAGS = [
  'wcag2a',
  'wcag2aa',
  'wcag2aaa',
  'wcag21a',
  'wcag21aa',
  'wcag22aa',
  'EN-301-549',
  'EN-301-549v4',
  'best-practice',
];

/** Rules that are off unless asked for. */
const ALSO = ['target-size', 'color-contrast-enhanced', 'css-orientation-lock'];

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/** Waits until what moves on the page has come to rest; what moves for ever is not waited for. */
const rest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    // One that is called off is over as well.
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });

/**
 * Runs axe in the page, which keeps it until it is loaded anew: to give it half a megabyte of script each time, and to
 * have it describe all that is right, takes twice as long as to look.
 *
 * @returns each finding as the rule and the element
 */
const told = async (page: Page, options: RunOptions): Promise<string[]> => {
  await rest(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (given) => {
    const { violations } = await window.axe.run(document, { ...given, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }, options);
};

/** What axe finds. */
export const findings = (page: Page): Promise<string[]> =>
  told(page, { runOnly: TAGS, rules: Object.fromEntries(ALSO.map((id) => [id, { enabled: true }])) });

/** What axe finds in the colours alone. */
export const colourFindings = (page: Page): Promise<string[]> =>
  told(page, { runOnly: ['color-contrast', 'color-contrast-enhanced'] });

/** Touch targets smaller than 64 px, by their words. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>('button, [role=button], input, a, label:has(input), summary'))
      .filter((element) => element.checkVisibility() && !element.matches('label input'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.width < 64 || box.height < 64))
      .map(({ element, box }) => `${element.textContent} ${Math.round(box.width)}x${Math.round(box.height)}`),
  );

/** How far anything is wider than the window or the part of it that it lies in, in pixels: there it would be cut off. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(
      ...Array.from(document.querySelectorAll('html, .screen, .frame, .frame-main, .panel, .display-panel, .idle'))
        .filter((element) => element.checkVisibility())
        .map((element) => element.scrollWidth - element.clientWidth),
    ),
  );

/** All of it, on what the terminal shows now. */
export const expectReadable = async (page: Page, screen: string): Promise<void> => {
  expect(await findings(page), screen).toEqual([]);
  expect(await smallTargets(page), screen).toEqual([]);
  expect(await overflow(page), screen).toBe(0);
};

/**
 * Gives the terminal another display, and with it the window and our page in it. Asked again when the answer is lost: the inspector
 * holds it only weakly, and now and then Node's garbage collector is quicker.
 */
export const resize = (terminal: Terminal, width: number, height: number): Promise<void> =>
  expect(() =>
    terminal.app.evaluate(
      ({ BaseWindow, screen, WebContentsView }, size) => {
        const [window] = BaseWindow.getAllWindows();
        const display = screen.getPrimaryDisplay();
        // The terminal holds its window to the display that it knows.
        screen.getPrimaryDisplay = () => ({ ...display, bounds: { x: 0, y: 0, ...size } });
        window?.setMinimumSize(1, 1);
        window?.setContentSize(size.width, size.height);
        window?.contentView.children
          .find((view) => view instanceof WebContentsView && view.webContents.getURL().startsWith('kiosk:'))
          ?.setBounds({ x: 0, y: 0, ...size });
      },
      { width, height },
    ),
  ).toPass();

/** Another display, and a page that has it: a window that was asked twice in a moment may miss one, and is asked again. */
export const resizeTo = (terminal: Terminal, width: number, height: number): Promise<void> =>
  expect(async () => {
    await resize(terminal, width, height);
    const size = () => terminal.screens.evaluate(() => [innerWidth, innerHeight]);
    await expect.poll(size, { timeout: 3_000 }).toEqual([width, height]);
  }).toPass();
