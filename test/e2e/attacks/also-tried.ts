import type { Page } from '@playwright/test';
import type { Hand, HandKey, MouseButton } from '../hand.ts';
import { inPage, type Told, type World } from './attack.ts';

/**
 * What stands in no row of the attacks because no rule of ours alone decides it: Chromium or Electron refuses it in any
 * window, or several rules do at once. It is tried on the terminal all the same.
 */
export interface Attempt {
  readonly mechanism: string;
  /** What is tried; who refuses it. */
  readonly tries: string;
  readonly refusedBy: string;
  /** @returns whether the page got what it wanted, as far as it can know */
  readonly run: (world: World, hand: Hand) => Promise<Told>;
}

/** A point in the meeting's page, far from our bar, on a screen of 1280 x 800. */
const MIDDLE = [640, 420] as const;
const BELOW = [640, 640] as const;

/** Ways from a page to an address: as the main frame, by a link, in a frame, in a window. */
const allWaysTo = (address: string): string => `
  const address = ${address};
  const link = document.body.appendChild(document.createElement('a'));
  link.href = address;
  const frame = document.body.appendChild(document.createElement('iframe'));
  frame.src = address;
  const opened = window.open(address);
  try { location.href = address; } catch {}
  try { location.assign(address); } catch {}
  link.click();
  return opened !== null;`;

const addressWay = (mechanism: string, tries: string, address: string): Attempt => ({
  mechanism,
  tries: `${tries}: as the page itself, by a link, in a frame, in a window`,
  refusedBy: 'Chromium',
  run: (world) => inPage(world, allWaysTo(address)),
});

const asked = (mechanism: string, tries: string, refusedBy: string, script: string): Attempt => ({
  mechanism,
  tries,
  refusedBy,
  run: (world) => inPage(world, script),
});

/** The whole page is a link to elsewhere. */
const coverWithLink = (world: World): Promise<Told> =>
  inPage(
    world,
    `const link = document.body.appendChild(document.createElement('a'));
     link.href = to;
     link.textContent = to;
     link.style.cssText = 'position:fixed;inset:0;background:white';`,
  );

const click = (
  mechanism: string,
  tries: string,
  refusedBy: string,
  button: MouseButton,
  keys: readonly HandKey[] = [],
): Attempt => ({
  mechanism,
  tries,
  refusedBy,
  run: async (world, hand) => {
    await coverWithLink(world);
    await drawn(world.page);
    hand.click(...MIDDLE, button, keys);
    return undefined;
  },
});

const gesture = (
  mechanism: string,
  tries: string,
  make: (page: Page) => Promise<void>,
  refusedBy = '`zoom` and Electron (no visual zoom)',
): Attempt => ({
  mechanism,
  tries,
  refusedBy,
  run: async ({ page }) => {
    await make(page);
    return (await page.evaluate('visualViewport.scale')) !== 1;
  },
});

const drawn = (page: Page): Promise<unknown> =>
  page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');

const withDebugger = async (
  page: Page,
  use: (session: Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>) => Promise<unknown>,
): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await use(session);
  await session.detach();
};

/** Held together, in the meeting and in our bar: what browsers and desktops would do. */
export const CHORDS: readonly (readonly [keys: string, meaning: string])[] = [
  ['Alt+F4', 'closes the window'],
  ['Control+w', 'closes the page'],
  ['Control+q', 'ends the program'],
  ['Control+Shift+i', 'opens the developer tools'],
  ['F12', 'opens the developer tools'],
  ['Control+u', 'shows the source'],
  ['Control+n', 'opens a window'],
  ['Control+Shift+n', 'opens a private window'],
  ['Control+t', 'opens a tab'],
  ['Control+o', 'opens a file'],
  ['Control+s', 'saves the page'],
  ['Control+p', 'prints the page'],
  ['F1', 'opens the help of a browser'],
  ['F7', 'turns on a text cursor'],
  ['F11', 'leaves or takes the full screen'],
  ['Alt+Left', 'goes back'],
  ['Alt+Tab', 'goes to another window'],
  ['Super+m', 'minimises the window'],
  ['PrintScreen', 'takes a picture'],
  ['Back', 'goes back (key of a keyboard)'],
  ['Forward', 'goes on (key of a keyboard)'],
  ['HomePage', 'goes to a home page'],
  ['Refresh', 'loads the page again'],
  ['Mail', 'writes a letter'],
  ['Search', 'looks for something'],
  ['Calculator', 'starts a program'],
  ['Play', 'plays what stands still (media key)'],
  ['NextTrack', 'goes to the next piece (media key)'],
];

export const ALSO_TRIED: readonly Attempt[] = [
  addressWay('file', 'goes to a file of the machine', `'file:///etc/passwd'`),
  addressWay('view-source', 'goes to the source of its own page', `'view-source:' + inside`),
  addressWay('chrome', "goes to a page of Chromium's own", `'chrome://gpu'`),
  addressWay('devtools', 'goes to the developer tools', `'devtools://devtools/bundled/inspector.html'`),
  addressWay('file-in-blob', 'goes to a file by the address of a blob', `'blob:file:///etc/passwd'`),
  addressWay('filesystem', "goes to Chromium's file system", `'filesystem:' + inside + '/temporary/x.html'`),
  {
    ...addressWay('data', 'goes to a page that is written in its address', `'data:text/html,<h1>mine</h1>'`),
    refusedBy: 'Chromium (in a frame it is only a part of the page)',
  },
  asked(
    'push',
    'asks to be woken by a server later',
    '`service-workers`, `permissions`',
    `const { state } = await navigator.permissions.query({ name: 'push', userVisibleOnly: true });
     return state === 'granted';`,
  ),
  asked(
    'bluetooth',
    'asks for Bluetooth devices',
    '`devices`, `page-features`',
    `return (await navigator.bluetooth?.requestDevice({ acceptAllDevices: true }).catch(() => null)) != null;`,
  ),
  asked(
    'near-field',
    'reads a card by NFC',
    '`devices`; absent in Chromium for desktops',
    `return (await globalThis.NDEFReader?.prototype.scan.call(new NDEFReader()).then(() => true, () => false)) === true;`,
  ),
  click('middle-click', 'opens a link with the middle button', '`new-windows`', 'middle'),
  click('control-click', 'opens a link with Control held', '`new-windows`', 'left', ['Control']),
  click('shift-click', 'opens a link with Shift held', '`new-windows`', 'left', ['Shift']),
  click('control-shift-click', 'opens a link with Control and Shift held', '`new-windows`', 'left', [
    'Control',
    'Shift',
  ]),
  click('alt-click', 'saves what a link leads to', '`downloads`, `navigation`', 'left', ['Alt']),
  click('right-click', 'opens a menu on a link', '`context-menu`', 'right'),
  {
    mechanism: 'drag-link',
    tries: 'drags a link onto the page',
    refusedBy: '`drag-and-drop`',
    run: async (world, hand) => {
      await coverWithLink(world);
      await drawn(world.page);
      hand.hold(...MIDDLE);
      hand.pull(MIDDLE, BELOW);
      // The screen hands the drag over to the page once it has begun.
      await drawn(world.page);
      hand.pull(BELOW, MIDDLE);
      hand.letGo();
      return undefined;
    },
  },
  {
    mechanism: 'drop-file',
    tries: 'drops a file onto the page',
    refusedBy: '`drag-and-drop`',
    run: async ({ page }) => {
      await withDebugger(page, async (session) => {
        const data = { items: [], files: ['/etc/passwd'], dragOperationsMask: 1 };
        const [x, y] = MIDDLE;
        for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
          await session.send('Input.dispatchDragEvent', { type, x, y, data });
        }
      });
      return undefined;
    },
  },
  {
    mechanism: 'wheel-zoom',
    tries: 'makes the page larger with Control and the wheel',
    refusedBy: '`zoom`',
    run: async ({ page }, hand) => {
      for (let turn = 0; turn < 3; turn += 1) hand.click(...MIDDLE, 'wheelUp', ['Control']);
      await drawn(page);
      return undefined;
    },
  },
  gesture('pinch', 'makes the page larger with two fingers', (page) =>
    withDebugger(page, (session) =>
      session.send('Input.synthesizePinchGesture', { x: MIDDLE[0], y: MIDDLE[1], scaleFactor: 2 }),
    ),
  ),
  gesture(
    'three-fingers',
    'wipes over the page with three fingers',
    (page) =>
      withDebugger(page, async (session) => {
        const fingers = (y: number) => [0, 1, 2].map((id) => ({ x: 400 + 120 * id, y, id }));
        await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(500) });
        for (let y = 460; y >= 100; y -= 40)
          await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(y) });
        await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      }),
    'no rule: neither Electron nor a kiosk session has such gestures',
  ),
];
