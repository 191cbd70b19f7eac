import { z } from 'zod';

/** How our own screens are shown to one visitor, and how they sound. */
export const displaySchema = z.strictObject({
  /** Percent of the ordinary size (WCAG 1.4.4 asks for 200). */
  textSize: z.literal([100, 150, 200]),
  /** `dark` is white and yellow on black, for those whom light surfaces dazzle; `light` is black on white. */
  contrast: z.enum(['normal', 'light', 'dark']),
  /** `still`: nothing on our screens moves by itself (WCAG 2.3.3). */
  motion: z.enum(['normal', 'still']),
  /** The sounds that come by themselves; each goes with something that is seen. */
  sounds: z.enum(['normal', 'calm', 'off']),
});
export type Display = z.infer<typeof displaySchema>;

/** How every visitor finds the terminal. */
export const DEFAULT_DISPLAY: Display = { textSize: 100, contrast: 'normal', motion: 'normal', sounds: 'normal' };
