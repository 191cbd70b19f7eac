import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemdNotify } from '../../../../main/health/systemd-notify.ts';
import { keepWatchdog, readSupervisor } from '../../../../main/health/watchdog.ts';
import { openNotifySocket } from '../../../notify-socket.ts';
import { handClock, settle } from '../hand-clock.ts';
import { ownFolder } from '../own-folder.ts';

describe('who supervises', () => {
  it.each([
    [{}, null],
    [{ NOTIFY_SOCKET: '' }, null],
    [{ NOTIFY_SOCKET: 'run/notify' }, null],
    [{ WATCHDOG_USEC: '15000000' }, null],
    [{ NOTIFY_SOCKET: '/run/systemd/notify' }, { watchdogMs: null }],
    [{ NOTIFY_SOCKET: '@abstract', WATCHDOG_USEC: '15000000' }, { watchdogMs: 15_000 }],
    [{ NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '0' }, null],
    [{ NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: 'soon' }, null],
  ])('is read from %j', (environment, supervisor) => {
    expect(readSupervisor(environment)).toEqual(supervisor);
  });
});

/** A terminal that can be made ill, and what its supervisor hears and when. */
const watched = (watchdogMs: number | null, hear: () => Promise<void> = () => Promise.resolve()) => {
  const clock = handClock(0);
  const heard: [number, string][] = [];
  const terminal = { isHealthy: true, heard, pass: clock.pass };
  return {
    ...terminal,
    begin(isHealthy: () => boolean) {
      keepWatchdog({
        supervisor: { watchdogMs },
        isHealthy,
        notify: (state) => {
          heard.push([clock.now(), state]);
          return hear();
        },
        every: (milliseconds, work) => {
          const again = (): void => {
            work();
            clock.setTimeout(again, milliseconds);
          };
          clock.setTimeout(again, milliseconds);
        },
      });
    },
  };
};

describe('the watchdog', () => {
  it('is told that the terminal is ready, then three times in each period that it is well', async () => {
    const { begin, heard, pass } = watched(15_000);
    begin(() => true);
    await pass(15_000);
    expect(heard).toEqual([
      [0, 'READY=1'],
      [5_000, 'WATCHDOG=1'],
      [10_000, 'WATCHDOG=1'],
      [15_000, 'WATCHDOG=1'],
    ]);
  });

  it('hears nothing while the screen is not usable, not even that the terminal is ready', async () => {
    let isHealthy = false;
    const { begin, heard, pass } = watched(3_000);
    begin(() => isHealthy);
    await pass(2_500);
    expect(heard).toEqual([]);
    isHealthy = true;
    await pass(1_000);
    expect(heard).toEqual([[3_000, 'READY=1']]);
    isHealthy = false;
    await pass(60_000);
    expect(heard).toHaveLength(1);
    isHealthy = true;
    await pass(1_000);
    expect(heard.at(-1)?.[1]).toBe('WATCHDOG=1');
  });

  it('that does not watch hears once that the terminal is ready', async () => {
    const { begin, heard, pass } = watched(null);
    begin(() => true);
    await pass(60_000);
    expect(heard).toEqual([[0, 'READY=1']]);
  });

  it('that is slow to listen is not told more meanwhile', async () => {
    const waiting: (() => void)[] = [];
    const { begin, heard, pass } = watched(3_000, () => new Promise((resolve) => waiting.push(resolve)));
    begin(() => true);
    await pass(10_000);
    expect(heard).toEqual([[0, 'READY=1']]);
    waiting.pop()?.();
    await settle();
    await pass(1_000);
    expect(heard.map(([, state]) => state)).toEqual(['READY=1', 'WATCHDOG=1']);
  });
});

describe('systemd', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is told through its own socket', async () => {
    const heard: string[] = [];
    const socket = await openNotifySocket(path.join(ownFolder(), 'notify'), (state) => heard.push(state));
    vi.stubEnv('NOTIFY_SOCKET', socket.path);
    await systemdNotify('READY=1');
    await systemdNotify('WATCHDOG=1');
    await vi.waitFor(() => expect(heard).toEqual(['READY=1', 'WATCHDOG=1']));
    socket.close();
  });

  it.each(['/nowhere/notify', ''])('that is not there is nobody to wait for (%j)', async (socket) => {
    vi.stubEnv('NOTIFY_SOCKET', socket);
    await systemdNotify('READY=1');
  });

  it('may be without its program', async () => {
    vi.stubEnv('PATH', '');
    await systemdNotify('READY=1');
  });
});
