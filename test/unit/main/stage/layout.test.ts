import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BAR_HEIGHT, meetingBounds } from '../../../../main/stage/layout.ts';
import { isSwitchKey } from '../../../../main/stage/switch-key.ts';

describe('the meeting in its window', () => {
  it('never covers the bar and never leaves the window', () => {
    fc.assert(
      fc.property(fc.nat(8_000), fc.nat(8_000), (width, height) => {
        const bounds = meetingBounds({ width, height });
        expect([bounds.x, bounds.y, bounds.width]).toEqual([0, 0, width]);
        expect(bounds.height).toBeGreaterThanOrEqual(0);
        expect(bounds.height).toBe(Math.max(0, height - BAR_HEIGHT));
      }),
    );
    // Targets on a terminal are at least 64 pixels high.
    expect(BAR_HEIGHT).toBeGreaterThanOrEqual(64);
  });
});

describe('the key that leads out of the meeting', () => {
  it('is F6, when it goes down', () => {
    expect(isSwitchKey({ type: 'keyDown', key: 'F6' })).toBe(true);
    expect(isSwitchKey({ type: 'keyUp', key: 'F6' })).toBe(false);
    expect(isSwitchKey({ type: 'keyDown', key: 'Tab' })).toBe(false);
  });
});
