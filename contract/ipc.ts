import { z } from 'zod';
import { displaySchema } from './display.ts';
import { partSchema } from './join.ts';
import { localeSchema } from './locale.ts';
import { roomIdSchema } from './room.ts';

/** What a person did on our screens. The renderer says it, the main process decides what follows. */
export const intentSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('begin') }),
  /** Any touch or key: the person is still there. */
  z.strictObject({ type: z.literal('activity') }),
  z.strictObject({ type: z.literal('set-locale'), locale: localeSchema }),
  z.strictObject({ type: z.literal('set-display'), display: displaySchema }),
  z.strictObject({ type: z.literal('refresh-rooms') }),
  z.strictObject({ type: z.literal('choose-room'), room: roomIdSchema }),
  /** Asks for the screen on which a code is entered, without having chosen a room. */
  z.strictObject({ type: z.literal('open-code') }),
  z.strictObject({ type: z.literal('enter-code'), code: z.string().max(64) }),
  z.strictObject({ type: z.literal('accept-terms'), parentsAgree: z.boolean() }),
  z.strictObject({ type: z.literal('decline-terms') }),
  /** `name` null takes the anonymous name that was offered. */
  z.strictObject({ type: z.literal('join'), name: z.string().max(2048).nullable(), part: partSchema }),
  z.strictObject({ type: z.literal('cancel-join') }),
  z.strictObject({ type: z.literal('retry') }),
  z.strictObject({ type: z.literal('back') }),
  z.strictObject({ type: z.literal('show-panel'), panel: z.enum(['none', 'help', 'leave']) }),
  z.strictObject({ type: z.literal('leave') }),
  /** End the visit from wherever it is, before the meeting. */
  z.strictObject({ type: z.literal('end-visit') }),
  /** Leave the goodbye screen. */
  z.strictObject({ type: z.literal('finish') }),
]);
export type Intent = z.infer<typeof intentSchema>;
