import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeetingPanel } from '../../../../contract/snapshot.ts';
import { BAR_HEIGHT, KEYBOARD_HEIGHT, meetingBounds } from '../../../../main/stage/layout.ts';
import { isCloseKey, isSwitchKey } from '../../../../main/stage/switch-key.ts';

const panel = fc.constantFrom<MeetingPanel>('none', 'help', 'leave', 'keyboard', 'language', 'display');

describe('the meeting in its window', () => {
  it('never covers the bar and never leaves the window', () => {
    fc.assert(
      fc.property(fc.nat(8_000), fc.nat(8_000), panel, (width, height, open) => {
        const bounds = meetingBounds({ width, height }, open);
        const keys = open === 'keyboard' ? KEYBOARD_HEIGHT : 0;
        expect([bounds.x, bounds.y, bounds.width]).toEqual([0, 0, width]);
        expect(bounds.height).toBe(Math.max(0, height - BAR_HEIGHT - keys));
      }),
    );
    // Targets on a terminal are at least 64 pixels high.
    expect(BAR_HEIGHT).toBeGreaterThanOrEqual(64);
  });

  it('ends where our page begins', () => {
    const tokens = readFileSync(new URL('../../../../renderer/design/tokens.css', import.meta.url), 'utf8');
    expect(tokens).toContain(`--bar-height: ${BAR_HEIGHT}px;`);
    expect(tokens).toContain(`--meeting-keyboard-height: ${KEYBOARD_HEIGHT}px;`);
  });

  it('keeps more than half of the smallest screen while somebody types', () => {
    expect(meetingBounds({ width: 1280, height: 800 }, 'keyboard').height).toBeGreaterThan(400);
    // Four rows of 64 pixels, with gaps of 8 and a border of 2.
    expect(KEYBOARD_HEIGHT).toBeGreaterThanOrEqual(4 * 64 + 5 * 8 + 2);
  });
});

describe('the key that leads out of the meeting', () => {
  it('is F6, when it goes down', () => {
    expect(isSwitchKey({ type: 'keyDown', key: 'F6' })).toBe(true);
    expect(isSwitchKey({ type: 'keyUp', key: 'F6' })).toBe(false);
    expect(isSwitchKey({ type: 'keyDown', key: 'Tab' })).toBe(false);
  });
});

describe('the key that closes the keyboard', () => {
  it('is Escape, when it goes down', () => {
    expect(isCloseKey({ type: 'keyDown', key: 'Escape' })).toBe(true);
    expect(isCloseKey({ type: 'keyUp', key: 'Escape' })).toBe(false);
    expect(isCloseKey({ type: 'keyDown', key: 'F6' })).toBe(false);
  });
});
