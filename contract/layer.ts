import { z } from 'zod';
import { cityConfigurationSchema } from './configuration.ts';

/** Where a setting comes from; the later one wins, but for `hosts`. */
export const layerSchema = z.enum(['default', 'machine', 'city']);
export type Layer = z.infer<typeof layerSchema>;

export const configurationFieldSchema = cityConfigurationSchema.keyof();
export type ConfigurationField = z.infer<typeof configurationFieldSchema>;

/** A field's name and the layers that its value is put together from, the strongest last; never the value. */
export const fieldLayersSchema = z.strictObject({
  field: configurationFieldSchema,
  layers: z.array(layerSchema).min(1).max(3),
});
export type FieldLayers = z.infer<typeof fieldLayersSchema>;
