import { z } from 'zod';
import { cityConfigurationSchema } from './configuration.ts';
import { orderHead } from './order.ts';

/** What the envelope of a configuration holds. */
export const signedConfigurationSchema = z.object({
  /** An envelope of another kind is none of these, however well it is signed. */
  kind: z.literal('configuration'),
  ...orderHead,
  configuration: cityConfigurationSchema,
});
export type SignedConfiguration = z.infer<typeof signedConfigurationSchema>;
