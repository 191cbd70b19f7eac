import type { LockdownRule } from '../../../../contract/refusals.ts';
import { waysOf, type Attack } from '../attack.ts';

/** The state that the Permissions API gives; in Electron a check that nobody refuses is granted. */
const state = (name: string): string =>
  `return (await navigator.permissions.query({ name: '${name}' })).state === 'granted';`;
const granted = (promise: string): string => `return ${promise}.then(() => true, () => false);`;
/** Electron leaves a refused wish for the full screen without an answer: nobody waits for it. */
const wishes = (wish: string): string => `void Promise.resolve(${wish}).catch(() => undefined);`;
const answered = (promise: string): string =>
  `return ${promise}.then(() => true, ({ name }) => name !== 'NotAllowedError' && name !== 'SecurityError');`;

const one = (rule: LockdownRule, mechanism: string, tries: string, wouldShow: string, script: string): Attack[] =>
  waysOf(rule, wouldShow, [[mechanism, tries, script]]);

export const permissionWays: readonly Attack[] = [
  ...one(
    'permissions',
    'geolocation',
    'asks where the terminal stands',
    'a place',
    `return new Promise((resolve) => { navigator.geolocation.getCurrentPosition(() => resolve(true), ({ code }) => resolve(code !== 1), { timeout: 400 }); });`,
  ),
  ...one(
    'permissions',
    'idle-detection',
    'asks whether somebody is at the terminal',
    'presence of people, without a sign',
    state('idle-detection'),
  ),
  ...one(
    'permissions',
    'window-management',
    'asks for all displays',
    'windows placed on the other displays',
    state('window-management'),
  ),
  ...one(
    'permissions',
    'background-sync',
    'asks to go on when the page is closed',
    'requests after the visit',
    state('background-sync'),
  ),
  ...one(
    'permissions',
    'persistent-storage',
    'asks for storage that is not cleared',
    'data that outlives its time',
    state('persistent-storage'),
  ),
  ...one('permissions', 'payment-handler', 'asks to handle payments', 'a payment dialog', state('payment-handler')),
  ...one(
    'permissions',
    'storage-access',
    'asks for cookies in foreign frames',
    'one person followed from host to host',
    state('storage-access'),
  ),
  ...one(
    'permissions',
    'legacy-desktop-capture',
    'asks for the screen by the old Chromium constraint',
    'the whole screen, our bar and all',
    `return navigator.mediaDevices.getUserMedia({ video: { mandatory: { chromeMediaSource: 'desktop' } } }).then(() => true, ({ name }) => name !== 'NotAllowedError');`,
  ),
  ...one(
    'permissions',
    'flood',
    'asks for the place five hundred times',
    'five hundred answers',
    `const states = await Promise.all(Array.from({ length: 500 }, () => navigator.permissions.query({ name: 'geolocation' }))); return states.some(({ state }) => state === 'granted');`,
  ),
  // Through Electron 44 it comes as `media` of no kind, which the rule for all permissions refuses.
  ...one(
    'screen-capture',
    'display-media',
    'asks to record the screen',
    'the screen, our bar and all',
    granted('navigator.mediaDevices.getDisplayMedia({ video: true })'),
  ).map((attack): Attack => ({ ...attack, alsoStoppedBy: ['permissions'] })),
  ...one(
    'screen-capture',
    'state',
    'looks whether it may record the screen',
    'permission to record',
    state('display-capture'),
  ),
  ...one(
    'notifications',
    'request',
    'asks for notices of the desktop',
    'notices that outlive the visit',
    `return (await Notification.requestPermission()) === 'granted';`,
  ),
  ...one(
    'notifications',
    'state',
    'looks whether notices are allowed',
    'permission for notices',
    state('notifications'),
  ),
  ...one(
    'notifications',
    'show',
    'shows a notice',
    'a notice over the terminal',
    `if (Notification.permission !== 'granted') return false; new Notification('x'); return true;`,
  ),
  ...one(
    'clipboard',
    'read-text',
    'reads the text in the clipboard',
    'what the last visitor copied',
    granted('navigator.clipboard.readText()'),
  ),
  ...one(
    'clipboard',
    'read',
    'reads pictures from the clipboard',
    'what the last visitor copied',
    answered('navigator.clipboard.read()'),
  ),
  ...one(
    'clipboard',
    'state',
    'looks whether the clipboard may be read',
    'permission to read',
    state('clipboard-read'),
  ),
  ...waysOf(
    'fullscreen',
    'a page over our bar',
    [
      ['element', 'fills the screen with its page', wishes('document.documentElement.requestFullscreen()')],
      ['webkit', "fills the screen by WebKit's old name", wishes('document.body.webkitRequestFullscreen()')],
      ['film', 'fills the screen with a film', wishes("document.querySelector('#video').requestFullscreen()")],
      [
        'without-keys',
        'fills the screen and hides the way out',
        wishes("document.documentElement.requestFullscreen({ navigationUI: 'hide' })"),
      ],
    ],
    async ({ page }) => (await page.evaluate('document.fullscreenElement !== null')) === true,
  ),
  ...one(
    'input-locks',
    'pointer',
    'takes the pointer',
    'a pointer that cannot reach our bar',
    `return new Promise((resolve) => { document.addEventListener('pointerlockchange', () => resolve(true)); document.addEventListener('pointerlockerror', () => resolve(false)); document.body.requestPointerLock(); });`,
  ),
  ...one(
    'input-locks',
    'keyboard',
    'takes the keys of the system',
    'Escape and Alt without effect',
    granted("navigator.keyboard.lock(['Escape', 'AltLeft'])"),
  ),
  ...one(
    'devices',
    'midi',
    'asks for instruments',
    'devices of the machine',
    answered('navigator.requestMIDIAccess()'),
  ),
  ...one(
    'devices',
    'midi-sysex',
    'asks to program instruments',
    'devices of the machine, changed',
    answered('navigator.requestMIDIAccess({ sysex: true })'),
  ),
  ...one(
    'devices',
    'accelerometer',
    'looks whether it may read movements',
    'how a tablet is moved',
    state('accelerometer'),
  ),
  ...one(
    'devices',
    'gyroscope',
    'looks whether it may read how a tablet is held',
    'how a tablet is held',
    state('gyroscope'),
  ),
];

const feature = (mechanism: string, tries: string, wouldShow: string, expression: string): Attack[] =>
  one('page-features', mechanism, tries, wouldShow, `return ${expression};`);

export const featureWays: readonly Attack[] = [
  ...feature('usb', 'asks for USB devices', 'a dialog of devices, then the device', `'usb' in navigator`),
  ...feature('hid', 'asks for keyboards and card readers', 'what is typed, past every rule', `'hid' in navigator`),
  ...feature('serial', 'asks for serial ports', 'control of what is attached', `'serial' in navigator`),
  ...feature(
    'open-picker',
    'opens the file dialog of the File System API',
    'folders of the machine',
    `'showOpenFilePicker' in window`,
  ),
  ...feature(
    'save-picker',
    'opens the save dialog of the File System API',
    'a file of the page on the machine',
    `'showSaveFilePicker' in window`,
  ),
  ...feature(
    'folder-picker',
    'opens the folder dialog of the File System API',
    'a whole folder of the machine',
    `'showDirectoryPicker' in window`,
  ),
  ...feature('presentation', 'asks for other screens', 'a page on a foreign screen', `'PresentationRequest' in window`),
  ...feature('payment', 'asks for a payment', 'a dialog over our bar', `'PaymentRequest' in window`),
  ...feature(
    'eye-dropper',
    'reads colours from anywhere on the screen',
    'what our bar shows',
    `'EyeDropper' in window`,
  ),
  ...feature('fonts', 'lists the fonts of the machine', 'a fingerprint of the terminal', `'queryLocalFonts' in window`),
  ...feature(
    'background-fetch',
    'downloads after the page is closed',
    'traffic after the visit',
    `'BackgroundFetchManager' in window`,
  ),
  ...feature(
    'remote-playback',
    'sends films to other devices',
    'a film on a foreign screen',
    `'remote' in HTMLMediaElement.prototype`,
  ),
];
