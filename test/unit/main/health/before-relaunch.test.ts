import { afterEach, describe, expect, it, vi } from 'vitest';
import { beforeRelaunch, relaunch } from '../../../../main/health/relaunch.ts';

const { done } = vi.hoisted(() => ({ done: new Array<string>() }));

vi.mock('electron', () => ({
  app: { relaunch: () => done.push('relaunch'), exit: (code: number) => done.push(`exit ${code}`) },
}));

afterEach(() => {
  vi.unstubAllEnvs();
  done.length = 0;
});

describe('an end for a new start', () => {
  beforeRelaunch(() => done.push('farewell'));

  it.each([
    [undefined, ['farewell', 'relaunch', 'exit 75']],
    ['/run/systemd/notify', ['farewell', 'exit 75']],
  ])('is meant: what must be done before is done (supervisor: %s)', (socket, expected) => {
    vi.stubEnv('NOTIFY_SOCKET', socket);
    relaunch();
    expect(done).toEqual(expected);
  });
});
