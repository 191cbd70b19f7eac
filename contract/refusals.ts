import { z } from 'zod';

/** The rules of the lock-down; each has a file of this name in `main/lockdown/`. */
export const lockdownRuleSchema = z.enum([
  'navigation',
  'new-windows',
  'permissions',
  'devices',
  'screen-capture',
  'external-protocols',
  'notifications',
  'clipboard',
  'wake-locks',
  'fullscreen',
  'input-locks',
  'egress',
  'webrtc',
  'service-workers',
  'downloads',
  'file-chooser',
  'printing',
  'dialogs',
  'unload-traps',
  'picture-in-picture',
  'page-features',
  'page-options',
  'certificates',
  'sign-ins',
  'spell-check',
  'drag-and-drop',
  'context-menu',
  'zoom',
  'developer-tools',
  'key-combinations',
  'window',
  'bridge',
]);
export type LockdownRule = z.infer<typeof lockdownRuleSchema>;

/** More than this is told as this: a page that asks in a loop says no more by a longer number. */
export const REFUSALS_MAX = 1_000_000;

/** How often each rule refused something; rules that had nothing to refuse are absent. */
export const refusalsSchema = z.partialRecord(lockdownRuleSchema, z.int().min(1).max(REFUSALS_MAX));
export type Refusals = z.infer<typeof refusalsSchema>;
