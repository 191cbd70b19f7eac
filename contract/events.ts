import { z } from 'zod';
import { eventKindSchema } from './event-kind.ts';
import { failureCodeSchema } from './failure.ts';
import { feedbackWordsSchema, ratingSchema } from './feedback.ts';
import { heartbeatSchema } from './heartbeat.ts';
import { fieldLayersSchema } from './layer.ts';
import { localeSchema } from './locale.ts';
import { partSchema } from './join.ts';
import { lockGapSchema } from './lock-gap.ts';
import { commandActSchema, orderReasonSchema, orderRefusalSchema, orderStateSchema } from './order-result.ts';
import { reportReasonSchema } from './problem-report.ts';
import { receiptSchema } from './receipt.ts';
import { refusalsSchema } from './refusals.ts';
import { EVENT_BATCH_MAX } from './reporting.ts';
import { roleSchema } from './role.ts';
import { roomIdSchema } from './room.ts';
import { serviceRoleSchema } from './service-pin.ts';
import { momentSinceEpochSchema } from './since-epoch.ts';
import { versionSchema } from './version.ts';

/**
 * The allow-list of what a terminal tells its city. Every field is an enumeration, a number, a version,
 * a room id or a random id that lives as long as one visit: there is no field into which a name,
 * a code or a URL would fit. The words of a feedback are the one exception.
 */
const visitIdSchema = z.uuid({ version: 'v4' });
const milliseconds = z.int().min(0);

/** How a visit came to its end. */
export const visitOutcomeSchema = z.enum([
  'left',
  'meeting-ended',
  'meeting-lost',
  'meeting-crashed',
  'declined',
  'abandoned',
  'gave-up',
  'ended-by-staff',
  'ended-by-city',
]);
export type VisitOutcome = z.infer<typeof visitOutcomeSchema>;

export const visitStepSchema = z.enum(['rooms', 'code', 'terms', 'name', 'check', 'joining', 'meeting', 'problem']);
export type VisitStep = z.infer<typeof visitStepSchema>;

/** Why a meeting had to be opened again: its page crashed or hung, or the line to it was lost. */
export const rejoinCauseSchema = z.enum(['crashed', 'frozen', 'line']);
export type RejoinCause = z.infer<typeof rejoinCauseSchema>;

/**
 * Why a terminal ends itself for a new start: a wipe failed, our page or Chromium's drawing broke again and again, or,
 * while nobody is there, many visits, much memory or a long day lie behind it, or the city has ordered it.
 */
export const restartReasonSchema = z.enum([
  'wipe-failed',
  'page-broken',
  'drawing-broken',
  'visits',
  'memory',
  'day',
  'order',
]);
export type RestartReason = z.infer<typeof restartReasonSchema>;

export const EVENT_DATA = {
  'stadtfenster.terminal.started': z.strictObject({
    version: versionSchema,
    electron: versionSchema,
    chromium: versionSchema,
    sandboxed: z.boolean(),
  }),
  'stadtfenster.terminal.problem': z.strictObject({
    code: z.enum([
      'state-malformed',
      'state-unwritable',
      'machine-configuration-malformed',
      'clock-wrong',
      'renderer-gone',
      'ended-suddenly',
      'renderer-hung',
      'gpu-gone',
      'events-dropped',
      'audio-failed',
      'microphone-missing',
      'speaker-missing',
      ...orderRefusalSchema.options,
      'terminal-refused',
      'terminal-cloned',
      'authority-unreadable',
    ]),
    /** For `clock-wrong` seconds ahead of the city, for `events-dropped` and refused orders how many. */
    amount: z.int().optional(),
  }),
  /** What the lock-down refused since the last one: numbers by rule, never who wanted what. */
  'stadtfenster.terminal.refused': z.strictObject({ refusals: refusalsSchema }),
  /** What of the operating system's lock is missing, as found at the start. */
  'stadtfenster.terminal.lock-incomplete': z.strictObject({ gaps: z.array(lockGapSchema).min(1) }),
  /** Every use of the service menu: it was asked for, a PIN was typed, something was done. */
  'stadtfenster.terminal.service': z.strictObject({
    act: z.enum(['asked', 'refused', 'throttled', 'opened', 'restart', 'reboot', 're-enrol', 'leave-kiosk', 'closed']),
    /** Who, once it is known. */
    role: serviceRoleSchema.optional(),
  }),
  'stadtfenster.terminal.restarting': z.strictObject({ reason: restartReasonSchema }),
  /** A configuration is in force, another one or the first since the start; which one, and from which layers it is. */
  'stadtfenster.configuration.taken': z.strictObject({
    version: z.int().min(1),
    layers: z.array(fieldLayersSchema).max(64),
  }),
  /** What became of a command of the city: `accepted` first, then one that ends it. */
  'stadtfenster.order.result': z.strictObject({
    /** The command's id. */
    order: z.uuid({ version: 'v7' }),
    act: commandActSchema,
    state: orderStateSchema,
    reason: orderReasonSchema.optional(),
    /** Of a wipe that was tried. */
    receipt: receiptSchema.optional(),
  }),
  /** How the terminal is, every minute; while the city is away once an hour. */
  'stadtfenster.terminal.heartbeat': heartbeatSchema,
  /** What the terminal gave up because its spool was full or the events too old: numbers by kind. */
  'stadtfenster.spool.dropped': z.strictObject({
    reason: z.enum(['size', 'age']),
    dropped: z.partialRecord(eventKindSchema, z.int().min(1)),
  }),
  'stadtfenster.visit.started': z.strictObject({ visit: visitIdSchema }),
  'stadtfenster.visit.joined': z.strictObject({
    visit: visitIdSchema,
    room: roomIdSchema,
    part: partSchema,
    role: roleSchema,
    locale: localeSchema,
    /** From "join" until the meeting's page was there. */
    durationMs: milliseconds,
  }),
  'stadtfenster.visit.rejoined': z.strictObject({
    visit: visitIdSchema,
    cause: rejoinCauseSchema,
    /** From the first sign of the break until the meeting's page was there again. */
    durationMs: milliseconds,
  }),
  /** A meeting that nobody touched for long goes on behind a locked bar, until its moderator's code is entered. */
  'stadtfenster.visit.locked': z.strictObject({ visit: visitIdSchema, state: z.enum(['locked', 'unlocked']) }),
  'stadtfenster.visit.failed': z.strictObject({
    visit: visitIdSchema,
    code: failureCodeSchema,
    step: visitStepSchema,
  }),
  'stadtfenster.visit.ended': z.strictObject({
    visit: visitIdSchema,
    outcome: visitOutcomeSchema,
    /** The step in which it ended. */
    step: visitStepSchema,
    /** From first touch. */
    durationMs: milliseconds,
    /** In the meeting; absent if it was never reached. */
    meetingMs: milliseconds.optional(),
  }),
  'stadtfenster.visit.wiped': z.strictObject({
    visit: visitIdSchema,
    /** `meeting` at leave, `screens` at goodbye. */
    stage: z.enum(['meeting', 'screens']),
    receipt: receiptSchema,
  }),
  /** How the visit was. Of several from one visit the last one counts: somebody chose again, or added words. */
  'stadtfenster.visit.feedback': z.strictObject({
    visit: visitIdSchema,
    rating: ratingSchema,
    words: feedbackWordsSchema.optional(),
  }),
  'stadtfenster.visit.help': z.strictObject({
    visit: visitIdSchema,
    step: visitStepSchema,
    /** What became of a call for the staff. */
    state: z.enum(['called', 'answered', 'unreachable', 'cancelled']),
  }),
  'stadtfenster.visit.reported': z.strictObject({
    visit: visitIdSchema,
    room: roomIdSchema,
    reason: reportReasonSchema,
  }),
} as const;

export type EventType = keyof typeof EVENT_DATA;
export type EventData<T extends EventType> = z.infer<(typeof EVENT_DATA)[T]>;

const envelope = {
  specversion: z.literal('1.0'),
  id: z.uuid({ version: 'v7' }),
  /** `/terminals/<terminal>`: with `id` it makes an event unique (CloudEvents 1.0). */
  source: z.string().regex(/^\/terminals\/[a-z0-9-]{1,64}$/),
  time: momentSinceEpochSchema,
  /**
   * Counts up by one per terminal and never starts again, so that the city sees gaps. A terminal that knows no number,
   * a new machine under an old name among them, begins with the time in milliseconds; one whose spool cannot be opened
   * goes on a thousand further: the order stays.
   */
  sequence: z.int().min(1),
  datacontenttype: z.literal('application/json').optional(),
};

const eventOf = <T extends EventType>(type: T) =>
  z.strictObject({ ...envelope, type: z.literal(type), data: EVENT_DATA[type] });

/** One event on its way from a terminal to the city, as CloudEvents 1.0 JSON. */
export const cityEventSchema = z.discriminatedUnion('type', [
  eventOf('stadtfenster.terminal.started'),
  eventOf('stadtfenster.terminal.problem'),
  eventOf('stadtfenster.terminal.refused'),
  eventOf('stadtfenster.terminal.lock-incomplete'),
  eventOf('stadtfenster.terminal.service'),
  eventOf('stadtfenster.terminal.restarting'),
  eventOf('stadtfenster.configuration.taken'),
  eventOf('stadtfenster.order.result'),
  eventOf('stadtfenster.terminal.heartbeat'),
  eventOf('stadtfenster.spool.dropped'),
  eventOf('stadtfenster.visit.started'),
  eventOf('stadtfenster.visit.joined'),
  eventOf('stadtfenster.visit.rejoined'),
  eventOf('stadtfenster.visit.locked'),
  eventOf('stadtfenster.visit.failed'),
  eventOf('stadtfenster.visit.ended'),
  eventOf('stadtfenster.visit.wiped'),
  eventOf('stadtfenster.visit.feedback'),
  eventOf('stadtfenster.visit.help'),
  eventOf('stadtfenster.visit.reported'),
]);
export type CityEvent = z.infer<typeof cityEventSchema>;

export { EVENT_BATCH_MAX };

/** What the city takes in one request, whatever the content mode. */
export const eventBatchSchema = z.array(cityEventSchema).min(1).max(EVENT_BATCH_MAX);
