import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { MeetingPanel, Screen } from '../../../../contract/snapshot.ts';
import { createStage } from '../../../../main/stage/stage.ts';
import type { StageWindow } from '../../../../main/stage/window.ts';
import { room } from '../../renderer/snapshots.ts';

/** The stage is given a window with our page and a meeting; of Electron it takes nothing itself. */
const asStageWindow = z.custom<StageWindow>((value) => value instanceof Object);

const SCREENS: Screen = { name: 'rooms' };

const inMeeting = (panel: MeetingPanel): Screen => ({
  name: 'meeting',
  room: room('energie'),
  since: 0,
  panel,
  reported: null,
});

const open = () => {
  let onTop = 'screens';
  let hasKeys = 'screens';
  const contents = Object.assign(new EventEmitter(), {
    focus: () => {
      hasKeys = 'screens';
    },
  });
  const ui = { webContents: contents, setBackgroundColor: vi.fn() };
  const window = Object.assign(new EventEmitter(), {
    contentView: {
      addChildView: () => {
        onTop = 'screens';
      },
    },
  });
  const isShown = { meeting: false };
  const reordered = vi.fn();
  const meeting: Parameters<typeof createStage>[1] = {
    open: vi.fn(),
    origins: () => [],
    allowsScreenShare: () => false,
    openedFor: () => null,
    show: () => {
      isShown.meeting = true;
    },
    hide: () => {
      isShown.meeting = false;
    },
    raise: () => {
      onTop = 'meeting';
    },
    focus: () => {
      hasKeys = 'meeting';
      contents.emit('blur');
    },
    makeRoomFor: vi.fn(),
    pressKey: vi.fn(),
    takeInput: vi.fn(),
    wipe: vi.fn(),
  };
  const stage = createStage(asStageWindow.parse({ window, ui }), meeting, reordered);
  return { stage, window, isShown, reordered, onTop: () => onTop, hasKeys: () => hasKeys };
};

describe('what lies on top', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => void vi.useRealTimers();
  });

  it.each<[string, Screen]>([
    ['the meeting opens', SCREENS],
    ['a panel over it closes', inMeeting('help')],
    ['its keyboard closes', inMeeting('keyboard')],
  ])('keeps a second tap from the meeting when %s', (_what, before) => {
    const { stage, isShown, onTop, hasKeys } = open();
    stage.arrange(before);
    vi.advanceTimersByTime(1_000);
    stage.arrange(inMeeting('none'));
    // To be seen and typed into at once, to be touched only when no second tap can come any more.
    expect(isShown.meeting).toBe(true);
    expect(hasKeys()).toBe('meeting');
    vi.advanceTimersByTime(300);
    expect(onTop()).toBe('screens');
    vi.advanceTimersByTime(200);
    expect(onTop()).toBe('meeting');
    expect(hasKeys()).toBe('meeting');
  });

  it('is our page when a panel is opened meanwhile, and stays so', () => {
    const { stage, onTop, hasKeys } = open();
    stage.arrange(inMeeting('none'));
    vi.advanceTimersByTime(100);
    stage.arrange(inMeeting('help'));
    vi.advanceTimersByTime(1_000);
    expect(onTop()).toBe('screens');
    expect(hasKeys()).toBe('screens');
    stage.arrange(SCREENS);
    vi.advanceTimersByTime(1_000);
    expect(onTop()).toBe('screens');
  });

  it('is our page while the city shows something over the meeting, and the meeting again afterwards', () => {
    const { stage, isShown, onTop, hasKeys } = open();
    for (const panel of ['none', 'keyboard', 'help'] as const) {
      stage.arrange(inMeeting(panel));
      vi.advanceTimersByTime(1_000);
      const before = onTop();
      stage.arrange(inMeeting(panel), true);
      vi.advanceTimersByTime(1_000);
      expect([onTop(), hasKeys(), isShown.meeting]).toEqual(['screens', 'screens', true]);
      stage.arrange(inMeeting(panel));
      vi.advanceTimersByTime(1_000);
      expect(onTop()).toBe(before);
    }
  });

  it('asks nothing of a window that has been closed meanwhile', () => {
    const { stage, window, onTop } = open();
    stage.arrange(inMeeting('none'));
    window.emit('closed');
    vi.advanceTimersByTime(1_000);
    expect(onTop()).toBe('screens');
  });

  it('leaves the keys at the bar to whoever has asked for them meanwhile', () => {
    const { stage, onTop, hasKeys } = open();
    stage.arrange(inMeeting('none'));
    stage.focusBar();
    vi.advanceTimersByTime(1_000);
    expect(onTop()).toBe('meeting');
    expect(hasKeys()).toBe('screens');
  });

  it('is the meeting at once beside the keyboard, which opens at the edge of the bar', () => {
    const { stage, onTop } = open();
    stage.arrange(inMeeting('none'));
    vi.advanceTimersByTime(1_000);
    stage.arrange(inMeeting('keyboard'));
    expect(onTop()).toBe('meeting');
  });
});

describe('what lies over everything', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => void vi.useRealTimers();
  });

  it('is told whenever the order beneath is another one, also after the second tap', () => {
    const { stage, reordered } = open();
    stage.arrange(inMeeting('none'));
    reordered.mockClear();
    stage.arrange(inMeeting('help'));
    expect(reordered).toHaveBeenCalled();
    stage.arrange(inMeeting('none'));
    reordered.mockClear();
    vi.runAllTimers();
    expect(reordered).toHaveBeenCalledOnce();
  });

  it('gives the keyboard back to what is uppermost', () => {
    const { stage, hasKeys } = open();
    stage.arrange(inMeeting('none'));
    stage.focusUppermost();
    expect(hasKeys()).toBe('meeting');
    stage.arrange(inMeeting('help'));
    stage.focusUppermost();
    expect(hasKeys()).toBe('screens');
  });
});
