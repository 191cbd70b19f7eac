import { describe, expect, it } from 'vitest';
import { lockGapSchema, type LockGap } from '../../../../contract/lock-gap.ts';
import { findLockGaps, type Surroundings } from '../../../../main/health/self-check.ts';

/** Files of a machine on which everything is closed, as the kernel writes them. */
const FILES: Readonly<Record<string, string>> = {
  '/proc/self/stat': '812 (stadtfenster) S 790 790 790 0 -1',
  '/proc/790/stat': '790 (cage) S 1 790 790 0 -1',
  '/proc/1/stat': '1 (systemd) S 0 1 1 0 -1',
  '/proc/self/status': 'Name:\tstadtfenster\nTracerPid:\t0\nNoNewPrivs:\t1\n',
  '/proc/self/limits':
    'Limit                     Soft Limit           Hard Limit           Units     \n' +
    'Max core file size        0                    0                    bytes     \n',
  '/proc/self/cgroup': '0::/system.slice/stadtfenster.service\n',
  '/proc/sys/kernel/sysrq': '0\n',
  '/proc/swaps': 'Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n',
};

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  '/sys/class/vc': ['vcs', 'vcs1', 'vcsa', 'vcsa1', 'vcsu', 'vcsu1'],
  '/sys/module': ['drm', 'snd', 'usbcore'],
};

interface Change extends Partial<Surroundings> {
  readonly files?: Readonly<Record<string, string>>;
  readonly folders?: Readonly<Record<string, readonly string[]>>;
}

const gapsWith = ({ files, folders, ...change }: Change): readonly LockGap[] =>
  findLockGaps({
    platform: 'linux',
    userId: 997,
    environment: { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '15000000' },
    read: (file) => ({ ...FILES, ...files })[file] ?? null,
    list: (folder) => ({ ...FOLDERS, ...folders })[folder] ?? [],
    isWritable: () => false,
    isInMemory: () => true,
    isSandboxOff: false,
    isDebuggable: false,
    program: ['/opt/stadtfenster/stadtfenster'],
    chromium: '/tmp/chromium',
    ...change,
  });

const SWAP = `${FILES['/proc/swaps'] ?? ''}/dev/sda2                               partition\t999420\t0\t-2\n`;
const SWAP_LIMIT = '/sys/fs/cgroup/system.slice/stadtfenster.service/memory.swap.max';

const EACH: readonly (readonly [LockGap, Change])[] = [
  ['unknown-system', { platform: 'win32', userId: null }],
  ['runs-as-root', { userId: 0 }],
  ['sandbox-off', { isSandboxOff: true }],
  ['may-gain-privileges', { files: { '/proc/self/status': 'TracerPid:\t0\nNoNewPrivs:\t0\n' } }],
  ['debugger-attached', { files: { '/proc/self/status': 'TracerPid:\t4711\nNoNewPrivs:\t1\n' } }],
  ['debugging-port', { isDebuggable: true }],
  ['foreign-window-manager', { files: { '/proc/790/stat': '790 (gnome-shell) S 1 790 790 0 -1' } }],
  // A command may be called what it likes.
  ['foreign-window-manager', { files: { '/proc/790/stat': '790 (x) (cage) y) S 1 790 790 0 -1' } }],
  ['foreign-window-manager', { files: { '/proc/self/stat': '812 (stadtfenster) S 1 790 790 0 -1' } }],
  ['app-writable', { isWritable: (place) => place === '/opt/stadtfenster/stadtfenster' }],
  ['no-watchdog', { environment: {} }],
  ['no-watchdog', { environment: { NOTIFY_SOCKET: '/run/systemd/notify' } }],
  ['other-consoles', { folders: { '/sys/class/vc': ['vcs', 'vcs1', 'vcs2', 'vcsa1', 'vcsa2'] } }],
  ['sysrq-on', { files: { '/proc/sys/kernel/sysrq': '438\n' } }],
  ['profile-on-disk', { isInMemory: () => false }],
  ['swap-on', { files: { '/proc/swaps': SWAP } }],
  ['swap-on', { files: { '/proc/swaps': SWAP, [SWAP_LIMIT]: 'max\n' } }],
  ['core-dumps-on', { files: { '/proc/self/limits': 'Max core file size        unlimited            unlimited\n' } }],
  ['usb-storage', { folders: { '/sys/module': ['usbcore', 'usb_storage'] } }],
];

describe('the self-check', () => {
  it('finds nothing on a machine that is locked', () => {
    expect(gapsWith({})).toEqual([]);
  });

  it.each(EACH)('finds %s alone: %j', (gap, change) => {
    expect(gapsWith(change)).toEqual([gap]);
  });

  it('knows each gap of the list', () => {
    expect([...new Set(EACH.map(([gap]) => gap))].sort()).toEqual([...lockGapSchema.options].sort());
  });

  it('does not mind swap that our unit is kept from, or that is memory itself', () => {
    expect(gapsWith({ files: { '/proc/swaps': SWAP, [SWAP_LIMIT]: '0\n' } })).toEqual([]);
    expect(gapsWith({ files: { '/proc/swaps': SWAP.replace('/dev/sda2', '/dev/zram0') } })).toEqual([]);
  });

  it('names all that it finds', () => {
    expect(gapsWith({ userId: 0, isSandboxOff: true, environment: {} })).toEqual([
      'runs-as-root',
      'sandbox-off',
      'no-watchdog',
    ]);
  });
});
