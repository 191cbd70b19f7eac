import {
  cityConfigurationSchema,
  type CityConfiguration,
  type MachineConfiguration,
} from '../../contract/configuration.ts';
import {
  configurationFieldSchema,
  type ConfigurationField,
  type FieldLayers,
  type Layer,
} from '../../contract/layer.ts';

/** What is absent, or as it is by default, leaves a field as the layer below has it. */
const says = (layer: object | null, field: ConfigurationField): boolean => {
  const value: unknown = Object.entries(layer ?? {}).find(([name]) => name === field)?.[1];
  if (value === undefined) return false;
  const byDefault = cityConfigurationSchema.shape[field].safeParse(undefined);
  return !byDefault.success || JSON.stringify(byDefault.data) !== JSON.stringify(value);
};

/**
 * The layers of a field from the weakest to the strongest. A city whose endpoint was taken over must not widen what the
 * machine's own file allows: of `hosts` that file counts last.
 */
const orderOf = (field: ConfigurationField): readonly Layer[] =>
  field === 'hosts' ? ['default', 'city', 'machine'] : ['default', 'machine', 'city'];

/** Of these each part is from the strongest layer that says something about it. */
const LAID_OVER: ReadonlySet<ConfigurationField> = new Set(['times', 'devices']);

/**
 * From which layers each field is that {@link layConfiguration} lays over each other.
 * @returns names of fields and layers, no value
 */
export const layersOf = (machine: MachineConfiguration, city: CityConfiguration | null): FieldLayers[] =>
  configurationFieldSchema.options.map((field) => {
    const isSaid: Readonly<Record<Layer, boolean>> = {
      default: true,
      machine: says(machine, field),
      city: says(city, field),
    };
    const layers = orderOf(field).filter((layer) => isSaid[layer]);
    return { field, layers: LAID_OVER.has(field) ? layers : layers.slice(-1) };
  });
