import { z } from 'zod';
import { REFUSALS_MAX } from './refusals-max.ts';

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
  'mouse-buttons',
  'window',
  'bridge',
]);
export type LockdownRule = z.infer<typeof lockdownRuleSchema>;

/** How often each rule refused something; rules that had nothing to refuse are absent. */
export const refusalsSchema = z.partialRecord(lockdownRuleSchema, z.int().min(1).max(REFUSALS_MAX));
export type Refusals = z.infer<typeof refusalsSchema>;
