import type { CityConfiguration, MachineConfiguration } from '../../contract/configuration.ts';
import {
  configurationFieldSchema,
  type ConfigurationField,
  layerOrderOf,
  type FieldLayer,
  type Layer,
} from '../../contract/layer.ts';

/** What is absent, null or an empty object leaves a field as the layer below has it. */
const says = (layer: object | null, field: ConfigurationField): boolean => {
  const value: unknown = Object.entries(layer ?? {}).find(([name]) => name === field)?.[1];
  if (value === undefined || value === null) return false;
  return typeof value !== 'object' || Array.isArray(value) || Object.keys(value).length > 0;
};

/**
 * From which layer each field is that {@link layConfiguration} lays over each other; of a field that several of them
 * have parts of, the last.
 * @returns names of fields and layers, no value
 */
export const layersOf = (machine: MachineConfiguration, city: CityConfiguration | null): readonly FieldLayer[] =>
  configurationFieldSchema.options.map((field) => {
    const layers: Readonly<Record<Layer, boolean>> = {
      default: true,
      machine: says(machine, field),
      city: says(city, field),
    };
    return { field, layer: layerOrderOf(field).findLast((layer) => layers[layer]) ?? 'default' };
  });
