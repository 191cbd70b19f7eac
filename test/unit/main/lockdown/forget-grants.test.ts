import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { forgetGrants } from '../../../../main/lockdown/lock.ts';
import { strangerPolicy } from '../../../../main/lockdown/policy.ts';
import { asSession } from '../fake-page.ts';

const HANDLERS = ['setPermissionRequestHandler', 'setPermissionCheckHandler'];

it('what pages were allowed is taken back: both handlers go and come again, and nothing is heard twice', () => {
  const set: string[] = [];
  const partition = Object.assign(
    new EventEmitter(),
    Object.fromEntries(
      HANDLERS.map((name) => [name, (handler: unknown) => set.push(`${name} ${handler === null ? 'none' : 'ours'}`)]),
    ),
  );
  for (let visit = 1; visit <= 3; visit += 1) forgetGrants(asSession(partition), strangerPolicy, () => undefined);
  const once = [...HANDLERS.map((name) => `${name} none`), ...HANDLERS.map((name) => `${name} ours`)];
  expect(set).toEqual([...once, ...once, ...once]);
  expect(partition.eventNames()).toEqual([]);
});
