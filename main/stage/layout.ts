import type { Rectangle } from 'electron';

/** Height of the meeting bar, in device-independent pixels. */
export const BAR_HEIGHT = 72;

/** Where the meeting lies in a window of this size: everything above the bar. */
export const meetingBounds = (window: { readonly width: number; readonly height: number }): Rectangle => ({
  x: 0,
  y: 0,
  width: window.width,
  height: Math.max(0, window.height - BAR_HEIGHT),
});
