import { describe, expect, it } from 'vitest';
import { commandActSchema } from '../../../../../contract/order-result.ts';
import type { Command } from '../../../../../contract/command.ts';
import { terminalStateSchema } from '../../../../../main/terminal/state.ts';
import type { OrderPorts } from '../../../../../main/terminal/orders/orders.ts';
import { handClock, settle, START } from '../../hand-clock.ts';
import { MEETING_LEFT_OVER } from '../../visit/visit-for-test.ts';
import { CITY, HEAD, newCity } from '../sign-as-city.ts';
import { commandContent, signedCommand } from './command-for-test.ts';
import { orderWorld } from './orders-for-test.ts';

const MESSAGE = { de: 'Um 16 Uhr ist Schluss.' };
const RESTART: Command = { act: 'restart-app' };
const LOCK: Command = { act: 'lock', message: null };

const RELOAD: Command = { act: 'reload-configuration' };
const UNLOCK: Command = { act: 'unlock' };

/** Whether it tells how a command ended. */
const isResult = (line: string): boolean => !line.endsWith('accepted');

const commandOf = (act: Command['act']): Command => {
  if (act === 'lock') return { act, message: MESSAGE };
  return act === 'show-message' ? { act, message: MESSAGE, seconds: 60 } : { act };
};

const inSeconds = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

describe('a command', () => {
  it.each([
    ['reload-configuration', ['reload'], 'done'],
    ['display-off', ['display-off'], 'done'],
    ['display-on', ['display-on'], 'done'],
    ['lock', ['lock Um 16 Uhr ist Schluss.'], 'done'],
    ['unlock', ['unlock'], 'done'],
    ['show-message', [], 'done'],
    ['identify', [], 'done'],
    ['end-visit', [], 'done'],
    ['collect-logs', ['attach log [{"at":1,"kind":"visit.ended","detail":"left"}]'], 'done'],
    ['screenshot', ['picture', 'attach screenshot ffd8ff'], 'done'],
    ['wipe-test', ['wipe'], 'done'],
    ['restart-app', ['restart'], null],
    ['restart-device', ['reboot'], null],
  ] as const)('%s is carried out and told', async (act, done, state) => {
    const world = orderWorld();
    await world.give(1, commandOf(act));
    await world.clock.pass(5_000);
    expect(world.done).toEqual(done);
    expect(world.told).toEqual([`1 ${act} accepted`, ...(state === null ? [] : [`1 ${act} ${state}`])]);
    expect(world.refusals).toEqual([]);
  });

  it('has an example above for every act', () => {
    expect(commandActSchema.options).toHaveLength(13);
  });

  it('that comes twice is done once, also in a new process', async () => {
    const world = orderWorld();
    await world.give(1, LOCK);
    await world.give(1, LOCK);
    const next = orderWorld({}, world);
    await next.give(1, LOCK);
    expect([world.done, next.done]).toEqual([['lock'], []]);
    expect([...world.told, ...next.told]).toEqual(['1 lock accepted', '1 lock done']);
    expect([...world.refusals, ...next.refusals]).toEqual([]);
  });

  it('older than the last is refused, though nobody knows its id', async () => {
    const world = orderWorld();
    await world.give(7, { act: 'unlock' });
    await world.give(6, LOCK);
    expect(world.done).toEqual(['unlock']);
    expect(world.refusals).toEqual(['command-outdated']);
    expect(world.orders.version()).toBe(7);
  });

  it.each([
    ['forged', JSON.stringify({ ...signedCommand(1, LOCK), signature: 'A'.repeat(86) })],
    ['key-changed', JSON.stringify(newCity().sign(commandContent(1, LOCK)))],
    ['foreign', JSON.stringify(signedCommand(1, LOCK, { audience: { terminal: 'saal-1' } }))],
    ['future', JSON.stringify(signedCommand(1, LOCK, { issuedAt: inSeconds(61) }))],
    ['malformed', '{"alg":'],
    ['malformed', JSON.stringify(CITY.sign({ kind: 'command', ...HEAD, command: LOCK }))],
    ['oversize', JSON.stringify(CITY.sign(commandContent(1, { ...LOCK, message: { de: 'x'.repeat(17_000) } })))],
  ])('that is %s is not done, counted and told', async (reason, text) => {
    const world = orderWorld();
    for (let time = 0; time < 10; time += 1) world.orders.heard(text);
    await settle();
    expect([world.done, world.told]).toEqual([[], []]);
    expect(world.refusals).toEqual([`command-${reason}`, `command-${reason} 10`]);
    // Nothing was remembered of it: a good one of the same number is done.
    await world.give(1, LOCK);
    expect(world.done).toEqual(['lock']);
  });

  it.each([
    [1, ['command-forged']],
    [7, ['command-forged', 'command-forged 7']],
    [10, ['command-forged', 'command-forged 10']],
  ])('that is believed has all %i told that were refused before it', async (times, refusals) => {
    const world = orderWorld();
    const forged = JSON.stringify({ ...signedCommand(1, LOCK), signature: 'A'.repeat(86) });
    for (let time = 0; time < times; time += 1) world.orders.heard(forged);
    await world.give(1, LOCK);
    await world.give(2, LOCK);
    expect(world.refusals).toEqual(refusals);
  });

  it('for a place to which the terminal was moved is done, in its order; for others the city is asked once a minute', async () => {
    let [site, asked] = ['Bibliothek', 0];
    let answer: () => void = () => undefined;
    const world = orderWorld({
      addressee: () => ({ terminal: 'bibliothek-1', site, ring: 'standard' }),
      askPlace: () => {
        asked += 1;
        return new Promise<void>((resolve) => (answer = resolve));
      },
    });
    await world.give(1, LOCK, { audience: { site: 'pavillon' } });
    await world.give(2, UNLOCK);
    expect([world.done, asked]).toEqual([[], 1]);
    site = 'pavillon';
    answer();
    await settle();
    expect([world.done, world.refusals]).toEqual([['lock', 'unlock'], []]);

    for (let time = 0; time < 3; time += 1) await world.give(3, LOCK, { audience: { site: 'rathaus' } });
    expect([world.refusals, asked]).toEqual([['command-foreign'], 1]);
    await world.clock.pass(60_000);
    await world.give(4, LOCK, { audience: { site: 'rathaus' } });
    expect(asked).toBe(2);
  });

  it('is not believed before a configuration has taught the key', async () => {
    const world = orderWorld();
    const unknown = orderWorld({}, { file: { ...world.file, load: () => ({}) } });
    await unknown.give(1, LOCK);
    expect([unknown.done, unknown.refusals]).toEqual([[], ['command-key-changed']]);
  });

  it('that comes too late is told as expired, once', async () => {
    const world = orderWorld();
    await world.give(1, LOCK, { expiresAt: inSeconds(0) });
    await world.give(1, LOCK, { expiresAt: inSeconds(0) });
    expect([world.done, world.told]).toEqual([[], ['1 lock expired']]);
    expect(world.refusals).toEqual(['command-expired']);
  });

  it('that fails says why', async () => {
    const world = orderWorld({
      root: () => Promise.resolve('unavailable'),
      reloadConfiguration: () => Promise.resolve('away'),
      attach: () => Promise.resolve(false),
      wipe: () => Promise.resolve(MEETING_LEFT_OVER),
      picture: () => Promise.resolve(null),
    });
    const acts = ['display-off', 'restart-device', 'reload-configuration', 'collect-logs', 'wipe-test', 'screenshot'];
    for (const [index, act] of acts.entries()) {
      await world.give(index + 1, commandOf(commandActSchema.parse(act)));
      await world.clock.pass(4_000);
    }
    expect(world.told.filter((line) => !line.endsWith('accepted'))).toEqual([
      '1 display-off failed no-root-helper',
      '2 restart-device failed no-root-helper',
      '3 reload-configuration failed city-away',
      '4 collect-logs failed city-away',
      '5 wipe-test failed wipe-failed',
      '6 screenshot failed no-picture',
    ]);
    expect(world.results.find(({ act, state }) => act === 'wipe-test' && state === 'failed')?.receipt).toEqual(
      MEETING_LEFT_OVER,
    );
  });

  it('of which something throws has failed, and the next one is carried out', async () => {
    const world = orderWorld({ wipe: () => Promise.reject(new Error('disk on fire')) });
    await world.give(1, { act: 'wipe-test' });
    await world.give(2, LOCK);
    expect(world.told).toContain('1 wipe-test failed interrupted');
    expect(world.done).toEqual(['lock']);
    expect(world.orders.isHeld()).toBe(false);
  });
});

describe('during a visit', () => {
  it.each(['identify', 'screenshot', 'wipe-test'] as const)('%s is refused', async (act) => {
    const world = orderWorld();
    world.visit(true);
    await world.give(1, { act });
    expect(world.told).toEqual([`1 ${act} accepted`, `1 ${act} refused visited`]);
    expect(world.done).toEqual([]);
  });

  it.each([
    ['reload-configuration', 'reload'],
    ['restart-app', 'restart'],
    ['restart-device', 'reboot'],
    ['display-off', 'display-off'],
    ['lock', 'lock Um 16 Uhr ist Schluss.'],
  ] as const)('%s waits for its end', async (act, done) => {
    const world = orderWorld();
    world.visit(true);
    await world.give(1, commandOf(act));
    await world.clock.pass(60 * 60_000);
    expect(world.done).toEqual([]);
    world.visit(false);
    await settle();
    expect(world.done).toEqual([done]);
  });

  it('what waits is given up when its time is over', async () => {
    const world = orderWorld();
    world.visit(true);
    await world.give(1, RESTART, { expiresAt: inSeconds(60) });
    await world.give(2, LOCK, { expiresAt: inSeconds(120) });
    await world.clock.pass(60_000);
    expect(world.told).toEqual(['1 restart-app accepted', '2 lock accepted', '1 restart-app expired']);
    world.visit(false);
    await settle();
    expect(world.done).toEqual(['lock']);
  });

  it('what waits for a month is waited for with an eye on the clock', async () => {
    const clock = handClock();
    const waits: number[] = [];
    const after: OrderPorts['after'] = (milliseconds, work) => {
      waits.push(milliseconds);
      const id = clock.setTimeout(work, milliseconds);
      return () => clock.clearTimeout(id);
    };
    const world = orderWorld({ after }, { clock });
    world.visit(true);
    await world.give(1, LOCK, { expiresAt: inSeconds(30 * 24 * 60 * 60) });
    // A timer of more than 2^31 ms would end at once, and again and again.
    expect(Math.max(...waits)).toBeLessThan(2 ** 31);
    await world.clock.pass(29 * 24 * 60 * 60_000);
    expect(world.told).toEqual(['1 lock accepted']);
    await world.clock.pass(24 * 60 * 60_000);
    expect(world.told).toEqual(['1 lock accepted', '1 lock expired']);
  });

  it('what waits is kept over a new start', async () => {
    const world = orderWorld();
    world.visit(true);
    await world.give(1, LOCK);
    const next = orderWorld({}, world);
    await settle();
    expect(next.done).toEqual(['lock']);
    expect(next.told).toEqual(['1 lock done']);
  });

  it('a later command takes back an earlier one that waits', async () => {
    const world = orderWorld();
    world.visit(true);
    await world.give(1, LOCK);
    await world.give(2, { act: 'unlock' });
    world.visit(false);
    await settle();
    expect(world.done).toEqual(['unlock']);
    expect(world.told).toContain('1 lock failed superseded');
  });

  it('no more than a few wait', async () => {
    const world = orderWorld();
    world.visit(true);
    for (let number = 1; number <= 21; number += 1) await world.give(number, RESTART);
    expect(world.told.at(-1)).toBe('21 restart-app refused too-many');
  });

  it('its end is announced, and comes after half a minute with a wipe', async () => {
    const world = orderWorld();
    world.visit(true);
    await world.give(1, { act: 'end-visit' });
    expect(world.orders.notice()).toEqual({ kind: 'ending', deadline: START + 30_000 });
    await world.clock.pass(29_999);
    expect(world.done).toEqual([]);
    await world.clock.pass(1);
    expect(world.done).toEqual(['end visit']);
    expect(world.told).toEqual(['1 end-visit accepted', '1 end-visit done']);
    expect(world.orders.notice()).toBeNull();
  });

  it('who leaves before that takes the announcement along, and the next one is left alone', async () => {
    const world = orderWorld();
    world.visit(true);
    await world.give(1, { act: 'end-visit' });
    await world.clock.pass(10_000);
    world.visit(false);
    await settle();
    expect([world.told.at(-1), world.orders.notice()]).toEqual(['1 end-visit done', null]);
    world.visit(true);
    await world.clock.pass(60_000);
    expect(world.done).toEqual([]);
  });

  it('an end whose wipe leaves something is told as failed', async () => {
    const world = orderWorld();
    world.visit(true);
    await world.give(1, { act: 'end-visit' });
    world.isBlocked = true;
    await world.clock.pass(30_000);
    expect(world.told.at(-1)).toBe('1 end-visit failed wipe-failed');
  });
});

describe('over a new start', () => {
  it.each([
    ['restart-app', 'boot-1', 'done'],
    ['restart-device', 'boot-2', 'done'],
    ['restart-device', 'boot-1', 'failed interrupted'],
  ] as const)('%s is told as what it was (%s)', async (act, boot, end) => {
    const world = orderWorld();
    await world.give(1, { act });
    expect(world.told).toEqual([`1 ${act} accepted`]);
    const next = orderWorld({ boot }, world);
    await next.give(1, { act });
    expect(next.told).toEqual([`1 ${act} ${end}`]);
    expect(next.done).toEqual([]);
    // And once.
    expect(orderWorld({ boot }, next).told).toEqual([]);
  });

  it('what was cut off in the middle is not begun again', async () => {
    const world = orderWorld({ wipe: () => new Promise(() => undefined) });
    await world.give(1, { act: 'wipe-test' });
    world.orders.stop();
    const next = orderWorld({}, world);
    expect([next.told, next.done]).toEqual([['1 wipe-test failed interrupted'], []]);
  });

  it('a result that the report did not get before the end is told by the next process', async () => {
    const world = orderWorld({ record: () => new Promise(() => undefined) });
    await world.give(1, LOCK);
    await world.give(2, { act: 'identify' });
    const next = orderWorld({ record: () => Promise.resolve(false) }, world);
    await settle();
    const last = orderWorld({}, next);
    await settle();
    expect(last.told).toEqual(['1 lock done', '2 identify done']);
    expect([world.done, last.done]).toEqual([['lock'], []]);
    expect(orderWorld({}, last).told).toEqual([]);
  });

  it.each([
    ['is carried out', false, [LOCK], {}],
    ['has come too late', false, [LOCK], { expiresAt: inSeconds(0) }],
    ['takes back another one', true, [LOCK, UNLOCK], {}],
    ['is one too many', true, Array.from({ length: 21 }, () => RELOAD), {}],
  ] as const)(
    'a command that %s has one result, whichever write was the last of the process',
    async (_, isVisited, commands, change) => {
      const kept = orderWorld().file;
      const saves: { readonly state: unknown; readonly told: readonly string[] }[] = [];
      const save = (state: unknown): number =>
        saves.push({ state: structuredClone(state), told: world.told.filter(isResult) });
      const world = orderWorld({}, { file: { ...kept, save } });
      world.visit(isVisited);
      for (const [index, command] of commands.entries()) await world.give(index + 1, command, change);
      expect(saves.length).toBeGreaterThan(1);
      for (const { state, told } of saves) {
        const next = orderWorld({}, { file: { ...kept, load: () => state, save: () => undefined } });
        for (const [index, command] of commands.entries()) {
          // The city gives a terminal what follows the version that it knows.
          if (index + 1 > next.orders.version()) await next.give(index + 1, command, change);
        }
        await settle();
        // What was told, but not forgotten yet, is told once more.
        const results = new Set([...told, ...next.told.filter(isResult)]);
        const numbers = [...results].map((line) => Number.parseInt(line));
        expect(numbers.sort((one, other) => one - other)).toEqual(commands.map((_command, index) => index + 1));
      }
    },
  );

  it('nothing ends the process while the disk cannot keep that it was done', async () => {
    const world = orderWorld();
    const file = {
      ...world.file,
      save: () => {
        throw new Error('read-only file system');
      },
    };
    const broken = orderWorld({}, { file });
    await broken.give(1, RESTART);
    expect([broken.done, broken.told.at(-1)]).toEqual([[], '1 restart-app failed state-unwritable']);
    await broken.give(2, LOCK);
    expect(broken.done).toEqual(['lock']);
  });

  it('what another version has written down costs neither the identity nor the next command', async () => {
    const world = orderWorld();
    await world.give(1, LOCK);
    const kept = terminalStateSchema.parse(world.file.load());
    world.file.save({ ...kept, orders: { ...kept.orders, open: [{ id: 'x', act: 'dance' }, 7] } });
    const next = orderWorld({}, world);
    await next.give(2, { act: 'unlock' });
    expect(next.done).toEqual(['unlock']);
    const torn = terminalStateSchema.parse({ identity: kept.identity, orders: 'torn' });
    expect(torn).toMatchObject({ identity: kept.identity, orders: { version: 0 } });
  });

  it('forgets old ids, so that the file does not grow', async () => {
    const world = orderWorld();
    for (let number = 1; number <= 250; number += 1) await world.give(number, { act: 'unlock' });
    const { known, open } = terminalStateSchema.parse(world.file.load()).orders;
    expect([known.length, open]).toEqual([200, []]);
    await world.give(1, { act: 'unlock' });
    expect(world.refusals).toEqual(['command-outdated']);
  });
});

describe('on the screen', () => {
  it('a message stays until it is read, or for its time', async () => {
    const world = orderWorld();
    await world.give(1, { act: 'show-message', message: MESSAGE, seconds: 60 });
    expect(world.orders.notice()).toEqual({ kind: 'message', message: MESSAGE });
    world.orders.closeNotice();
    expect(world.orders.notice()).toBeNull();
    await world.give(2, { act: 'show-message', message: MESSAGE, seconds: 60 });
    await world.clock.pass(60_000);
    expect(world.orders.notice()).toBeNull();
  });

  it('the screens are held while they are pictured, and no touch puts that away', async () => {
    const world = orderWorld();
    await world.give(1, { act: 'identify' });
    await world.give(2, { act: 'screenshot' });
    expect([world.orders.notice(), world.orders.isHeld()]).toEqual([{ kind: 'serviced', act: 'screenshot' }, true]);
    world.orders.closeNotice();
    await world.give(3, { act: 'wipe-test' });
    expect(world.done).toEqual([]);
    await world.clock.pass(3_000);
    expect(world.done).toEqual(['picture', 'attach screenshot ffd8ff', 'wipe']);
    // What lay there before is there again.
    expect([world.orders.notice(), world.orders.isHeld()]).toEqual([
      { kind: 'identify', terminal: 'bibliothek-1' },
      false,
    ]);
  });
});
