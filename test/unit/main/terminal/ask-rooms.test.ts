import { describe, expect, it } from 'vitest';
import { cityConfigurationSchema, type CityConfiguration } from '../../../../contract/configuration.ts';
import type { Answer } from '../../../../main/link/city.ts';
import { askRoomsWith } from '../../../../main/terminal/ask-rooms.ts';
import { layConfiguration } from '../../../../main/terminal/configuration.ts';
import { roomNamed } from '../visit/visit-for-test.ts';
import { configurationOf } from './terminal-for-test.ts';

const ROOMS = [roomNamed('ag-energie'), roomNamed('ag-wirtschaft')];
const AWAY = { ok: false, code: 'city-unreachable' } as const;

interface World {
  isDue: boolean;
  asked: number;
  refreshed: Answer<unknown>;
  clocks: number[];
  clockSet: number;
}

const asked = (known: Partial<CityConfiguration> | null) => {
  const world: World = { isDue: true, asked: 0, refreshed: { ok: true, value: null }, clocks: [0, 0], clockSet: 0 };
  const city = known === null ? null : cityConfigurationSchema.parse(configurationOf(known));
  const ask = askRoomsWith({
    link: { rooms: () => Promise.resolve({ ok: true, value: ROOMS }), clockOffset: () => world.clocks.shift() ?? 0 },
    configuration: {
      current: () => layConfiguration({}, city),
      refresh: () => {
        world.asked += 1;
        return Promise.resolve(world.refreshed);
      },
      isDue: () => world.isDue,
    },
    clockSet: () => (world.clockSet += 1),
  });
  return { world, ask };
};

describe('the rooms of a terminal', () => {
  it('are those that it shows', async () => {
    const { ask } = asked({ rooms: ['ag-wirtschaft'] });
    expect(await ask()).toEqual({ ok: true, value: [ROOMS[1]] });
  });

  it('are asked for after the configuration, where that is due', async () => {
    const { world, ask } = asked({});
    for (const isDue of [true, false, true]) {
      world.isDue = isDue;
      await ask();
    }
    expect(world.asked).toBe(2);
  });

  it('are none without terms, and the last ones with them, while the configuration cannot be had', async () => {
    const [without, within] = [asked(null), asked({})];
    without.world.refreshed = AWAY;
    within.world.refreshed = AWAY;
    expect(await without.ask()).toEqual(AWAY);
    expect(await within.ask()).toEqual({ ok: true, value: ROOMS });
  });

  it('may come with the time', async () => {
    const { world, ask } = asked({});
    await ask();
    expect(world.clockSet).toBe(0);
    world.clocks = [0, 7_200_000];
    await ask();
    expect(world.clockSet).toBe(1);
  });
});
