import type { Page } from '@playwright/test';
import type { Hand, MouseButton } from '../hand.ts';

/** Clicks in the middle of a page, wherever on the screen it is. */
export const clickOn = async (page: Page, hand: Hand, button: MouseButton): Promise<void> => {
  const [x, y] = await page.evaluate((): [number, number] => [
    Math.round(window.screenX + window.innerWidth / 2),
    Math.round(window.screenY + window.innerHeight / 2),
  ]);
  hand.click(x, y, button);
};
