import { z } from 'zod';
import { cityConfigurationSchema } from './configuration.ts';

/** What the envelope of a configuration holds. */
export const signedConfigurationSchema = z.object({
  /** An envelope of another kind is none of these, however well it is signed. */
  kind: z.literal('configuration'),
  /** The terminal that it is for. */
  audience: z.string().min(1).max(64),
  /** Grows with every change and never goes back. */
  version: z.int().min(1),
  /** When this version was made. */
  issuedAt: z.iso.datetime(),
  configuration: cityConfigurationSchema,
});
export type SignedConfiguration = z.infer<typeof signedConfigurationSchema>;
