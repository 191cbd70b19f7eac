import { type CityConfiguration, cityConfigurationSchema } from '../../contract/configuration.ts';
import type { Setting } from '../../contract/dashboard.ts';
import { configurationFieldSchema, type Layer, layerOrderOf } from '../../contract/layer.ts';

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

/** Of these the parts come from different layers: a terminal takes of each what is the strongest. */
const LAID_OVER = new Set(['times', 'devices']);

/**
 * What a terminal works with, and where it comes from, as `layConfiguration` of the terminal puts it together.
 * @param machineSets the fields that the machine's own file sets; null when the terminal does not say
 */
export const settingsOf = (configuration: CityConfiguration, machineSets: readonly string[] | null): Setting[] => {
  const values: Readonly<Record<string, unknown>> = configuration;
  return configurationFieldSchema.options
    .filter((field) => !HIDDEN.has(field))
    .map((field) => {
      const byDefault = cityConfigurationSchema.shape[field].safeParse(undefined);
      const says: Readonly<Record<Layer, boolean>> = {
        default: true,
        machine: machineSets?.includes(field) === true,
        city: !byDefault.success || JSON.stringify(byDefault.data) !== JSON.stringify(values[field]),
      };
      const layers = layerOrderOf(field).filter((layer) => says[layer]);
      return {
        field,
        layers: LAID_OVER.has(field) ? layers : layers.slice(-1),
        value: shownValue(field, configuration),
      };
    });
};
