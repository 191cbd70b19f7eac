import type { CodeRequest } from '../../../../contract/access-code.ts';
import { DEFAULT_TIMES, type Terms, type Times } from '../../../../contract/configuration.ts';
import type { AudioRole } from '../../../../contract/devices.ts';
import { cityEventSchema, EVENT_DATA, type EventType } from '../../../../contract/events.ts';
import type { HelpCallState, HelpRequest } from '../../../../contract/help.ts';
import type { Intent } from '../../../../contract/ipc.ts';
import type { JoinAnswer, JoinRequest } from '../../../../contract/join.ts';
import type { MeetingKey } from '../../../../contract/meeting-key.ts';
import type { Receipt } from '../../../../contract/receipt.ts';
import type { Room } from '../../../../contract/room.ts';
import type { Screen } from '../../../../contract/snapshot.ts';
import type { CodeResult, JoinResult, MeetingNews, VisitPorts } from '../../../../main/visit/ports.ts';
import { screenOf } from '../../../../main/visit/screen.ts';
import { startVisit, type Visit } from '../../../../main/visit/visit.ts';
import { handClock, settle, type HandClock } from '../hand-clock.ts';

export const roomNamed = (id: string): Room => ({
  id,
  kind: 'open',
  title: { de: `Raum ${id}` },
  description: null,
  running: true,
  participants: 3,
  nextMeeting: null,
});

export const closedRoom = (id: string): Room => ({ ...roomNamed(id), kind: 'closed' });

export const TERMS: Terms = {
  version: '2026-11',
  summary: [{ de: 'Seien Sie freundlich.' }],
  fullText: [{ de: 'Der ganze Text.' }],
};

export const ANSWER: JoinAnswer = {
  joinUrl: 'https://bbb.example/bigbluebutton/api/join?fullName=Ada&checksum=c0ffee',
  meetingHosts: ['bbb.example'],
  returnUrl: 'https://kiosk.invalid/left',
};

export const MEETING_CLEAN: Receipt = { durationMs: 12, items: [{ item: 'cookies', result: 'verified' }] };
export const MEETING_LEFT_OVER: Receipt = { durationMs: 3000, items: [{ item: 'cookies', result: 'failed' }] };
export const SCREENS_CLEAN: Receipt = { durationMs: 5, items: [{ item: 'name', result: 'verified' }] };
export const SCREENS_LEFT_OVER: Receipt = { durationMs: 2000, items: [{ item: 'name', result: 'failed' }] };

/** Something the visit asked for and that the test answers. */
export interface Asked<T> {
  readonly answer: (value: T) => void;
  readonly fail: () => void;
  readonly isAnswered: () => boolean;
}

export interface AskedJoin extends Asked<JoinResult> {
  readonly room: string;
  readonly request: JoinRequest;
  readonly signal: AbortSignal;
}

export interface AskedCall extends Asked<string | null> {
  readonly request: HelpRequest;
  readonly signal: AbortSignal;
}

export interface AskedCode extends Asked<CodeResult> {
  readonly request: CodeRequest;
  readonly signal: AbortSignal;
}

export interface Opening {
  readonly answer: JoinAnswer;
  /** News of this meeting; after a wipe the stage has none. */
  readonly tell: (news: MeetingNews) => Promise<void>;
}

export interface Fact {
  readonly type: EventType;
  readonly data: object;
}

export interface VisitForTest {
  readonly visit: Visit;
  readonly clock: HandClock;
  readonly times: { -readonly [key in keyof Times]: Times[key] };
  readonly rooms: Map<string, Room>;
  terms: Terms | null;
  maySpeak: boolean;
  /** What the visit asked of the world, in order: `refresh`, `code`, `join`, `open`, `wipe-meeting`, `wipe-screens`. */
  readonly asked: string[];
  /** Volumes and other devices that were asked for, and when the site's own were restored. */
  readonly sound: (number | `other ${AudioRole}` | 'restored')[];
  readonly codes: AskedCode[];
  readonly joins: AskedJoin[];
  readonly openings: Opening[];
  readonly meetingWipes: Asked<Receipt>[];
  readonly screenWipes: Asked<Receipt>[];
  /** What was typed into the meeting's page. */
  readonly keys: MeetingKey[];
  readonly calls: AskedCall[];
  readonly looks: (Asked<HelpCallState | 'unheard'> & { readonly id: string })[];
  readonly closedCalls: string[];
  /** What the next start would know of a wipe that failed. */
  wipeFailed: boolean;
  /** The restarts that were asked for; failing one leaves the process as it is. */
  readonly restarts: Asked<undefined>[];
  /** Facts as they would stand in an event. */
  readonly facts: Fact[];
  send(...intents: readonly Intent[]): Promise<void>;
  screen(): Screen;
  /** What was recorded under a type. */
  factsOf(type: EventType): readonly object[];
}

const asked = <T>(): Asked<T> & { readonly promise: Promise<T> } => {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  let isAnswered = false;
  const promise = new Promise<T>((onAnswer, onFailure) => {
    resolve = onAnswer;
    reject = onFailure;
  });
  return {
    promise,
    answer: (value) => {
      isAnswered = true;
      resolve(value);
    },
    fail: () => {
      isAnswered = true;
      reject(new Error('away'));
    },
    isAnswered: () => isAnswered,
  };
};

/** The parts of an event around its data. */
const ENVELOPE = {
  specversion: '1.0',
  id: '01932f6e-0000-7000-8000-000000000000',
  source: '/terminals/test',
  time: '2026-11-18T16:00:00.000Z',
  sequence: 1,
};

/** A visit among ports that do nothing until the test says what comes of it, and a clock that stands still. */
export const visitForTest = (times: Partial<Times> = {}): VisitForTest => {
  const clock = handClock();
  let visits = 0;

  const ports: VisitPorts = {
    firstLocale: () => 'de',
    times: () => world.times,
    terms: () => world.terms,
    maySpeak: () => world.maySpeak,
    findRoom: (id) => world.rooms.get(id),
    refreshRooms: () => world.asked.push('refresh'),
    setVolume: (percent) => world.sound.push(percent),
    useOtherDevice: (role) => world.sound.push(`other ${role}`),
    restoreSound: () => world.sound.push('restored'),
    checkCode: (request, signal) => {
      const code = asked<CodeResult>();
      world.asked.push('code');
      world.codes.push({ ...code, request, signal });
      return code.promise;
    },
    join: (room, request, signal) => {
      const join = asked<JoinResult>();
      world.asked.push('join');
      world.joins.push({ ...join, room, request, signal });
      return join.promise;
    },
    openMeeting: (answer, news) => {
      world.asked.push('open');
      const wipesBefore = world.meetingWipes.length;
      world.openings.push({
        answer,
        tell: (item) => {
          if (world.meetingWipes.length === wipesBefore) news(item);
          return settle();
        },
      });
    },
    pressKey: (key) => world.keys.push(key),
    wipeMeeting: () => {
      world.asked.push('wipe-meeting');
      const wipe = asked<Receipt>();
      world.meetingWipes.push(wipe);
      return wipe.promise;
    },
    wipeScreens: () => {
      world.asked.push('wipe-screens');
      const wipe = asked<Receipt>();
      world.screenWipes.push(wipe);
      return wipe.promise;
    },
    callStaff: (request, signal) => {
      const call = asked<string | null>();
      world.calls.push({ ...call, request, signal });
      return call.promise;
    },
    lookAtCall: (id) => {
      const look = asked<HelpCallState | 'unheard'>();
      world.looks.push({ ...look, id });
      return look.promise;
    },
    closeCall: (id) => world.closedCalls.push(id),
    hasWipeFailed: () => world.wipeFailed,
    noteWipe: (result) => {
      world.wipeFailed = result === 'failed';
    },
    restart: () => {
      const restart = asked<undefined>();
      world.restarts.push(restart);
      return restart.promise;
    },
    record: (type, data) => {
      cityEventSchema.parse({ ...ENVELOPE, type, data });
      world.facts.push({ type, data: EVENT_DATA[type].parse(data) });
    },
    now: clock.now,
    newVisitId: () => {
      visits += 1;
      return `00000000-0000-4000-8000-${String(visits).padStart(12, '0')}`;
    },
    newGuestNumber: () => 4711,
  };

  const world: VisitForTest = {
    visit: startVisit(ports, clock),
    clock,
    times: { ...DEFAULT_TIMES, ...times },
    rooms: new Map(['ag-energie', 'ag-kultur'].map((id) => [id, roomNamed(id)])),
    terms: TERMS,
    maySpeak: true,
    asked: [],
    sound: [],
    codes: [],
    joins: [],
    openings: [],
    meetingWipes: [],
    screenWipes: [],
    keys: [],
    calls: [],
    looks: [],
    closedCalls: [],
    wipeFailed: false,
    restarts: [],
    facts: [],
    send: async (...intents) => {
      for (const intent of intents) {
        world.visit.send(intent);
        await settle();
      }
    },
    screen: () => screenOf(world.visit.state()),
    factsOf: (type) => world.facts.filter((fact) => fact.type === type).map(({ data }) => data),
  };
  return world;
};

/** From the first touch to the question for the name. */
export const TO_NAME: readonly Intent[] = [
  { type: 'begin' },
  { type: 'choose-room', room: 'ag-energie' },
  { type: 'accept-terms', parentsAgree: false },
];

/** From the first touch to the request to the city. */
export const TO_JOINING: readonly Intent[] = [
  ...TO_NAME,
  { type: 'join', name: 'Ada Lovelace', part: 'speak' },
  { type: 'finish-check', part: 'speak' },
];

/** Lets the visitor into a meeting whose page is there. */
export const enterMeeting = async (world: VisitForTest): Promise<Opening> => {
  await world.send(...TO_JOINING);
  return openMeeting(world);
};

/** Answers the latest join and loads the meeting's page. */
export const openMeeting = async (world: VisitForTest): Promise<Opening> => {
  world.joins.at(-1)?.answer({ ok: true, value: ANSWER });
  await settle();
  const opening = world.openings.at(-1);
  if (opening === undefined) throw new Error('no meeting was opened');
  await opening.tell({ type: 'meeting.loaded' });
  return opening;
};

/** Ends the latest wipe of the meeting. */
export const wipeMeeting = async (world: VisitForTest, receipt = MEETING_CLEAN): Promise<void> => {
  world.meetingWipes.at(-1)?.answer(receipt);
  await settle();
};

/** Ends the latest wipe of the screens. */
export const wipeScreens = async (world: VisitForTest, receipt = SCREENS_CLEAN): Promise<void> => {
  world.screenWipes.at(-1)?.answer(receipt);
  await settle();
};
