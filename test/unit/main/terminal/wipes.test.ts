import { describe, expect, it } from 'vitest';
import { wipesWith } from '../../../../main/terminal/wipes.ts';
import { MEETING_CLEAN, SCREENS_CLEAN } from '../visit/visit-for-test.ts';

const wipes = (isRestored: boolean | null, hasSound = true) =>
  wipesWith({
    stage: {
      wipeMeeting: () => Promise.resolve(MEETING_CLEAN),
      wipeScreens: () => Promise.resolve(SCREENS_CLEAN),
    },
    audio: () => (hasSound ? { isRestored: () => Promise.resolve(isRestored) } : null),
  });

describe('the wipe of the screens', () => {
  it.each([
    [true, 'verified'],
    [false, 'failed'],
  ] as const)('says of the sound whether it is as the site wants it: %s', async (isRestored, result) => {
    const { items } = await wipes(isRestored).screens();
    expect(items).toEqual([...SCREENS_CLEAN.items, { item: 'sound', result }]);
  });

  it('says nothing of it where there is none, or none yet', async () => {
    expect(await wipes(null).screens()).toBe(SCREENS_CLEAN);
    expect(await wipes(true, false).screens()).toBe(SCREENS_CLEAN);
  });
});

describe('a wipe without a visit', () => {
  it('is both steps, in one receipt', async () => {
    const { durationMs, items } = await wipes(null).test();
    expect(items).toEqual([...MEETING_CLEAN.items, ...SCREENS_CLEAN.items]);
    expect(durationMs).toBe(MEETING_CLEAN.durationMs + SCREENS_CLEAN.durationMs);
    expect((await wipes(true).test()).items.at(-1)).toEqual({ item: 'sound', result: 'verified' });
  });
});
