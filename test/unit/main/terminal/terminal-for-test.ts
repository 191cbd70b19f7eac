import type { ServerResponse } from 'node:http';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect } from 'vitest';
import { z } from 'zod';
import type { CityConfiguration } from '../../../../contract/configuration.ts';
import { cityEventSchema, type CityEvent } from '../../../../contract/events.ts';
import type { Intent } from '../../../../contract/ipc.ts';
import type { Receipt } from '../../../../contract/receipt.ts';
import type { Room } from '../../../../contract/room.ts';
import type { Snapshot } from '../../../../contract/snapshot.ts';
import { noAudioServer, type AudioServer } from '../../../../main/machine/audio-server.ts';
import type { Identity } from '../../../../main/terminal/identity.ts';
import { recall } from '../../../../main/terminal/recall.ts';
import type { StateFile, TerminalState } from '../../../../main/terminal/state.ts';
import { countRefusals } from '../../../../main/lockdown/refusals.ts';
import { openTerminal, type OpenTerminalParts } from '../../../../main/terminal/open-terminal.ts';
import type { Terminal } from '../../../../main/terminal/terminal.ts';
import type { MeetingNews } from '../../../../main/visit/ports.ts';
import { cityForLink, json, refusal, type Heard } from '../link/city-for-link.ts';
import { makeKeyPair } from '../../../../main/terminal/sign-as-terminal.ts';
import { CITY, signed } from './sign-as-city.ts';
import { ANSWER, MEETING_CLEAN, roomNamed, SCREENS_CLEAN, TERMS } from '../visit/visit-for-test.ts';

export const TOKEN = `bibliothek-1.${'x'.repeat(43)}`;

const { privateKey } = makeKeyPair();

/** The place of the terminal `bibliothek-1` in the city at this address; its token does not end during a test. */
export const identityAt = (city: string): Identity => ({
  city,
  terminal: 'bibliothek-1',
  privateKey,
  token: TOKEN,
  generation: 1,
  renewAt: Number.MAX_SAFE_INTEGER,
  expiresAt: Number.MAX_SAFE_INTEGER,
  nonce: null,
});

/** A state with this place in it where it was empty. */
const enrolledAt = (city: string, file: StateFile): StateFile => {
  const orEnrolled = (kept: unknown): unknown =>
    JSON.stringify(kept) === '{}' ? { identity: identityAt(city), cityKeys: [CITY.key] } : kept;
  return { ...file, load: () => orEnrolled(file.load()), loadBackup: () => orEnrolled(file.loadBackup()) };
};

/** Looks at the rooms often, so that no test waits for it. */
const QUICK = { roomsRefreshSeconds: 0.2 };

export const configurationOf = (change: Partial<CityConfiguration> = {}): object => ({
  city: 'Musterstadt',
  site: 'Bibliothek',
  siteId: 'bibliothek',
  terms: TERMS,
  times: QUICK,
  ...change,
});

/** A small city whose answers the test can change at any time. */
export interface TestCity {
  readonly url: string;
  readonly heard: readonly Heard[];
  /** What was delivered, in the order of its numbers. */
  readonly events: CityEvent[];
  configuration: (response: ServerResponse) => void;
  rooms: Room[];
  /** What it says to whoever asks for a place, or for the next token. */
  place: (response: ServerResponse) => void;
  /** What it says to whoever carries a token, instead of any answer; null takes the token. */
  isRefusing: ((response: ServerResponse) => void) | null;
  join: (response: ServerResponse) => void;
  /** The stream of commands; it stays open and silent. */
  orders: (response: ServerResponse) => void;
  /** Whether the line is cut before every answer. */
  isAway: boolean;
  /** Milliseconds the city's clock is ahead. */
  ahead: number;
  /** Resolves when an event of this type has arrived. */
  hasHeardOf(type: string): Promise<void>;
}

export const testCity = async (): Promise<TestCity> => {
  let arrived: (() => void)[] = [];
  const takeEvents = (body: string): void => {
    const heard = z.union([z.array(cityEventSchema), cityEventSchema]).parse(JSON.parse(body));
    city.events.push(...[heard].flat());
    for (const look of arrived) look();
  };
  const { url, heard } = await cityForLink((response, request) => {
    if (city.isAway) {
      response.destroy();
      return;
    }
    response.setHeader('date', new Date(Date.now() + city.ahead).toUTCString());
    if (request.path === '/v1/token' || request.path === '/v1/enrolment') city.place(response);
    else if (city.isRefusing !== null) city.isRefusing(response);
    else if (request.path === '/v1/configuration') city.configuration(response);
    else if (request.path === '/v1/rooms') json({ rooms: city.rooms })(response);
    else if (request.path.endsWith('/join')) city.join(response);
    else if (request.path === '/v1/orders') city.orders(response);
    else if (request.path.endsWith('/attachment')) json({}, 202)(response);
    else {
      takeEvents(request.body);
      response.writeHead(202).end();
    }
  });
  const city: TestCity = {
    url,
    heard,
    events: [],
    configuration: json(signed(configurationOf())),
    rooms: [roomNamed('ag-energie')],
    place: refusal(500, 'internal-error'),
    isRefusing: null,
    join: json(ANSWER),
    orders: (response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 100\n\n'),
    isAway: false,
    ahead: 0,
    hasHeardOf: (type) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!city.events.some((event) => event.type === type)) return;
          arrived = arrived.filter((other) => other !== look);
          resolve();
        };
        arrived.push(look);
        look();
      }),
  };
  return city;
};

/** A state that outlives the terminal, as its file would. */
export const keptState = (initial: unknown = {}): StateFile & { readonly kept: () => unknown } => {
  let state = initial;
  let backup: unknown = {};
  return {
    kept: () => state,
    load: () => state,
    save: (next: TerminalState) => {
      state = next;
    },
    setAside: () => {
      state = {};
    },
    loadBackup: () => backup,
    saveBackup: (next) => {
      backup = next;
    },
  };
};

export interface TerminalForTest {
  readonly terminal: Terminal;
  readonly drawn: readonly Snapshot[];
  send(...intents: readonly Intent[]): void;
  /** Resolves with the first snapshot, from now on, for which this holds. */
  until(holds: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  /** News of the meeting that was opened last. */
  tell(news: MeetingNews): void;
  /** Addresses of the meetings that were opened. */
  readonly opened: readonly string[];
}

const running: Terminal[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((terminal) => terminal.close()));
});

/** Starts a terminal in plain Node, with a stage on which nothing stands: with a city, it has its place there. */
export const terminalForTest = (options: {
  readonly folder: string;
  readonly city?: TestCity;
  readonly state?: StateFile;
  readonly machine?: string;
  readonly audio?: AudioServer;
  /** Whether the first screen is there already. */
  readonly hasBegun?: boolean;
  readonly wipeMeeting?: () => Promise<Receipt>;
  readonly relaunch?: () => void;
  readonly given?: { readonly city?: string; readonly enrol?: string };
  readonly gaveUp?: (code: string) => void;
}): TerminalForTest => {
  const drawn: Snapshot[] = [];
  const opened: string[] = [];
  let watchers: ((snapshot: Snapshot) => void)[] = [];
  let news: (news: MeetingNews) => void = () => undefined;
  writeFileSync(path.join(options.folder, 'configuration.json'), options.machine ?? JSON.stringify({ times: QUICK }));
  const kept = options.state ?? keptState();
  const state = options.city === undefined ? kept : enrolledAt(options.city.url, kept);
  const parts: OpenTerminalParts = {
    fetch: () => (request) => fetch(request),
    audio: () => Promise.resolve(options.audio ?? noAudioServer),
    about: () => ({ version: '0.1.0', electron: '45.4.1', chromium: '150.0', sandboxed: true }),
    displays: () => [{ width: 1280, height: 800, touch: true }],
    refusals: countRefusals(),
    stage: {
      openMeeting: (answer, tell) => {
        opened.push(answer.joinUrl);
        news = tell;
      },
      pressKey: () => undefined,
      wipeMeeting: options.wipeMeeting ?? (() => Promise.resolve(MEETING_CLEAN)),
      wipeScreens: () => Promise.resolve(SCREENS_CLEAN),
    },
    relaunch: () => options.relaunch?.(),
    root: () => Promise.resolve('unavailable'),
    boot: () => 'boot-1',
    picture: () => Promise.resolve(null),
    gaveUp: (code) => options.gaveUp?.(code),
    draw: (snapshot) => {
      drawn.push(snapshot);
      for (const watcher of watchers) watcher(snapshot);
    },
  };
  const recalled = recall(
    {
      folder: options.folder,
      city: options.given?.city,
      enrol: options.given?.enrol,
      ca: undefined,
    },
    () => state,
  );
  const terminal = openTerminal(recalled, parts);
  running.push(terminal);
  if (options.hasBegun ?? true) terminal.begin();
  return {
    terminal,
    drawn,
    opened,
    send: (...intents) => {
      for (const intent of intents) terminal.heard(intent);
    },
    until: (holds) =>
      new Promise((resolve) => {
        const look = (snapshot: Snapshot): void => {
          if (!holds(snapshot)) return;
          watchers = watchers.filter((watcher) => watcher !== look);
          resolve(snapshot);
        };
        watchers.push(look);
        look(terminal.snapshot());
      }),
    tell: (item) => news(item),
  };
};

/** Takes a terminal out of the test's hands: it is closed now. */
export const closeNow = async ({ terminal }: TerminalForTest): Promise<void> => {
  const index = running.indexOf(terminal);
  expect(index).toBeGreaterThanOrEqual(0);
  running.splice(index, 1);
  await terminal.close();
};
