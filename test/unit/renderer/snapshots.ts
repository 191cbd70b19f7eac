import { NO_DEVICES } from '../../../contract/devices.ts';
import { DEFAULT_DISPLAY } from '../../../contract/display.ts';
import type { EnrolmentScreen } from '../../../contract/enrolment-screen.ts';
import { rejoinCauseSchema, type VisitOutcome } from '../../../contract/events.ts';
import { failureCodeSchema } from '../../../contract/failure.ts';
import { reportReasonSchema } from '../../../contract/problem-report.ts';
import { wipeItemSchema } from '../../../contract/receipt.ts';
import type { Room } from '../../../contract/room.ts';
import type { Feedback, KnownRooms, Screen, Snapshot } from '../../../contract/snapshot.ts';

const HOUR = 60 * 60 * 1000;

/** Saturday, 21 November 2026, 14:32 in Berlin. */
export const NOW = Date.parse('2026-11-21T13:32:00Z');

export const room = (id: string, changes: Partial<Room> = {}): Room => ({
  id,
  kind: 'open',
  title: { de: `Raum ${id}`, en: `Room ${id}` },
  description: null,
  running: false,
  participants: 0,
  nextMeeting: null,
  ...changes,
});

export const meetingAt = (start: number, hours: number) => ({
  start: new Date(start).toISOString(),
  end: new Date(start + hours * HOUR).toISOString(),
});

export const ROOMS: readonly Room[] = [
  room('laufend', { running: true, participants: 12, nextMeeting: meetingAt(NOW - HOUR, 2) }),
  room('heute', { nextMeeting: meetingAt(NOW + 2 * HOUR, 1) }),
  room('nur-deutsch', { title: { de: 'AG Städtebau' } }),
  room('arabisch', { title: { de: 'مجموعة العمل' } }),
  room('mit-code', { kind: 'closed', description: { de: 'Beschreibung', en: 'Description' } }),
];

export const fresh = (rooms: readonly Room[]): KnownRooms => ({ state: 'fresh', rooms, at: NOW, failure: null });

export const snapshotOf = (screen: Screen, changes: Partial<Snapshot> = {}): Snapshot => ({
  city: 'Musterstadt',
  site: 'Bibliothek',
  languages: ['de', 'en'],
  locale: 'de',
  display: DEFAULT_DISPLAY,
  timeZone: 'Europe/Berlin',
  clockOffset: 0,
  rooms: fresh(ROOMS),
  codeOpensMore: false,
  texts: null,
  audio: null,
  distancePerInch: 0,
  screen,
  volume: 60,
  devices: NO_DEVICES,
  idleDeadline: null,
  help: 'none',
  notice: null,
  visitKey: 1,
  ...changes,
});

const some = room('energie');
const terms = {
  version: '1',
  summary: [{ de: 'Wir sind freundlich.', en: 'We are kind.' }],
  fullText: [{ de: 'Der ganze Text.', en: 'The full text.' }],
};
const outcomes: readonly VisitOutcome[] = [
  'left',
  'meeting-ended',
  'meeting-lost',
  'meeting-crashed',
  'declined',
  'abandoned',
  'gave-up',
  'ended-by-staff',
  'ended-by-city',
];
const receipt = {
  durationMs: 42,
  items: wipeItemSchema.options.map((item) => ({ item, result: 'verified' as const })),
};

export const NO_FEEDBACK: Feedback = { state: 'none', rating: null, problem: null };
const FEEDBACKS: readonly Feedback[] = [
  { state: 'asked', rating: null, problem: null },
  { state: 'rated', rating: 2, problem: null },
  { state: 'writing', rating: 2, problem: null },
  { state: 'writing', rating: 2, problem: 'words-empty' },
  { state: 'writing', rating: 2, problem: 'words-too-long' },
  { state: 'told', rating: 2, problem: null },
  { state: 'skipped', rating: null, problem: null },
];

const DIAL_IN = { number: '+49 30 23125014', conference: '72011' };

type MeetingScreen = Extract<Screen, { readonly name: 'meeting' }>;
const NO_CODE = { problem: null, checking: false, waitUntil: null } as const;
const LOCKS: readonly (readonly [string, Partial<MeetingScreen>])[] = [
  ['shut', {}],
  ['help', { panel: 'help' }],
  ['away', { rejoining: { cause: 'line', since: NOW } }],
  ['code', { locked: { code: NO_CODE } }],
  ['checking', { locked: { code: { ...NO_CODE, checking: true } } }],
  ['wrong', { locked: { code: { ...NO_CODE, problem: 'code-wrong' } } }],
  ['waiting', { locked: { code: { ...NO_CODE, problem: 'code-wait', waitUntil: NOW + 30_000 } } }],
];

/** Every screen in every state it can have, by name. */
const ENROLMENT: EnrolmentScreen = {
  name: 'enrolment',
  step: 'city',
  refusal: null,
  city: '',
  isCityFixed: false,
  problem: null,
  checking: false,
  waitUntil: null,
};

export const SCREENS: readonly (readonly [string, Screen])[] = [
  ['attract', { name: 'attract' }],
  ['rooms', { name: 'rooms' }],
  ['enrolment, city', ENROLMENT],
  ['enrolment, wrong city', { ...ENROLMENT, problem: 'city-address-wrong' }],
  ['enrolment, code', { ...ENROLMENT, step: 'code', city: 'https://city.example/' }],
  ['enrolment, code used', { ...ENROLMENT, step: 'code', problem: 'enrolment-code-used' }],
  ['enrolment, other city', { ...ENROLMENT, step: 'code', isCityFixed: true, problem: 'city-address-other' }],
  ['enrolment, waiting', { ...ENROLMENT, step: 'code', problem: 'code-wait', waitUntil: NOW + 5_000 }],
  ['enrolment, scanning', { ...ENROLMENT, step: 'scan' }],
  ['enrolment, refused', { ...ENROLMENT, step: 'notice', refusal: 'terminal-refused' }],
  ['enrolment, cloned', { ...ENROLMENT, step: 'notice', refusal: 'terminal-cloned' }],
  ['enrolment, unattended', { ...ENROLMENT, step: 'unattended', checking: true }],
  ['enrolment, unattended, city away', { ...ENROLMENT, step: 'unattended', problem: 'city-unreachable' }],
  ['code', { name: 'code', room: some, problem: null, scanning: false, checking: false, waitUntil: null }],
  [
    'code without a room',
    { name: 'code', room: null, problem: null, scanning: false, checking: false, waitUntil: null },
  ],
  ['code, scanning', { name: 'code', room: some, problem: null, scanning: true, checking: false, waitUntil: null }],
  ['code, checking', { name: 'code', room: some, problem: null, scanning: false, checking: true, waitUntil: null }],
  [
    'code, waiting',
    {
      name: 'code',
      room: some,
      problem: 'code-wait',
      scanning: false,
      checking: false,
      waitUntil: NOW + 30_000,
    },
  ],
  ['terms', { name: 'terms', room: some, terms }],
  [
    'name',
    { name: 'name', room: some, guestNumber: 4711, typedName: '', anonymous: false, part: 'listen', problem: null },
  ],
  [
    'name, empty',
    {
      name: 'name',
      room: some,
      guestNumber: 4711,
      typedName: ' ',
      anonymous: false,
      part: 'speak',
      problem: 'name-empty',
    },
  ],
  [
    'name, too long',
    {
      name: 'name',
      room: some,
      guestNumber: 4711,
      typedName: 'x',
      anonymous: false,
      part: 'listen',
      problem: 'name-too-long',
    },
  ],
  ['check', { name: 'check', room: some }],
  ['joining', { name: 'joining', room: some, canCancel: false }],
  ['joining, long', { name: 'joining', room: some, canCancel: true }],
  ...failureCodeSchema.options.map(
    (code) => [`problem ${code}`, { name: 'problem', room: some, code, canRetry: true }] as const,
  ),
  [
    'problem, by telephone',
    { name: 'problem', room: some, code: 'meeting-unreachable', canRetry: true, dialIn: DIAL_IN },
  ],
  ['problem without retry', { name: 'problem', room: some, code: 'room-gone', canRetry: false }],
  ['meeting', { name: 'meeting', room: some, since: NOW, panel: 'none', reported: null }],
  ['meeting, help', { name: 'meeting', room: some, since: NOW - HOUR, panel: 'help', reported: null }],
  ['meeting, leave', { name: 'meeting', room: some, since: NOW - 2 * HOUR, panel: 'leave', reported: null }],
  ['meeting, sound', { name: 'meeting', room: some, since: NOW, panel: 'sound', reported: null }],
  ['meeting, keyboard', { name: 'meeting', room: some, since: NOW, panel: 'keyboard', reported: null }],
  ['meeting, language', { name: 'meeting', room: some, since: NOW, panel: 'language', reported: null }],
  ['meeting, display', { name: 'meeting', room: some, since: NOW, panel: 'display', reported: null }],
  ['meeting, report', { name: 'meeting', room: some, since: NOW, panel: 'report', reported: null }],
  ...reportReasonSchema.options.map(
    (reported) =>
      [
        `meeting, reported ${reported}`,
        { name: 'meeting', room: some, since: NOW, panel: 'report', reported },
      ] as const,
  ),
  ['meeting, end', { name: 'meeting', room: some, since: NOW, panel: 'end', reported: null }],
  [
    'meeting, asking whether somebody is there',
    { name: 'meeting', room: some, since: NOW, panel: 'none', reported: null, presenceDeadline: NOW + 180_000 },
  ],
  [
    'meeting, asking before it locks',
    {
      name: 'meeting',
      room: some,
      since: NOW,
      panel: 'none',
      reported: null,
      presenceDeadline: NOW + 180_000,
      presenceLocks: true,
    },
  ],
  ...LOCKS.map(
    ([what, change]) =>
      [
        `meeting, locked, ${what}`,
        { name: 'meeting', room: some, since: NOW, panel: 'none', reported: null, locked: { code: null }, ...change },
      ] as const,
  ),
  ...rejoinCauseSchema.options.map(
    (cause) =>
      [
        `meeting, away (${cause})`,
        {
          name: 'meeting',
          room: some,
          since: NOW - HOUR,
          panel: 'none',
          reported: null,
          rejoining: { cause, since: NOW - 12_000 },
        },
      ] as const,
  ),
  [
    'meeting, away, leave',
    {
      name: 'meeting',
      room: some,
      since: NOW,
      panel: 'leave',
      reported: null,
      rejoining: { cause: 'line', since: NOW },
    },
  ],
  ['wiping', { name: 'wiping' }],
  ...outcomes.map(
    (outcome) =>
      [`goodbye ${outcome}`, { name: 'goodbye', outcome, receipt, code: null, feedback: NO_FEEDBACK }] as const,
  ),
  ...FEEDBACKS.map(
    (feedback) =>
      [
        `goodbye, feedback ${feedback.state} ${feedback.problem ?? ''}`,
        { name: 'goodbye', outcome: 'left', receipt, code: null, feedback },
      ] as const,
  ),
  [
    'goodbye without receipt',
    { name: 'goodbye', outcome: 'declined', receipt: { durationMs: 0, items: [] }, code: null, feedback: NO_FEEDBACK },
  ],
  [
    'goodbye, by telephone',
    {
      name: 'goodbye',
      outcome: 'meeting-lost',
      receipt,
      code: 'meeting-lost',
      dialIn: DIAL_IN,
      feedback: { state: 'asked', rating: null, problem: null },
    },
  ],
  ['restarting', { name: 'restarting' }],
  ['blocked', { name: 'blocked', code: 'wipe-failed' }],
  ['locked', { name: 'locked', message: null }],
  ['locked, with words', { name: 'locked', message: { de: 'Wir bauen um.', en: 'We are rebuilding.' } }],
  ['locked, with German words', { name: 'locked', message: { de: 'Wir bauen um.' } }],
];
