import { beforeEach, describe, expect, it, vi } from 'vitest';
import { areClipboardsEmpty, clearClipboards } from '../../../../main/stage/clipboard.ts';

/** What lies in the two clipboards of X11 and Wayland, as types. */
const { held, fake } = vi.hoisted(() => ({
  held: { clipboard: new Array<string>(), selection: new Array<string>() },
  fake: { clipboard: {} },
}));

vi.mock('electron', () => ({
  get clipboard() {
    return fake.clipboard;
  },
}));

const kindOf = (type: unknown): 'clipboard' | 'selection' => (type === 'selection' ? 'selection' : 'clipboard');

/** Through Electron 43: synchronous, the selection is a parameter. */
const earlier = {
  clear: (type?: unknown) => {
    held[kindOf(type)] = [];
  },
  availableFormats: (type?: unknown) => held[kindOf(type)],
};

/** Since Electron 44: asynchronous, the selection is a clipboard of its own. */
const laterOf = (kind: 'clipboard' | 'selection') => ({
  clear: () =>
    Promise.resolve().then(() => {
      held[kind] = [];
    }),
  read: () => Promise.resolve(held[kind].length === 0 ? [] : [{ types: held[kind] }]),
});

describe.each([
  ['Electron 33', earlier],
  ['Electron 45', { ...laterOf('clipboard'), selection: laterOf('selection') }],
])('the clipboards of %s', (_which, clipboard) => {
  beforeEach(() => {
    fake.clipboard = clipboard;
    held.clipboard = [];
    held.selection = [];
  });

  it('are empty when nothing is in either', async () => {
    expect(await areClipboardsEmpty()).toBe(true);
  });

  it.each([
    ['clipboard', ['text/plain']],
    ['clipboard', ['image/png']],
    ['selection', ['text/plain']],
  ] as const)('are not when something is in the %s: %j', async (kind, types) => {
    held[kind] = [...types];
    expect(await areClipboardsEmpty()).toBe(false);
    await clearClipboards();
    expect(await areClipboardsEmpty()).toBe(true);
    expect(held).toEqual({ clipboard: [], selection: [] });
  });
});

it('clipboards of which nothing is understood are not called empty', async () => {
  fake.clipboard = { clear: () => undefined, read: () => Promise.resolve('nothing') };
  expect(await areClipboardsEmpty()).toBe(false);
  fake.clipboard = {};
  expect(await areClipboardsEmpty()).toBe(false);
});
