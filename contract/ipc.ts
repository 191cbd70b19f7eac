import { z } from 'zod';
import { displaySchema } from './display.ts';
import { audioRoleSchema, percentSchema } from './devices.ts';
import { ratingSchema } from './feedback.ts';
import { partSchema } from './join.ts';
import { localeSchema } from './locale.ts';
import { meetingKeySchema } from './meeting-key.ts';
import { reportReasonSchema } from './problem-report.ts';
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
  /** Asks for the camera, which reads the code; `enter-code` follows when it has. */
  z.strictObject({ type: z.literal('scan-code') }),
  /** Staff wants to enrol a terminal that says that it is out of service. */
  z.strictObject({ type: z.literal('open-enrolment') }),
  z.strictObject({ type: z.literal('name-city'), city: z.string().max(2048) }),
  /** Asks for the camera, which reads what an enrolment needs; `enrol` follows when it has. */
  z.strictObject({ type: z.literal('scan-enrolment') }),
  /** `city` is null when the code was typed, or stood in its QR alone. */
  z.strictObject({ type: z.literal('enrol'), code: z.string().max(64), city: z.string().max(2048).nullable() }),
  z.strictObject({ type: z.literal('accept-terms'), parentsAgree: z.boolean() }),
  z.strictObject({ type: z.literal('decline-terms') }),
  /** `name` null takes the anonymous name that was offered. */
  z.strictObject({ type: z.literal('join'), name: z.string().max(2048).nullable(), part: partSchema }),
  /** Camera and microphone were looked at; who is not heard may go on listening. */
  z.strictObject({ type: z.literal('finish-check'), part: partSchema }),
  /** At the check: the next microphone or loudspeaker of this machine, for this visit. */
  z.strictObject({ type: z.literal('use-other-device'), role: audioRoleSchema }),
  z.strictObject({ type: z.literal('cancel-join') }),
  z.strictObject({ type: z.literal('retry') }),
  z.strictObject({ type: z.literal('back') }),
  z.strictObject({
    type: z.literal('show-panel'),
    panel: z.enum(['none', 'help', 'leave', 'sound', 'keyboard', 'language', 'display', 'report', 'end']),
  }),
  z.strictObject({ type: z.literal('set-volume'), percent: percentSchema }),
  /** A key of our keyboard, for the meeting's page; only while it is shown with the keyboard open. */
  z.strictObject({ type: z.literal('press-key'), key: meetingKeySchema }),
  z.strictObject({ type: z.literal('leave') }),
  z.strictObject({ type: z.literal('report-problem'), reason: reportReasonSchema }),
  /** Somebody of the staff stands at the terminal and ends the visit. */
  z.strictObject({ type: z.literal('end-by-staff') }),
  z.strictObject({ type: z.literal('call-staff') }),
  z.strictObject({ type: z.literal('cancel-call') }),
  z.strictObject({ type: z.literal('rate-visit'), rating: ratingSchema }),
  z.strictObject({ type: z.literal('skip-feedback') }),
  z.strictObject({ type: z.literal('write-words') }),
  z.strictObject({ type: z.literal('send-words'), words: z.string().max(2048) }),
  /** End the visit from wherever it is, before the meeting. */
  z.strictObject({ type: z.literal('end-visit') }),
  /** Whoever is there has read what the city shows. */
  z.strictObject({ type: z.literal('close-notice') }),
  /** Leave the goodbye screen. */
  z.strictObject({ type: z.literal('finish') }),
]);
export type Intent = z.infer<typeof intentSchema>;
