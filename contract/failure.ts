import { z } from 'zod';

/**
 * Everything that can go wrong for a visitor. Each code has a plain sentence in the locales
 * (`failure.<code>`), stands in the event for the city, and is shown small to help staff.
 */
export const failureCodeSchema = z.enum([
  'city-unreachable',
  'city-slow',
  'city-refused',
  'city-malformed',
  'city-failed',
  'not-enrolled',
  'enrolment-code-wrong',
  'enrolment-code-used',
  'enrolment-code-expired',
  'terminal-refused',
  'terminal-cloned',
  'clock-differs',
  'room-gone',
  'code-needed',
  'code-wrong',
  'code-wait',
  'terms-outdated',
  'room-full',
  'meeting-not-started',
  'meeting-over',
  'meeting-denied',
  'meeting-refused',
  /** On a host where this terminal may not be in a meeting. */
  'meeting-foreign',
  'meeting-server-away',
  'meeting-unreachable',
  'meeting-crashed',
  'meeting-lost',
  'join-timeout',
  'wipe-failed',
]);
export type FailureCode = z.infer<typeof failureCodeSchema>;
