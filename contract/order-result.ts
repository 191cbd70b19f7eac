import { z } from 'zod';

/** Every command by its act. There is none that runs a program of the sender's choice. */
export const commandActSchema = z.enum([
  'reload-configuration',
  'restart-app',
  'restart-device',
  'display-off',
  'display-on',
  'lock',
  'unlock',
  'show-message',
  'identify',
  'end-visit',
  'collect-logs',
  'screenshot',
  'wipe-test',
]);
export type CommandAct = z.infer<typeof commandActSchema>;

/** What becomes of a command: `accepted` it is known and will be carried out; the others are the end of it. */
export const orderStateSchema = z.enum(['accepted', 'done', 'failed', 'refused', 'expired']);
export type OrderState = z.infer<typeof orderStateSchema>;

/** Why a command was refused or failed. */
export const orderReasonSchema = z.enum([
  /** Somebody is at the terminal. */
  'visited',
  /** Nobody on this machine does what only root may do. */
  'no-root-helper',
  /** The city did not answer when it was needed. */
  'city-away',
  /** The configuration that came is not to be obeyed. */
  'configuration-refused',
  /** The wipe found something left. */
  'wipe-failed',
  /** The screen could not be pictured. */
  'no-picture',
  /** The process ended in the middle of it. */
  'interrupted',
  /** A later command wants the opposite. */
  'superseded',
  /** More commands wait than the terminal keeps. */
  'too-many',
  /** The disk takes nothing, so that after a new start nobody would know that it was done. */
  'state-unwritable',
]);
export type OrderReason = z.infer<typeof orderReasonSchema>;

const REFUSED_BECAUSE = [
  /** The signature does not fit: somebody has changed it. */
  'forged',
  /** Signed with another key than the one that this terminal believes. */
  'key-changed',
  /** For another terminal, site or ring. */
  'foreign',
  /** An older one once more. */
  'outdated',
  /** Nothing that this terminal understands. */
  'malformed',
  /** Its time is over. */
  'expired',
  /** Issued later than the city's clock says. */
  'future',
  'oversize',
] as const;
export type RefusedBecause = (typeof REFUSED_BECAUSE)[number];

export const ORDER_KINDS = ['configuration', 'command'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** An order that was not even opened, as it is told to the city. */
export const orderRefusalSchema = z.enum(
  ORDER_KINDS.flatMap((kind) => REFUSED_BECAUSE.map((reason) => `${kind}-${reason}` as const)),
);
export type OrderRefusal = z.infer<typeof orderRefusalSchema>;
