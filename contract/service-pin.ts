import { z } from 'zod';

/** Who works at a terminal: the city's IT, or somebody at the desk. */
export const serviceRoleSchema = z.enum(['operator', 'librarian']);
export type ServiceRole = z.infer<typeof serviceRoleSchema>;

export const PIN_MIN = 6;
export const PIN_MAX = 12;

/** A PIN as it is typed. */
export const pinSchema = z.string().regex(new RegExp(`^\\d{${PIN_MIN},${PIN_MAX}}$`));

/**
 * The PIN of one role as argon2id makes it (PHC string). The bounds keep a slip from taking all the memory of a
 * terminal, or minutes of its time.
 */
export const servicePinSchema = z.strictObject({
  role: serviceRoleSchema,
  hash: z.string().regex(/^\$argon2id\$v=19\$m=\d{4,5},t=\d,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/),
});
export type ServicePin = z.infer<typeof servicePinSchema>;
