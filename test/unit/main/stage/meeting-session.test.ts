import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { forgetGrants } from '../../../../main/stage/meeting-session.ts';
import { asSession } from '../fake-page.ts';

vi.mock('electron', () => ({ session: {} }));

const HANDLERS = [
  ...['setPermissionRequestHandler', 'setPermissionCheckHandler', 'setDevicePermissionHandler'],
  'setBluetoothPairingHandler',
];

it('what pages were allowed is taken back: every handler goes and comes again, and nothing is heard twice', () => {
  const set: string[] = [];
  const partition = Object.assign(
    new EventEmitter(),
    Object.fromEntries(
      HANDLERS.map((name) => [name, (handler: unknown) => set.push(`${name} ${handler === null ? 'none' : 'ours'}`)]),
    ),
  );
  for (let visit = 1; visit <= 3; visit += 1) forgetGrants(asSession(partition), () => []);
  const once = [...HANDLERS.map((name) => `${name} none`), ...HANDLERS.map((name) => `${name} ours`)];
  expect(set).toEqual([...once, ...once, ...once]);
  for (const event of partition.eventNames()) expect(partition.listenerCount(event)).toBe(1);
  expect(partition.eventNames().length).toBeGreaterThan(2);
});
