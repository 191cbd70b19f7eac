import type { Locator } from '@playwright/test';
import type { Terminal } from './fixtures.ts';

/** A finger on the middle of something, as the platform reports it. */
export const finger = async (terminal: Terminal): Promise<(target: Locator) => Promise<void>> => {
  const session = await terminal.app.context().newCDPSession(terminal.screens);
  return async (target) => {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (box === null) throw new Error('Nothing to touch.');
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
};
