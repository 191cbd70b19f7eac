import type { Rule } from './rule.ts';

/**
 * Parts of the web that a meeting has no use for and that reach past the page. What is not there needs no
 * question. Chromium's names of them (runtime_enabled_features.json5); one that it no longer knows is ignored.
 */
const ABSENT: readonly string[] = [
  // Dialogs of the file system, which no event of Electron comes before.
  'FileSystemAccess',
  'FileSystemAccessLocal',
  // Devices.
  'WebUSB',
  'WebHID',
  'Serial',
  'WebBluetooth',
  'WebNFC',
  // Other screens and programs.
  'Presentation',
  'RemotePlayback',
  'WebShare',
  'PaymentRequest',
  'ContactsManager',
  // Reads the colour of any point of the screen.
  'EyeDropperAPI',
  // Goes on after the page is gone.
  'BackgroundFetch',
  'PeriodicBackgroundSync',
  // Tells one terminal from another.
  'FontAccess',
  'ComputePressure',
];

export const pageFeatures: Rule = {
  name: 'page-features',
  preferences: { disableBlinkFeatures: ABSENT.join(',') },
};
