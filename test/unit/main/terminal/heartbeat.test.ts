import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../contract/snapshot.ts';
import { ownFolder } from '../own-folder.ts';
import { signed } from './sign-as-city.ts';
import { closeNow, configurationOf, terminalForTest, testCity } from './terminal-for-test.ts';
import { json } from '../link/city-for-link.ts';

const isFresh = ({ rooms }: Snapshot): boolean => rooms.state === 'fresh';

describe('a terminal that is switched off as it should be', () => {
  it('says so with its last heartbeat', async () => {
    const city = await testCity();
    const started = terminalForTest({ folder: ownFolder(), city });
    await started.until(isFresh);
    await closeNow(started);
    const last = city.events.at(-1);
    expect(last).toMatchObject({
      type: 'stadtfenster.terminal.heartbeat',
      data: {
        ...{ doing: 'off', version: '0.1.0', electron: '45.4.1', chromium: '150.0' },
        ...{ configurationVersion: 1, clockAheadSeconds: 0, screens: [{ width: 1280, height: 800, touch: true }] },
        spool: { dropped: 0, deadLetters: 0 },
      },
    });
  });

  it('does not when it starts anew', async () => {
    const city = await testCity();
    const { terminal, until } = terminalForTest({ folder: ownFolder(), city });
    await until(isFresh);
    await terminal.restart('day');
    expect(city.events.map(({ type }) => type)).not.toContain('stadtfenster.terminal.heartbeat');
  });
});

describe('a city that asks for batches', () => {
  it('gets them as soon as its configuration says so', async () => {
    const city = await testCity();
    city.configuration = json(signed(configurationOf({ reporting: { contentMode: 'batch', maxBatchEvents: 20 } })));
    const started = terminalForTest({ folder: ownFolder(), city });
    await started.until(isFresh);
    started.send({ type: 'begin' });
    await city.hasHeardOf('stadtfenster.visit.started');
    const types = city.heard.filter(({ path }) => path === '/v1/events').map(({ headers }) => headers['content-type']);
    expect(types.at(-1)).toBe('application/cloudevents-batch+json');
  });
});
