import type { CityConfiguration } from '../../contract/configuration.ts';
import type { Setting } from '../../contract/dashboard.ts';
import { configurationFieldSchema, type FieldLayers } from '../../contract/layer.ts';

/** Of these the value is short and no secret. */
const shownValue = (
  field: string,
  { city, site, siteId = '', ring, languages, timeZone, terms, times, devices, reporting }: CityConfiguration,
) => {
  const shown: Readonly<Record<string, string>> = {
    ...{ city, site, siteId, ring, timeZone },
    languages: languages.join(', '),
    terms: terms.version,
    times: Object.entries(times)
      .map(([name, seconds]) => `${name} ${seconds}`)
      .join(', '),
    devices: Object.keys(devices).join(', '),
    reporting: reporting.contentMode,
  };
  return shown[field] ?? null;
};

/** Hashes of PINs are nobody's to see. */
const HIDDEN = new Set(['servicePins']);

/**
 * What a terminal works with, and where it comes from.
 * @param told the layers as the terminal has told them last; none when it has not
 */
export const settingsOf = (configuration: CityConfiguration, told: readonly FieldLayers[]): Setting[] =>
  configurationFieldSchema.options
    .filter((field) => !HIDDEN.has(field))
    .map((field) => ({
      field,
      layers: told.find((one) => one.field === field)?.layers ?? [],
      value: shownValue(field, configuration),
    }));
