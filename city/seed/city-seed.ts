import { z } from 'zod';
import { cityTextsSchema } from '../../contract/city-texts.ts';
import { cityTimesSchema, termsSchema } from '../../contract/configuration.ts';
import { deviceProfileSchema } from '../../contract/devices.ts';
import { terminalNameSchema } from '../../contract/enrolment.ts';
import { LOCALES, localeSchema } from '../../contract/locale.ts';
import { hostPatternsSchema } from '../../contract/meeting-host.ts';
import { openingHoursSchema } from '../../contract/opening-hours.ts';
import { reportingSchema } from '../../contract/reporting.ts';
import { ROOMS_MAX } from '../../contract/room.ts';
import { roomsByCodeSchema, shownRoomsSchema } from '../../contract/shown-rooms.ts';
import { DEFAULT_TIME_ZONE } from '../../contract/time-zone.ts';
import { versionSchema } from '../../contract/version.ts';
import { siteSchema } from '../fleet/sites.ts';
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

/** A day has one exception: of two only the first would count. */
const seedOpeningHoursSchema = openingHoursSchema.refine(
  ({ exceptions }) => unique(exceptions.map(({ date }) => date)),
  { error: 'must not have two exceptions for one date; one can be open several times', path: ['exceptions'] },
);

/** A terminal by its name, with what it has of its own. What is left out stays as it is, null takes it away. */
const seedTerminalSchema = z.strictObject({
  id: terminalNameSchema,
  /** The rooms that it shows, in its order; one that is not among `rooms` is skipped. */
  rooms: shownRoomsSchema.nullable().optional(),
  roomsByCode: roomsByCodeSchema.optional(),
  devices: deviceProfileSchema.nullable().optional(),
  texts: cityTextsSchema.nullable().optional(),
});

/** What a city is made of: everything an operator decides, nothing that happened. */
export const citySeedSchema = z.strictObject({
  city: z.string().min(1).max(80).default('Stadtfenster'),
  /** Places with terminals; those that are there already and not named here stay. */
  sites: z
    .array(siteSchema)
    .refine((sites) => unique(sites.map(({ id }) => id)), { error: 'must not name a site twice' })
    .default([]),
  /** Terminals that are not like all the others, enrolled or not. */
  terminals: z
    .array(seedTerminalSchema)
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
  openingHours: seedOpeningHoursSchema.nullable().default(null),
  /** Where meetings may be; wherever a join says, when left out. */
  hosts: hostPatternsSchema.nullable().default(null),
  texts: cityTextsSchema.nullable().default(null),
  /** For a city with an event platform of its own; this endpoint takes batches. */
  reporting: reportingSchema.default(OWN_REPORTING),
  /** The version that the terminals should run; the newest that one of them runs, when left out. */
  version: versionSchema.nullable().default(null),
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
