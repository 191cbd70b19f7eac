import { z } from 'zod';
import { cityTextsSchema } from './city-texts.ts';
import { deviceProfileSchema } from './devices.ts';
import { localeSchema, localizedTextSchema, LOCALES } from './locale.ts';
import { hostPatternsSchema } from './meeting-host.ts';
import { DEFAULT_RING, ringSchema, siteIdSchema } from './order.ts';
import { openingHoursSchema } from './opening-hours.ts';
import { DEFAULT_REPORTING, reportingSchema } from './reporting.ts';
import { servicePinSchema } from './service-pin.ts';
import { roomsByCodeSchema, shownRoomsSchema } from './shown-rooms.ts';
import { DEFAULT_TIME_ZONE } from './time-zone.ts';

/** Times in seconds. The bounds keep a slip in a configuration from making the terminal unusable. */
export const timesSchema = z.strictObject({
  /** Without input while choosing, before the warning is shown. */
  idleSeconds: z.number().min(1).max(3600),
  /** How long the warning waits for an answer; WCAG 2.2.1 asks for at least 20, a city may not go below 30. */
  idleWarningSeconds: z.number().min(1).max(600),
  /** After this long in `joining` the visitor is offered to cancel. */
  joinCancelSeconds: z.number().min(0).max(120),
  /** After this long `joining` is given up. */
  joinGiveUpSeconds: z.number().min(1).max(600),
  /** How long the goodbye screen stays without a touch. */
  goodbyeSeconds: z.number().min(1).max(120),
  /** Without a touch or key in the meeting, before the bar asks whether somebody is still there. */
  presenceSeconds: z.number().min(1).max(28_800),
  /** How long the bar waits for an answer before the visit ends. */
  presenceWarningSeconds: z.number().min(1).max(3600),
  /** A locked meeting that nobody unlocks ends after this: a terminal left alone in one would keep it open for ever. */
  lockedSeconds: z.number().min(1).max(86_400),
  /** A meeting that broke off is opened again for so long; then it is given up. */
  rejoinGiveUpSeconds: z.number().min(1).max(900),
  /** How long the camera looks for a code before it is switched off. */
  scanSeconds: z.number().min(1).max(300),
  /** How long nobody can try another code after many wrong ones in one visit. */
  codePauseSeconds: z.number().min(0.2).max(600),
  /** How long the visitor reads why the terminal starts itself anew. */
  restartSeconds: z.number().min(0.2).max(30),
  /** Our own page is asked so often whether it lives; what owes two answers is hung. */
  aliveSeconds: z.number().min(0.2).max(5),
  /** Between two looks at the room list. */
  roomsRefreshSeconds: z.number().min(0.2).max(3600),
  /** How long one answer of the city may take. */
  cityAnswerSeconds: z.number().min(0.2).max(120),
});
export type Times = z.infer<typeof timesSchema>;

/** Only what a city sets differently. Nobody gets less time to answer than the 30 s that are promised. */
export const cityTimesSchema = timesSchema
  .extend({
    idleWarningSeconds: z.number().min(30).max(600),
    // Whoever listens to a long talk touches nothing: ten minutes of that are no absence.
    presenceSeconds: z.number().min(600).max(28_800),
    presenceWarningSeconds: z.number().min(180).max(3600),
  })
  .partial();

export const DEFAULT_TIMES: Times = {
  idleSeconds: 90,
  idleWarningSeconds: 30,
  joinCancelSeconds: 10,
  joinGiveUpSeconds: 120,
  goodbyeSeconds: 15,
  presenceSeconds: 1800,
  presenceWarningSeconds: 180,
  lockedSeconds: 43_200,
  rejoinGiveUpSeconds: 120,
  scanSeconds: 60,
  codePauseSeconds: 30,
  restartSeconds: 4,
  aliveSeconds: 5,
  roomsRefreshSeconds: 15,
  cityAnswerSeconds: 10,
};

export const termsSchema = z.object({
  version: z.string().min(1).max(32),
  /** Short sentences, shown at once. */
  summary: z.array(localizedTextSchema).min(1),
  /** Paragraphs of the full text, behind one touch. */
  fullText: z.array(localizedTextSchema).min(1),
});
export type Terms = z.infer<typeof termsSchema>;

/** The configuration a city endpoint gives to one terminal. */
export const cityConfigurationSchema = z.object({
  city: z.string().min(1).max(80),
  site: z.string().min(1).max(80),
  /** By which orders mean the site; its name is for people. */
  siteId: siteIdSchema.optional(),
  /** Orders can be given to a ring. */
  ring: ringSchema.default(DEFAULT_RING),
  languages: z
    .array(localeSchema)
    .min(1)
    .default([...LOCALES]),
  timeZone: z.string().min(1).default(DEFAULT_TIME_ZONE),
  terms: termsSchema,
  times: cityTimesSchema.default({}),
  devices: deviceProfileSchema.default({}),
  /** Null shows all rooms of the city. */
  rooms: shownRoomsSchema.nullable().default(null),
  roomsByCode: roomsByCodeSchema.default('shown'),
  /** Where meetings may be, whatever a join says; null leaves that to each join. */
  hosts: hostPatternsSchema.nullable().default(null),
  texts: cityTextsSchema.nullable().default(null),
  /** Outside of them nobody begins a visit; without any a terminal is always open. */
  openingHours: openingHoursSchema.nullable().default(null),
  /** Where and how events are delivered. */
  reporting: reportingSchema.default(DEFAULT_REPORTING),
  /** Without one nobody gets into the service menu: there is no PIN that every terminal knows. */
  servicePins: z.array(servicePinSchema).max(4).default([]),
});
export type CityConfiguration = z.infer<typeof cityConfigurationSchema>;

/** What a machine's own file may set; it lies between the defaults and what the city says. */
export const machineConfigurationSchema = z.strictObject({
  city: z.string().min(1).max(80).optional(),
  site: z.string().min(1).max(80).optional(),
  /** File (PEM) with the authority that the certificate of the city's line must come from; any that the system knows when absent. */
  ca: z.string().min(1).max(4096).optional(),
  times: timesSchema.partial().optional(),
  devices: deviceProfileSchema.optional(),
  openingHours: openingHoursSchema.optional(),
  /** Here the machine wins: whoever has got hold of the city endpoint cannot send people anywhere else. */
  hosts: hostPatternsSchema.optional(),
  texts: cityTextsSchema.optional(),
});
export type MachineConfiguration = z.infer<typeof machineConfigurationSchema>;
