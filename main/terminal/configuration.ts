import {
  DEFAULT_TIMES,
  machineConfigurationSchema,
  timesSchema,
  type CityConfiguration,
  type MachineConfiguration,
  type Times,
} from '../../contract/configuration.ts';
import type { CityTexts } from '../../contract/city-texts.ts';
import type { DeviceProfile } from '../../contract/devices.ts';
import { DEFAULT_LOCALE, LOCALES, type Locale } from '../../contract/locale.ts';
import type { Terms } from '../../contract/configuration.ts';
import type { HostPattern } from '../../contract/meeting-host.ts';
import type { OpeningHours } from '../../contract/opening-hours.ts';
import { DEFAULT_REPORTING, type Reporting } from '../../contract/reporting.ts';
import type { RoomId } from '../../contract/room.ts';
import type { RoomsByCode } from '../../contract/shown-rooms.ts';
import { DEFAULT_TIME_ZONE } from '../../contract/time-zone.ts';

/** What is in force: defaults, then the machine's own file, then the city. */
export interface Configuration {
  readonly city: string;
  readonly site: string;
  readonly languages: readonly Locale[];
  /** In which a visit begins: German where it is spoken, else the first of the city's languages. */
  readonly firstLocale: Locale;
  readonly timeZone: string;
  /** null until the city has been heard once: without terms nobody can be let in. */
  readonly terms: Terms | null;
  readonly times: Times;
  readonly devices: DeviceProfile;
  /** Those that are shown, in their order; null is all. */
  readonly rooms: readonly RoomId[] | null;
  readonly roomsByCode: RoomsByCode;
  /** Where meetings may be; null is wherever a join says. */
  readonly hosts: readonly HostPattern[] | null;
  readonly texts: CityTexts | null;
  /** When visits can begin; null is always. */
  readonly openingHours: OpeningHours | null;
  readonly reporting: Reporting;
}

/**
 * Reads the machine's own file.
 * @param read gives the file's text, null when there is none; may throw
 * @returns the file's settings, and whether it is there but cannot be used (the terminal then goes on without it)
 */
export const readMachineConfiguration = (
  read: () => string | null,
): { readonly machine: MachineConfiguration; readonly malformed: boolean } => {
  try {
    const text = read();
    if (text === null) return { machine: {}, malformed: false };
    return { machine: machineConfigurationSchema.parse(JSON.parse(text)), malformed: false };
  } catch {
    return { machine: {}, malformed: true };
  }
};

const firstOf = (languages: readonly Locale[]): Locale =>
  languages.includes(DEFAULT_LOCALE) ? DEFAULT_LOCALE : (languages[0] ?? DEFAULT_LOCALE);

/** Lays the layers over each other: what the city says wins, except about `hosts`. */
export const layConfiguration = (machine: MachineConfiguration, city: CityConfiguration | null): Configuration => ({
  city: city?.city ?? machine.city ?? 'Stadtfenster',
  site: city?.site ?? machine.site ?? '',
  languages: city?.languages ?? LOCALES,
  firstLocale: firstOf(city?.languages ?? LOCALES),
  timeZone: city?.timeZone ?? DEFAULT_TIME_ZONE,
  terms: city?.terms ?? null,
  times: timesSchema.parse({ ...DEFAULT_TIMES, ...machine.times, ...city?.times }),
  devices: { ...machine.devices, ...city?.devices },
  rooms: city?.rooms ?? null,
  roomsByCode: city?.roomsByCode ?? 'shown',
  hosts: machine.hosts ?? city?.hosts ?? null,
  texts: city?.texts ?? machine.texts ?? null,
  openingHours: city?.openingHours ?? machine.openingHours ?? null,
  reporting: city?.reporting ?? DEFAULT_REPORTING,
});
