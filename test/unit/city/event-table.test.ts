import { describe, expect, it } from 'vitest';
import { EventTable } from '../../../city/events/event-table.ts';
import { summarizeEvent } from '../../../city/events/event-summary.ts';
import { cityEventSchema, EVENT_DATA } from '../../../contract/events.ts';

const visit = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

const eventOf = (type: string, data: object, terminal = 'bib-1') =>
  cityEventSchema.parse({
    specversion: '1.0',
    id: '0190163d-8694-739b-aea5-966c26f8ad91',
    source: `/terminals/${terminal}`,
    time: '2026-11-18T15:59:00.123Z',
    sequence: 1,
    type: `stadtfenster.${type}`,
    data,
  });

const stored = (event: ReturnType<typeof eventOf>, position: number) => ({ position, receivedAt: 0, event });

const receiptOf = (...results: readonly ('verified' | 'failed')[]) => ({
  durationMs: 12.4,
  items: results.map((result) => ({ item: 'cookies', result })),
});

const EXAMPLES = [
  [
    'terminal.started',
    { version: '0.1.0', electron: '45.4.1', chromium: '150.0.1', sandboxed: true },
    'version 0.1.0, Electron 45.4.1, sandboxed',
  ],
  [
    'terminal.started',
    { version: '0.1.0', electron: '45.4.1', chromium: '150.0.1', sandboxed: false },
    'version 0.1.0, Electron 45.4.1, NOT sandboxed',
  ],
  ['terminal.problem', { code: 'clock-wrong', amount: -120 }, 'clock-wrong (-120)'],
  ['terminal.problem', { code: 'renderer-gone' }, 'renderer-gone'],
  ['terminal.refused', { refusals: { egress: 3, 'new-windows': 1 } }, 'egress 3, new-windows 1'],
  ['terminal.lock-incomplete', { gaps: ['runs-as-root', 'swap-on'] }, 'runs-as-root, swap-on'],
  ['terminal.service', { act: 'refused' }, 'service menu: refused'],
  ['terminal.service', { act: 'restart', role: 'librarian' }, 'service menu: restart, librarian'],
  ['terminal.restarting', { reason: 'wipe-failed' }, 'starts itself anew: wipe-failed'],
  ['configuration.taken', { version: 7, layers: [{ field: 'site', layers: ['city'] }] }, 'version 7'],
  [
    'configuration.taken',
    {
      version: 8,
      layers: ['hosts', 'texts'].map((field) => ({ field, layers: ['default', 'machine'] })),
    },
    "version 8, of the machine's own: hosts, texts",
  ],
  ['order.result', { order: '0193a3a5-4f1c-7000-8000-00000000abcd', act: 'lock', state: 'accepted' }, 'lock accepted'],
  [
    'order.result',
    { order: '0193a3a5-4f1c-7000-8000-00000000abcd', act: 'identify', state: 'refused', reason: 'visited' },
    'identify refused: visited',
  ],
  [
    'terminal.heartbeat',
    {
      ...{ doing: 'offline', version: '0.1.0', electron: '45.4.1', chromium: '150.0.1' },
      ...{ upSeconds: 7_290, machineUpSeconds: 7_400, clockAheadSeconds: 0 },
      spool: { waiting: 12, bytes: 4_000, dropped: 0, deadLetters: 0 },
    },
    'offline, up 121 min, 12 events waiting',
  ],
  ['spool.dropped', { reason: 'size', dropped: { heartbeat: 40, usage: 2 } }, 'gave up (size) heartbeat 40, usage 2'],
  ['visit.started', { visit }, 'someone touched the screen'],
  [
    'visit.joined',
    { visit, room: 'energie', part: 'listen', role: 'attendee', locale: 'de', durationMs: 940 },
    'in room energie after 0.9 s, listening, language de',
  ],
  ['visit.locked', { visit, state: 'locked' }, 'the bar is locked, the meeting goes on'],
  ['visit.locked', { visit, state: 'unlocked' }, 'the bar was unlocked with the code'],
  ['visit.rejoined', { visit, cause: 'frozen', durationMs: 14_200 }, 'back in the meeting after 14.2 s, frozen'],
  [
    'visit.joined',
    { visit, room: 'energie', part: 'speak', role: 'moderator', locale: 'de', durationMs: 940 },
    'in room energie after 0.9 s, speaking as moderator, language de',
  ],
  ['visit.failed', { visit, code: 'room-full', step: 'joining' }, 'room-full at step joining'],
  [
    'visit.ended',
    { visit, outcome: 'declined', step: 'terms', durationMs: 9000 },
    'declined at step terms after 9.0 s',
  ],
  [
    'visit.ended',
    { visit, outcome: 'left', step: 'meeting', durationMs: 90_000, meetingMs: 60_000 },
    'left at step meeting after 90.0 s, 60.0 s of it in the meeting',
  ],
  ['visit.feedback', { visit, rating: 4 }, '4 of 5'],
  ['visit.feedback', { visit, rating: 2, words: 'Zu leise.' }, '2 of 5: Zu leise.'],
  ['visit.help', { visit, step: 'terms', state: 'answered' }, 'staff answered at step terms'],
  ['visit.reported', { visit, room: 'energie', reason: 'insult' }, 'insult in room energie'],
  [
    'visit.wiped',
    { visit, stage: 'meeting', receipt: receiptOf('verified', 'verified') },
    'meeting, 2 items clean, 12 ms',
  ],
  [
    'visit.wiped',
    { visit, stage: 'meeting', receipt: receiptOf('verified', 'failed') },
    'meeting, FAILED: cookies, 12 ms',
  ],
] as const;

describe('an event in plain words', () => {
  it.each(EXAMPLES)('%s %j', (type, data, words) => {
    expect(summarizeEvent(eventOf(type, data))).toBe(words);
  });

  it('has an example here for every type', () => {
    const shown = new Set<string>(EXAMPLES.map(([type]) => `stadtfenster.${type}`));
    expect([...shown].sort()).toEqual(Object.keys(EVENT_DATA).sort());
  });
});

describe('the table of events', () => {
  it('has columns that are as wide as they need, also for lines that come later', () => {
    const table = new EventTable('Europe/Berlin');
    const first = [
      stored(eventOf('visit.started', { visit }), 1),
      stored(eventOf('terminal.problem', { code: 'renderer-gone' }, 'pavillon-1'), 2),
    ];
    expect(table.render(first).split('\n')).toEqual([
      'time                 terminal    type              what happened',
      '2026-11-18 16:59:00  bib-1       visit.started     someone touched the screen',
      '2026-11-18 16:59:00  pavillon-1  terminal.problem  renderer-gone',
    ]);
    expect(table.render([stored(eventOf('visit.started', { visit }), 3)])).toBe(
      '2026-11-18 16:59:00  bib-1       visit.started     someone touched the screen',
    );
  });

  it('has its heading even when there is nothing yet', () => {
    expect(new EventTable('UTC').render([])).toBe('time  terminal  type  what happened');
  });
});
