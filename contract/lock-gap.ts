import { z } from 'zod';

/** What a terminal finds open around itself (main/health/self-check.ts); docs/operating-system.md says how each is closed. */
export const lockGapSchema = z.enum([
  /** The system is not one that the terminal can look at. */
  'unknown-system',
  'runs-as-root',
  'sandbox-off',
  /** Its processes could gain privileges through a set-user-id program. */
  'may-gain-privileges',
  'debugger-attached',
  'debugging-port',
  /** It does not run alone under cage. */
  'foreign-window-manager',
  /** Its user may change the program. */
  'app-writable',
  /** Nobody would notice if it hung. */
  'no-watchdog',
  /** There are consoles to which a key could switch. */
  'other-consoles',
  /** The kernel obeys keys (SysRq). */
  'sysrq-on',
  /** Chromium's profile lies on a disk. */
  'profile-on-disk',
  'swap-on',
  'core-dumps-on',
  'usb-storage',
]);
export type LockGap = z.infer<typeof lockGapSchema>;
