import type { Rectangle } from 'electron';
import type { MeetingPanel } from '../../contract/snapshot.ts';

/** Height of the meeting bar, in device-independent pixels. */
export const BAR_HEIGHT = 72;

/** Height of the keyboard between meeting and bar: four rows of keys of 65 pixels with the gaps around them. */
export const KEYBOARD_HEIGHT = 304;

/**
 * Where the meeting lies in a window of this size: everything above the bar, or above the keyboard, which
 * must cover nothing of it. The other panels lie over the meeting.
 */
export const meetingBounds = (
  window: { readonly width: number; readonly height: number },
  panel: MeetingPanel,
): Rectangle => ({
  x: 0,
  y: 0,
  width: window.width,
  height: Math.max(0, window.height - BAR_HEIGHT - (panel === 'keyboard' ? KEYBOARD_HEIGHT : 0)),
});
