import type { ServerResponse } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import {
  cityConfigurationSchema,
  DEFAULT_TIMES,
  timesSchema,
  type CityConfiguration,
} from '../../../../contract/configuration.ts';
import { deviceProfileSchema, type AudioRole } from '../../../../contract/devices.ts';
import type { Intent } from '../../../../contract/ipc.ts';
import type { Snapshot } from '../../../../contract/snapshot.ts';
import { noAudioServer, type AudioServer } from '../../../../main/machine/audio-server.ts';
import { json } from '../link/city-for-link.ts';
import { ownFolder } from '../own-folder.ts';
import { roomNamed, TERMS } from '../visit/visit-for-test.ts';
import { signedCommand } from './orders/command-for-test.ts';
import { CITY, signed } from './sign-as-city.ts';
import {
  closeNow,
  configurationOf,
  identityAt,
  keptState,
  terminalForTest,
  testCity,
  type TerminalForTest,
  type TestCity,
} from './terminal-for-test.ts';

/** A sound card of which everything is known. */
const testAudio = () => {
  const used: Record<AudioRole, string> = { microphone: 'first', speaker: 'first' };
  let volume = 50;
  const server: AudioServer = {
    ...noAudioServer,
    devices: () =>
      Promise.resolve([
        { id: 'first', label: 'Eingebaut', port: '' },
        { id: 'second', label: 'Am Tisch', port: '' },
      ]),
    current: (role) => Promise.resolve(used[role]),
    use: (role, id) => {
      used[role] = id;
      return Promise.resolve();
    },
    volume: () => Promise.resolve(volume),
    setVolume: (percent) => {
      volume = percent;
      return Promise.resolve();
    },
  };
  return { server, used };
};

interface World extends TerminalForTest {
  readonly city: TestCity;
  readonly audio: ReturnType<typeof testAudio>;
  /** The n-th command of the city. */
  give(number: number, command: object, change?: object): void;
}

/** A terminal under its first configuration, to which the city can send commands. */
const startWorld = async (): Promise<World> => {
  const city = await testCity();
  city.rooms = ['ag-energie', 'ag-kultur'].map(roomNamed);
  let answer: ServerResponse | null = null;
  const isOpen = new Promise<void>((resolve) => {
    city.orders = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 100\n\n');
      answer = response;
      resolve();
    };
  });
  const audio = testAudio();
  const forTest = terminalForTest({ folder: ownFolder(), city, audio: audio.server });
  await forTest.until(({ rooms, volume }) => rooms.state === 'fresh' && volume !== null);
  await isOpen;
  return {
    ...forTest,
    city,
    audio,
    give: (number, command, change) =>
      void answer?.write(`data: ${JSON.stringify(signedCommand(number, command, change))}\n\n`),
  };
};

const TO_TERMS: readonly Intent[] = [{ type: 'begin' }, { type: 'choose-room', room: 'ag-energie' }];
const INTO_THE_MEETING: readonly Intent[] = [
  ...TO_TERMS,
  { type: 'accept-terms', parentsAgree: false },
  { type: 'join', name: 'Ada Lovelace', part: 'listen' },
];

interface Effect {
  readonly change: Partial<CityConfiguration>;
  /** Resolves once the change is in force in the terminal as it runs. */
  readonly shows: (world: World) => Promise<unknown>;
}

const drawn =
  (holds: (snapshot: Snapshot) => boolean): Effect['shows'] =>
  ({ until }) =>
    until(holds);

const holdsTrue = (holds: () => boolean): Promise<true> => vi.waitUntil(holds, { timeout: 15_000, interval: 5 });

/** Every time is another one than what it is by itself. */
const TIMES = timesSchema.parse({
  ...Object.fromEntries(Object.entries(DEFAULT_TIMES).map(([name, seconds]) => [name, seconds - 0.5])),
  idleWarningSeconds: 31,
  presenceSeconds: 601,
  presenceWarningSeconds: 181,
  roomsRefreshSeconds: 0.3,
});

/**
 * How each field is seen to take effect in a terminal that runs. A new field must be added: either it takes effect
 * like these, or the terminal has to learn to start itself anew for it while nobody is there.
 */
const EFFECTS: Readonly<Record<string, Effect>> = {
  city: { change: { city: 'Neustadt' }, shows: drawn(({ city }) => city === 'Neustadt') },
  site: { change: { site: 'Pavillon' }, shows: drawn(({ site }) => site === 'Pavillon') },
  siteId: {
    change: { siteId: 'pavillon' },
    shows: async ({ give, until }) => {
      give(2, { act: 'show-message', message: { de: 'A' }, seconds: 60 }, { audience: { site: 'bibliothek' } });
      give(3, { act: 'show-message', message: { de: 'B' }, seconds: 60 }, { audience: { site: 'pavillon' } });
      await until(({ notice }) => notice?.kind === 'message' && notice.message.de === 'B');
    },
  },
  ring: {
    change: { ring: 'early' },
    shows: async ({ give, until }) => {
      give(2, { act: 'show-message', message: { de: 'A' }, seconds: 60 }, { audience: { ring: 'standard' } });
      give(3, { act: 'show-message', message: { de: 'B' }, seconds: 60 }, { audience: { ring: 'early' } });
      await until(({ notice }) => notice?.kind === 'message' && notice.message.de === 'B');
    },
  },
  languages: {
    change: { languages: ['en'] },
    shows: drawn(({ languages, locale }) => `${languages.join()} ${locale}` === 'en en'),
  },
  timeZone: { change: { timeZone: 'Europe/Vienna' }, shows: drawn(({ timeZone }) => timeZone === 'Europe/Vienna') },
  terms: {
    change: { terms: { ...TERMS, version: '2027-01' } },
    shows: async ({ send, until }) => {
      send(...TO_TERMS);
      expect((await until(({ screen }) => screen.name === 'terms')).screen).toMatchObject({
        terms: { version: '2027-01' },
      });
    },
  },
  times: {
    change: { times: TIMES },
    // Whatever reads a time asks the terminal for it, or the configuration in force, each time.
    shows: ({ terminal }) => holdsTrue(() => JSON.stringify(terminal.times()) === JSON.stringify(TIMES)),
  },
  'devices.microphone': {
    change: { devices: { microphone: [{ label: 'Tisch' }] } },
    shows: ({ audio }) => holdsTrue(() => audio.used.microphone === 'second'),
  },
  'devices.speaker': {
    change: { devices: { speaker: [{ label: 'Tisch' }] } },
    shows: ({ audio }) => holdsTrue(() => audio.used.speaker === 'second'),
  },
  'devices.volume': { change: { devices: { volume: 20 } }, shows: drawn(({ volume }) => volume === 20) },
  'devices.audio': {
    change: { devices: { audio: 'listen-only' } },
    shows: drawn(({ audio }) => audio === 'listen-only'),
  },
  'devices.screen': {
    change: { devices: { screen: 30 } },
    shows: drawn(({ distancePerInch }) => distancePerInch === 2),
  },
  'devices.viewingDistance': {
    change: { devices: { screen: 50, viewingDistance: 200 } },
    shows: drawn(({ distancePerInch }) => distancePerInch === 4),
  },
  rooms: {
    change: { rooms: ['ag-kultur'] },
    shows: drawn(({ rooms }) => rooms.rooms.map(({ id }) => id).join() === 'ag-kultur'),
  },
  roomsByCode: { change: { rooms: [], roomsByCode: 'all' }, shows: drawn(({ codeOpensMore }) => codeOpensMore) },
  hosts: {
    change: { hosts: ['bbb.other.example'] },
    shows: async ({ send, until, opened }) => {
      send(...INTO_THE_MEETING);
      expect((await until(({ screen }) => screen.name === 'problem')).screen).toMatchObject({
        code: 'meeting-foreign',
      });
      expect(opened).toEqual([]);
    },
  },
  texts: {
    change: { texts: { version: '1', help: { de: 'An der Theke.' } } },
    shows: drawn(({ texts }) => texts?.help?.de === 'An der Theke.'),
  },
  openingHours: {
    change: { openingHours: { weekly: [], exceptions: [] } },
    shows: drawn(({ screen }) => screen.name === 'closed'),
  },
  reporting: {
    change: { reporting: { contentMode: 'json-array', maxBatchEvents: 20 } },
    shows: ({ city, terminal }) => {
      terminal.record('stadtfenster.terminal.refused', { refusals: {} });
      return holdsTrue(() =>
        city.heard.some(({ path, headers }) => path === '/v1/events' && headers['content-type'] === 'application/json'),
      );
    },
  },
  servicePins: {
    change: {
      servicePins: [{ role: 'operator', hash: `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'B'.repeat(43)}` }],
    },
    shows: ({ terminal }) => holdsTrue(() => terminal.service.pins().length === 1),
  },
};

const everyChange = Object.values(EFFECTS).reduce<Partial<CityConfiguration>>(
  (all, { change }) => ({
    ...all,
    ...change,
    times: { ...all.times, ...change.times },
    devices: { ...all.devices, ...change.devices },
  }),
  {},
);

const told = ({ events }: TestCity) =>
  events.flatMap((event) => (event.type === 'stadtfenster.configuration.taken' ? [event.data] : []));
const versionsTold = (city: TestCity): readonly number[] => told(city).map(({ version }) => version);

/** The fields of a configuration; of devices each one, as they are taken from several layers. */
const FIELDS = cityConfigurationSchema
  .keyof()
  .options.flatMap((field): readonly string[] =>
    field === 'devices' ? deviceProfileSchema.keyof().options.map((name) => `devices.${name}`) : [field],
  );

describe('a configuration that has changed', () => {
  it('takes effect in every field in a way that is known', () => {
    expect(Object.keys(EFFECTS).sort()).toEqual([...FIELDS].sort());
    expect(timesSchema.keyof().options.filter((name) => TIMES[name] === DEFAULT_TIMES[name])).toEqual([]);
  });

  it.each(Object.entries(EFFECTS))('takes effect without a new start: %s', async (_field, { change, shows }) => {
    const world = await startWorld();
    world.city.configuration = json(signed(configurationOf(change), { version: 2 }));
    world.give(1, { act: 'reload-configuration' });
    await holdsTrue(() => versionsTold(world.city).includes(2));
    await shows(world);
  });

  it('never does so during a visit, in no field, and does when it is over', async () => {
    const city = await testCity();
    const everything = configurationOf(everyChange);
    let asked = 0;
    let answer: (response: ServerResponse) => void = () => undefined;
    const held: ServerResponse[] = [];
    const isAsked = new Promise<void>((resolve) => {
      answer = (response) => {
        held.push(response);
        resolve();
      };
    });
    city.configuration = (response) => {
      asked += 1;
      answer(response);
    };
    const state = keptState({
      identity: identityAt(city.url),
      signedConfiguration: signed(configurationOf()),
      cityKeys: [CITY.key],
    });
    const { until, send, terminal } = terminalForTest({ folder: ownFolder(), state });
    await isAsked;
    send({ type: 'begin' });
    const before = terminal.snapshot();
    const times = terminal.times();
    answer = json(signed(everything, { version: 2 }));
    for (const response of held) answer(response);
    // The rooms come after the configuration, which is not asked for again before the visit is over.
    await until(({ rooms }) => rooms.state === 'fresh');
    expect(asked).toBe(1);
    const now = terminal.snapshot();
    expect({ ...now, rooms: before.rooms, clockOffset: before.clockOffset }).toEqual(before);
    expect(terminal.times()).toEqual(times);
    expect(terminal.service.pins()).toEqual([]);
    expect(versionsTold(city)).not.toContain(2);

    send({ type: 'end-visit' });
    await until(({ city: name, screen }) => name === 'Neustadt' && screen.name === 'closed');
  });
});

describe('the event that tells of a configuration', () => {
  it('comes once for each, with its version and the layer of every field, and no value', async () => {
    const { city, give, until } = await startWorld();
    await city.hasHeardOf('stadtfenster.configuration.taken');
    give(1, { act: 'reload-configuration' });
    await city.hasHeardOf('stadtfenster.order.result');
    city.configuration = json(
      signed(configurationOf({ texts: { version: '7', welcome: { de: 'Guten Tag!' } } }), { version: 2 }),
    );
    give(2, { act: 'reload-configuration' });
    await until(({ texts }) => texts !== null);
    await holdsTrue(() => told(city).length > 1);
    expect(versionsTold(city)).toEqual([1, 2]);
    const layersIn = (index: number) =>
      Object.fromEntries(told(city)[index]?.layers.map(({ field, layers }) => [field, layers]) ?? []);
    expect(layersIn(0)).toMatchObject({
      city: ['city'],
      times: ['default', 'machine', 'city'],
      texts: ['default'],
      hosts: ['default'],
    });
    expect(layersIn(1)).toMatchObject({ texts: ['city'] });
    expect(JSON.stringify(told(city))).not.toMatch(/Guten Tag|Musterstadt|Bibliothek/);
  });

  it('comes with every start, also while the city is away: the machine may set something else now', async () => {
    const [folder, city, state] = [ownFolder(), await testCity(), keptState()];
    const first = terminalForTest({ folder, city, state });
    await first.until(({ rooms }) => rooms.state === 'fresh');
    await closeNow(first);
    city.isAway = true;
    const machine = JSON.stringify({ times: { roomsRefreshSeconds: 0.2 }, devices: { volume: 30 } });
    const second = terminalForTest({ folder, state, machine });
    await second.until(({ rooms }) => rooms.state === 'stale');
    await closeNow(second);

    // What was told offline comes late, and is the newest by its number.
    city.isAway = false;
    terminalForTest({ folder, state, machine });
    const starts = () => city.events.filter(({ type }) => type === 'stadtfenster.terminal.started');
    await holdsTrue(() => starts().length > 2);
    const taken = city.events.filter(({ type }) => type === 'stadtfenster.configuration.taken');
    expect(taken[1]?.sequence).toBeLessThan(starts()[2]?.sequence ?? 0);
    expect(told(city)[1]?.layers).toContainEqual({ field: 'devices', layers: ['default', 'machine'] });
  });
});
