import { z } from 'zod';
import { cityConfigurationSchema } from './configuration.ts';

/** Where a setting comes from; the later one wins, but for `hosts`. */
export const layerSchema = z.enum(['default', 'machine', 'city']);
export type Layer = z.infer<typeof layerSchema>;

/**
 * The layers of a field from the weakest to the strongest. A city whose endpoint was taken over must not widen what the
 * machine's own file allows: of `hosts` that file counts last.
 */
export const layerOrderOf = (field: ConfigurationField): readonly Layer[] =>
  field === 'hosts' ? ['default', 'city', 'machine'] : ['default', 'machine', 'city'];

export const configurationFieldSchema = cityConfigurationSchema.keyof();
export type ConfigurationField = z.infer<typeof configurationFieldSchema>;

/** A field's name and its layer, never its value. */
export const fieldLayerSchema = z.strictObject({ field: configurationFieldSchema, layer: layerSchema });
export type FieldLayer = z.infer<typeof fieldLayerSchema>;
