import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NewestEvent, STATE_EVENTS, stateOf } from '../../../city/fleet/fleet-state.ts';
import { fleetTerminalSchema } from '../../../contract/dashboard.ts';

const NOW = Date.UTC(2026, 10, 26, 12);
const MINUTE = 60_000;
const VISIT = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

const STARTED = { version: '1.2.3', electron: '45.4.1', chromium: '140.0', sandboxed: true };
const ENDED = { visit: VISIT, outcome: 'left', step: 'meeting', durationMs: 1 };
const PLACE = { id: 'bib-1', site: 'Bibliothek', siteId: 'bib', ring: 'standard', isCloned: false };
const BEAT = { doing: 'idle', version: '1.2.4', spool: { waiting: 0, deadLetters: 0 } };

const wiped = (result: string, item = 'cookies') => ({
  visit: VISIT,
  stage: 'meeting',
  receipt: { durationMs: 1, items: [{ item, result }] },
});

type Told = readonly [type: string, data?: object | undefined, minutesAgo?: number];

/** The events in the order in which the terminal counted them, as the store gives them: of each kind the last. */
const stateAfter = (...told: readonly Told[]) => {
  const events = told.map(([kind, data = { visit: VISIT }, minutesAgo = 1], index): NewestEvent => {
    const at = NOW - minutesAgo * MINUTE;
    return { type: `stadtfenster.${kind}`, sequence: index + 1, time: at, receivedAt: at + 1000, data };
  });
  const newest = [...new Map(events.map((event) => [event.type, event])).values()];
  return stateOf({ ...PLACE, newest }, NOW);
};

describe('what a terminal does', () => {
  it('is not known before it was ever heard of', () => {
    expect(stateAfter()).toEqual({
      id: 'bib-1',
      site: 'Bibliothek',
      siteId: 'bib',
      ring: 'standard',
      state: 'never-heard',
      since: null,
      concerns: [],
      version: null,
      configurationVersion: null,
      devices: {},
      lastProblem: null,
      heardAt: null,
      waiting: null,
    });
  });

  it.each<readonly [string, readonly Told[]]>([
    ['fine', [['terminal.started', STARTED]]],
    ['in-use', [['terminal.started', STARTED], ['visit.started']]],
    ['in-meeting', [['terminal.started', STARTED], ['visit.started'], ['visit.joined']]],
    ['in-meeting', [['visit.started'], ['visit.joined'], ['visit.rejoined']]],
    ['fine', [['visit.started'], ['visit.joined'], ['visit.ended', ENDED]]],
    ['in-use', [['visit.started'], ['visit.joined'], ['visit.ended', ENDED], ['visit.started']]],
    // Whatever was open when it went off is not open any more.
    ['fine', [['visit.started'], ['visit.joined'], ['terminal.started', STARTED]]],
    [
      'off',
      [
        ['terminal.started', STARTED],
        ['terminal.service', { act: 'leave-kiosk' }],
      ],
    ],
    [
      'fine',
      [
        ['terminal.service', { act: 'leave-kiosk' }],
        ['terminal.started', STARTED],
      ],
    ],
    [
      'fine',
      [
        ['terminal.started', STARTED],
        ['terminal.service', { act: 'closed' }],
      ],
    ],
    [
      'closed',
      [
        ['terminal.started', STARTED],
        ['terminal.heartbeat', { ...BEAT, doing: 'closed' }],
      ],
    ],
    ['fine', [['terminal.heartbeat', { ...BEAT, doing: 'offline' }]]],
    ['off', [['terminal.heartbeat', { ...BEAT, doing: 'off' }, 600]]],
    // An event that is newer than the heartbeat knows better, and the other way round.
    ['in-use', [['terminal.heartbeat', BEAT], ['visit.started']]],
    ['fine', [['visit.started'], ['terminal.heartbeat', BEAT]]],
    ['fine', [['terminal.heartbeat', { ...BEAT, doing: 'a-new-one' }]]],
  ])('is %s after %j', (state, told) => {
    expect(stateAfter(...told).state).toBe(state);
  });

  it('has a beginning where it is known', () => {
    expect(stateAfter(['visit.started', undefined, 3], ['visit.joined', undefined, 2]).since).toBe(NOW - 2 * MINUTE);
    expect(stateAfter(['visit.started', undefined, 3]).since).toBe(NOW - 3 * MINUTE);
    expect(stateAfter(['terminal.started', STARTED, 2]).since).toBe(NOW - 2 * MINUTE);
  });

  it('is not known any more when three heartbeats are missing', () => {
    expect(stateAfter(['terminal.heartbeat', BEAT, 3]).state).toBe('fine');
    expect(stateAfter(['terminal.heartbeat', BEAT, 5])).toMatchObject({
      state: 'offline',
      since: NOW - 5 * MINUTE + 1000,
    });
  });

  it('comes with what the newest heartbeat knows', () => {
    const beat = {
      ...BEAT,
      spool: { waiting: 7, deadLetters: 0 },
      configurationVersion: 5,
      screens: [{ width: 1920, height: 1080, touch: true }],
      microphones: 2,
    };
    expect(stateAfter(['terminal.started', STARTED], ['terminal.heartbeat', beat])).toMatchObject({
      version: '1.2.4',
      waiting: 7,
      configurationVersion: 5,
      devices: { screens: 1, microphones: 2 },
      lastProblem: null,
      concerns: [],
    });
  });
});

describe('why somebody should look at a terminal', () => {
  it.each<readonly [string, object[], readonly Told[]]>([
    ['a wipe left something', [{ kind: 'wipe-failed' }], [['visit.wiped', wiped('failed')]]],
    ['a sound stayed loud', [], [['visit.wiped', wiped('failed', 'sound')]]],
    ['it started anew for a wipe', [{ kind: 'wipe-failed' }], [['terminal.restarting', { reason: 'wipe-failed' }]]],
    [
      'the next wipe was clean',
      [],
      [
        ['terminal.restarting', { reason: 'wipe-failed' }],
        ['visit.wiped', wiped('verified')],
      ],
    ],
    ['it has blocked itself', [{ kind: 'wipe-failed' }], [['terminal.heartbeat', { ...BEAT, doing: 'blocked' }]]],
    [
      'a problem',
      [{ kind: 'problem', code: 'speaker-missing' }],
      [['terminal.problem', { code: 'speaker-missing' }, 23 * 60]],
    ],
    ['a problem of yesterday', [], [['terminal.problem', { code: 'speaker-missing' }, 25 * 60]]],
    [
      'an open lock',
      [{ kind: 'lock-incomplete', gaps: 2 }],
      [
        ['terminal.started', STARTED],
        ['terminal.lock-incomplete', { gaps: ['swap-on', 'sysrq-on'] }],
      ],
    ],
    [
      'a lock that was closed before the last start',
      [],
      [
        ['terminal.lock-incomplete', { gaps: ['swap-on'] }],
        ['terminal.started', STARTED],
      ],
    ],
    [
      'reports that the city will not take',
      [{ kind: 'dead-letters', count: 3 }],
      [['terminal.heartbeat', { ...BEAT, spool: { waiting: 0, deadLetters: 3 } }]],
    ],
  ])('%s', (_name, concerns, told) => {
    expect(stateAfter(...told).concerns).toEqual(concerns);
  });
});

describe('whatever a store holds', () => {
  const newest = fc.array(
    fc.record({
      type: fc.constantFrom(...STATE_EVENTS, 'stadtfenster.of.tomorrow'),
      sequence: fc.nat(),
      time: fc.integer(),
      receivedAt: fc.integer(),
      data: fc.oneof(fc.anything(), fc.constantFrom(STARTED, ENDED, BEAT, { doing: 'constructor' })),
    }),
  );

  it('is a state that the page can show', () => {
    fc.assert(
      fc.property(newest, fc.integer(), (events, now) => {
        const state = stateOf({ ...PLACE, newest: events }, now);
        expect(fleetTerminalSchema.parse(state)).toEqual(state);
      }),
    );
  });
});
