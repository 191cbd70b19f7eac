import { z } from 'zod';

/** How our own screens are shown to one visitor. */
export const displaySchema = z.strictObject({
  /** Percent of the ordinary size (WCAG 1.4.4 asks for 200). */
  textSize: z.literal([100, 150, 200]),
  contrast: z.enum(['normal', 'high']),
});
export type Display = z.infer<typeof displaySchema>;

/** How every visitor finds the terminal. */
export const DEFAULT_DISPLAY: Display = { textSize: 100, contrast: 'normal' };
