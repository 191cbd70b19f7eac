import { z } from 'zod';
import { roomIdSchema } from './room.ts';

/** A group of terminals that gets a change together, before or after the others. */
export const ringSchema = roomIdSchema;

/** The ring of a terminal that nobody has put into one. */
export const DEFAULT_RING = 'standard';

/** Sites are named as rooms are: `bibliothek`. */
export const siteIdSchema = roomIdSchema;

/** Whom an order is for. */
export const audienceSchema = z.union([
  z.strictObject({ terminal: roomIdSchema }),
  z.strictObject({ site: siteIdSchema }),
  z.strictObject({ ring: ringSchema }),
  z.strictObject({ all: z.literal(true) }),
]);
export type Audience = z.infer<typeof audienceSchema>;

/** By what a terminal knows itself meant; null where it has not been told. */
export interface Addressee {
  readonly terminal: string;
  readonly site: string | null;
  readonly ring: string | null;
}

/** Whether an order for this audience is for this terminal. */
export const isMeant = (audience: Audience, { terminal, site, ring }: Addressee): boolean => {
  if ('terminal' in audience) return audience.terminal === terminal;
  if ('site' in audience) return audience.site === site;
  return 'ring' in audience ? audience.ring === ring : audience.all;
};

/** What every signed order begins with, whatever its kind. */
export const orderHead = {
  audience: audienceSchema,
  /** Grows with every order of its kind and never goes back. */
  version: z.int().min(1),
  issuedAt: z.iso.datetime(),
  /** From then on it is not obeyed any more. */
  expiresAt: z.iso.datetime(),
} as const;

export type OrderHead = z.infer<z.ZodObject<typeof orderHead>>;
