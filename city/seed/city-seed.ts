import { z } from 'zod';
import { cityTimesSchema, termsSchema } from '../../contract/configuration.ts';
import { LOCALES, localeSchema } from '../../contract/locale.ts';
import { openingHoursSchema } from '../../contract/opening-hours.ts';
import { ringSchema } from '../../contract/order.ts';
import { reportingSchema } from '../../contract/reporting.ts';
import { roomIdSchema, ROOMS_MAX } from '../../contract/room.ts';
import { DEFAULT_TIME_ZONE } from '../../contract/time-zone.ts';
import { cityRoomSchema } from '../rooms/city-room.ts';
import { OWN_REPORTING } from '../store/own-reporting.ts';
import { DEFAULT_TERMS } from './default-terms.ts';

const timeZoneSchema = z.string().refine(
  (name) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  },
  { error: 'must be a time zone like Europe/Berlin' },
);

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;

/** What a city is made of: everything an operator decides, nothing that happened. */
export const citySeedSchema = z.strictObject({
  city: z.string().min(1).max(80).default('Stadtfenster'),
  /** Where terminals stand that are not named in `terminals`. */
  site: z.string().min(1).max(80).default('Bibliothek'),
  /** Sites of single terminals, and the ring in which one gets orders. */
  terminals: z
    .array(z.strictObject({ id: roomIdSchema, site: z.string().min(1).max(80), ring: ringSchema.optional() }))
    .refine((terminals) => unique(terminals.map(({ id }) => id)), { error: 'must not name a terminal twice' })
    .default([]),
  languages: z
    .array(localeSchema)
    .min(1)
    .default([...LOCALES]),
  timeZone: timeZoneSchema.default(DEFAULT_TIME_ZONE),
  terms: termsSchema.default(DEFAULT_TERMS),
  /** Only what this city wants different from the terminal's own times, in seconds. */
  times: cityTimesSchema.default({}),
  /** When visits can begin; always, when left out. */
  openingHours: openingHoursSchema.nullable().default(null),
  /** For a city with an event platform of its own; this endpoint takes batches. */
  reporting: reportingSchema.default(OWN_REPORTING),
  rooms: z
    .array(cityRoomSchema)
    .max(ROOMS_MAX)
    .refine((rooms) => unique(rooms.map(({ id }) => id)), { error: 'must not use a room id twice' })
    // A BBB server refuses a meeting whose digits another one has (`nonUniqueVoiceBridge`).
    .refine((rooms) => unique(rooms.flatMap(({ dialIn }) => dialIn?.conference ?? [])), {
      error: 'must not use the digits of a dial-in (conference) twice',
    })
    .default([]),
});
export type CitySeed = z.infer<typeof citySeedSchema>;

/** A seed as written by hand: whatever has a default may be left out. */
export type CitySeedInput = z.input<typeof citySeedSchema>;
