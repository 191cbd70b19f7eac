import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { firstSnapshot, recall } from '../../../../main/terminal/recall.ts';
import { FORGOTTEN, terminalStateSchema } from '../../../../main/terminal/state.ts';
import type { Snapshot } from '../../../../contract/snapshot.ts';
import { ownFolder } from '../own-folder.ts';
import { signedCommand } from './orders/command-for-test.ts';
import { configurationOf, keptState, terminalForTest, testCity, TOKEN } from './terminal-for-test.ts';
import { json } from '../link/city-for-link.ts';
import { signed } from './sign-as-city.ts';

const shows =
  (name: string) =>
  ({ screen }: Snapshot): boolean =>
    screen.name === name;
const isFresh = ({ rooms }: Snapshot): boolean => rooms.state === 'fresh';

/** A city whose stream of commands the test writes. */
const cityWithOrders = async () => {
  const city = await testCity();
  let give: (envelope: object) => void = () => undefined;
  const isOpen = new Promise<void>((resolve) => {
    city.orders = (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 100\n\n');
      give = (envelope) => void response.write(`data: ${JSON.stringify(envelope)}\n\n`);
      resolve();
    };
  });
  return { city, isOpen, give: (envelope: object) => give(envelope) };
};

describe('orders at a terminal', () => {
  it('are obeyed from the line on, told in their order, and last over a new start', async () => {
    const [folder, state] = [ownFolder(), keptState()];
    const { city, isOpen, give } = await cityWithOrders();
    const first = terminalForTest({ folder, city, state });
    await first.until(isFresh);
    await isOpen;
    give(signedCommand(1, { act: 'lock', message: { de: 'Wir bauen um.' } }));
    expect((await first.until(shows('locked'))).screen).toEqual({ name: 'locked', message: { de: 'Wir bauen um.' } });
    first.send({ type: 'begin' }, { type: 'set-locale', locale: 'en' });
    expect(first.terminal.snapshot()).toMatchObject({ screen: { name: 'locked' }, locale: 'de' });
    await city.hasHeardOf('stadtfenster.order.result');

    // The very first picture of the next process is the locked one.
    const given = { city: undefined, enrol: undefined, ca: undefined };
    const recalled = recall({ folder, ...given }, () => state);
    expect(firstSnapshot(recalled).screen).toEqual({ name: 'locked', message: { de: 'Wir bauen um.' } });
    // Who gets another place is free of the lock of the city before.
    const gone = terminalStateSchema.parse(FORGOTTEN);
    state.save(gone);
    state.saveBackup(gone);
    expect(firstSnapshot(recall({ folder, ...given }, () => state)).screen.name).toBe('enrolment');
  });

  it('ask for what follows the last one, with the terminal’s own token', async () => {
    const { city, isOpen, give } = await cityWithOrders();
    const { until } = terminalForTest({ folder: ownFolder(), city });
    await until(isFresh);
    await isOpen;
    give(signedCommand(41, { act: 'show-message', message: { de: 'Guten Tag' }, seconds: 60 }));
    await until(({ notice }) => notice?.kind === 'message');
    const [asked] = city.heard.filter(({ path }) => path === '/v1/orders');
    expect(asked?.headers).toMatchObject({
      'last-event-id': '0',
      accept: 'text/event-stream',
      authorization: `Bearer ${TOKEN}`,
    });
  });

  it('that are refused are told to the city', async () => {
    const { city, isOpen, give } = await cityWithOrders();
    const { until, terminal } = terminalForTest({ folder: ownFolder(), city });
    await until(isFresh);
    await isOpen;
    give({ ...signedCommand(1, { act: 'lock', message: null }), signature: 'A'.repeat(86) });
    await city.hasHeardOf('stadtfenster.terminal.problem');
    expect(
      city.events.flatMap((event) => (event.type === 'stadtfenster.terminal.problem' ? [event.data] : [])),
    ).toEqual([{ code: 'command-forged' }]);
    expect(terminal.snapshot().screen.name).toBe('attract');
  });

  it('a notice is put away by whoever has read it, in a visit as well', async () => {
    const { city, isOpen, give } = await cityWithOrders();
    const { until, send, terminal } = terminalForTest({ folder: ownFolder(), city });
    await until(isFresh);
    await isOpen;
    send({ type: 'begin' });
    give(signedCommand(1, { act: 'show-message', message: { de: 'Guten Tag' }, seconds: 60 }));
    await until(({ notice }) => notice !== null);
    send({ type: 'close-notice' });
    expect(terminal.snapshot()).toMatchObject({ notice: null, screen: { name: 'rooms' } });
  });

  it('reach a terminal in the ring to which it was moved a moment ago', async () => {
    const { city, isOpen, give } = await cityWithOrders();
    const { until } = terminalForTest({ folder: ownFolder(), city });
    await until(isFresh);
    await isOpen;
    city.configuration = json(signed(configurationOf({ ring: 'early' }), { version: 2 }));
    give(signedCommand(1, { act: 'lock', message: { de: 'A' } }, { audience: { ring: 'early' } }));
    expect((await until(shows('locked'))).screen).toMatchObject({ message: { de: 'A' } });
  });

  it('are for the site and the ring that the configuration names', async () => {
    const { city, isOpen, give } = await cityWithOrders();
    city.configuration = json(signed(configurationOf({ ring: 'early' })));
    const { until } = terminalForTest({ folder: ownFolder(), city });
    await until(isFresh);
    await isOpen;
    give(signedCommand(1, { act: 'lock', message: { de: 'A' } }, { audience: { ring: 'standard' } }));
    give(signedCommand(2, { act: 'lock', message: { de: 'B' } }, { audience: { ring: 'early' } }));
    expect((await until(shows('locked'))).screen).toMatchObject({ message: { de: 'B' } });
    give(signedCommand(3, { act: 'lock', message: { de: 'C' } }, { audience: { site: 'bibliothek' } }));
    await until(({ screen }) => screen.name === 'locked' && screen.message?.de === 'C');
  });
});
