import type { ScreenSize } from '../display.ts';

/** The screens that terminals have: two that lie and one that stands. */
export const TERMINAL_FORMATS: readonly ScreenSize[] = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
  { width: 1080, height: 1920 },
];
