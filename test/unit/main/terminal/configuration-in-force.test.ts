import { describe, expect, it } from 'vitest';
import { cityConfigurationSchema, type MachineConfiguration } from '../../../../contract/configuration.ts';
import type { EventData } from '../../../../contract/events.ts';
import type { Answer } from '../../../../main/link/city.ts';
import type { Configuration } from '../../../../main/terminal/configuration.ts';
import { keepConfiguration } from '../../../../main/terminal/configuration-in-force.ts';
import { settle } from '../hand-clock.ts';
import { configurationOf } from './terminal-for-test.ts';

const AWAY = { ok: false, code: 'city-unreachable' } as const;
const MALFORMED = { ok: false, code: 'city-malformed' } as const;
const of = (city: string) => cityConfigurationSchema.parse(configurationOf({ city }));

interface World {
  answer: Answer<unknown>;
  /** What the answer says, once it was found to be the city's; null is not believed. */
  believed: string | null;
  mayChange: boolean;
  uptime: number;
  malformed: number;
  readonly told: EventData<'stadtfenster.configuration.taken'>[];
  readonly given: string[];
}

/** What is in force at a terminal that had this city's configuration before, or none. */
const kept = (before: string | null, machine: MachineConfiguration = {}) => {
  const world: World = {
    answer: AWAY,
    believed: null,
    mayChange: true,
    uptime: 10,
    malformed: 0,
    told: [],
    given: [],
  };
  let city = before === null ? null : of(before);
  let version = before === null ? 0 : 1;
  const configuration = keepConfiguration({
    machine,
    trusted: {
      current: () => city,
      version: () => version,
      take: () => {
        if (world.believed === null) return false;
        city = of(world.believed);
        version += 1;
        return true;
      },
      malformed: () => (world.malformed += 1),
    },
    ask: () => Promise.resolve(world.answer),
    mayChange: () => world.mayChange,
    tell: (taken) => world.told.push(taken),
    given: ({ city: name }: Configuration) => world.given.push(name),
    uptime: () => world.uptime,
  });
  const give = (name: string | null): void => {
    world.answer = { ok: true, value: null };
    world.believed = name;
  };
  return { world, configuration, give };
};

describe('the configuration in force', () => {
  it('is what the city gives, and knows its age', async () => {
    const { world, configuration, give } = kept(null);
    let isKnown = false;
    void configuration.known.then(() => (isKnown = true));
    expect(await configuration.refresh()).toEqual(AWAY);
    await settle();
    expect([isKnown, configuration.ageSeconds(), configuration.current().city]).toEqual([false, null, 'Stadtfenster']);
    give('Neustadt');
    expect((await configuration.refresh()).ok).toBe(true);
    world.uptime += 60.4;
    expect([isKnown, configuration.ageSeconds(), configuration.current().city]).toEqual([true, 60, 'Neustadt']);
    expect(world.given).toEqual(['Stadtfenster']);
  });

  it('stays when what comes is not the city speaking', async () => {
    const { world, configuration, give } = kept('Altstadt');
    world.answer = MALFORMED;
    expect(await configuration.refresh()).toEqual(MALFORMED);
    expect(world.malformed).toBe(1);
    give(null);
    expect(await configuration.refresh()).toEqual(MALFORMED);
    expect([configuration.current().city, world.given, configuration.ageSeconds()]).toEqual(['Altstadt', [], null]);
  });

  it('stays while somebody is there, but for new terms', async () => {
    const { world, configuration, give } = kept('Altstadt');
    world.mayChange = false;
    give('Neustadt');
    expect((await configuration.refresh()).ok).toBe(true);
    expect(configuration.current().city).toBe('Altstadt');
    await configuration.refresh(true);
    expect(configuration.current().city).toBe('Neustadt');
  });

  it('is taken even then where there was none: nobody could get in without', async () => {
    const { world, configuration, give } = kept(null);
    world.mayChange = false;
    give('Neustadt');
    await configuration.refresh();
    expect(configuration.current().city).toBe('Neustadt');
  });
});

describe('when the city is asked for it', () => {
  it('is at the start, and again when it has not given one for five minutes', async () => {
    const { world, configuration, give } = kept('Altstadt');
    expect(configuration.isDue()).toBe(true);
    await configuration.refresh();
    expect(configuration.isDue()).toBe(true);
    give('Altstadt');
    await configuration.refresh();
    world.uptime += 300;
    expect(configuration.isDue()).toBe(false);
    world.uptime += 1;
    expect(configuration.isDue()).toBe(true);
  });

  it('is not while a visitor keeps the one of before, and is after the visit', () => {
    const { world, configuration } = kept('Altstadt');
    world.mayChange = false;
    expect(configuration.isDue()).toBe(false);
    world.mayChange = true;
    expect(configuration.isDue()).toBe(true);
  });

  it('is in a visit too where there is none to keep', () => {
    const { world, configuration } = kept(null);
    world.mayChange = false;
    expect(configuration.isDue()).toBe(true);
  });
});

describe('where it comes from', () => {
  it('is told once the city was asked, whatever it says: a start may have changed what the machine sets', async () => {
    const { world, configuration } = kept('Altstadt', { devices: { volume: 30 } });
    expect(world.told).toEqual([]);
    world.mayChange = false;
    await configuration.refresh();
    await configuration.refresh();
    expect(world.told).toHaveLength(1);
    expect(world.told[0]?.version).toBe(1);
    expect(world.told[0]?.layers).toContainEqual({ field: 'devices', layers: ['default', 'machine'] });
  });

  it('is told again when it is another one', async () => {
    const { world, configuration, give } = kept('Altstadt');
    await configuration.refresh();
    give('Neustadt');
    await configuration.refresh();
    expect(world.told.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('is not told while there is none', async () => {
    const { world, configuration } = kept(null);
    await configuration.refresh();
    expect(world.told).toEqual([]);
  });
});
