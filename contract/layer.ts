import { z } from 'zod';
import { cityConfigurationSchema } from './configuration.ts';

/** Where a setting comes from; the later one wins, but for `hosts`. */
export const layerSchema = z.enum(['default', 'machine', 'city']);
export type Layer = z.infer<typeof layerSchema>;

export const configurationFieldSchema = cityConfigurationSchema.keyof();
export type ConfigurationField = z.infer<typeof configurationFieldSchema>;

/** A field's name and its layer, never its value. */
export const fieldLayerSchema = z.strictObject({ field: configurationFieldSchema, layer: layerSchema });
export type FieldLayer = z.infer<typeof fieldLayerSchema>;
