import { describe, expect, it } from 'vitest';
import { failureCodeSchema, type FailureCode } from '../../../../contract/failure.ts';
import { DEFAULT_DISPLAY } from '../../../../contract/display.ts';
import type { Intent } from '../../../../contract/ipc.ts';
import { canRetry, guestName } from '../../../../main/visit/machine.ts';
import type { MeetingNews } from '../../../../main/visit/ports.ts';
import { settle, START } from '../hand-clock.ts';
import {
  ANSWER,
  enterMeeting,
  MEETING_CLEAN,
  MEETING_LEFT_OVER,
  openMeeting,
  roomNamed,
  SCREENS_CLEAN,
  SCREENS_LEFT_OVER,
  TERMS,
  TO_JOINING,
  TO_NAME,
  visitForTest,
  wipeMeeting,
  wipeScreens,
  type VisitForTest,
} from './visit-for-test.ts';

const FIRST = '00000000-0000-4000-8000-000000000001';

describe('a whole visit', () => {
  it('goes from the first touch into the meeting, out again and is clean', async () => {
    const world = visitForTest();
    const fresh = world.visit.state().context;
    expect(world.screen()).toEqual({ name: 'attract' });

    await world.send({ type: 'begin' });
    expect(world.screen()).toEqual({ name: 'rooms' });
    await world.clock.pass(4_000);
    await world.send({ type: 'choose-room', room: 'ag-energie' });
    expect(world.screen()).toEqual({ name: 'terms', room: roomNamed('ag-energie'), terms: TERMS });
    await world.send({ type: 'accept-terms', parentsAgree: true });
    expect(world.screen()).toEqual({
      name: 'name',
      room: roomNamed('ag-energie'),
      guestNumber: 4711,
      typedName: '',
      anonymous: false,
      part: 'listen',
      problem: null,
    });
    await world.send({ type: 'join', name: '  Ada\tLovelace ', part: 'speak' });
    expect(world.screen()).toEqual({ name: 'check', room: roomNamed('ag-energie') });
    await world.send({ type: 'finish-check', part: 'speak' });
    expect(world.screen()).toEqual({ name: 'joining', room: roomNamed('ag-energie'), canCancel: false });
    expect(world.joins).toHaveLength(1);
    expect(world.joins[0]).toMatchObject({
      room: 'ag-energie',
      request: { name: 'Ada Lovelace', part: 'speak', locale: 'de', termsVersion: '2026-11' },
    });

    await world.clock.pass(1_500);
    world.joins[0]?.answer({ ok: true, value: ANSWER });
    await settle();
    expect(world.openings[0]?.answer).toEqual(ANSWER);
    expect(world.screen().name).toBe('joining');
    await world.clock.pass(500);
    await world.openings[0]?.tell({ type: 'meeting.loaded' });
    expect(world.screen()).toEqual({
      name: 'meeting',
      room: roomNamed('ag-energie'),
      since: START + 6_000,
      panel: 'none',
      reported: null,
    });

    await world.clock.pass(29 * 60_000);
    await world.send({ type: 'activity' });
    await world.clock.pass(29 * 60_000);
    await world.send({ type: 'activity' });
    await world.clock.pass(2 * 60_000);
    await world.send({ type: 'show-panel', panel: 'leave' });
    expect(world.screen()).toMatchObject({ name: 'meeting', panel: 'leave' });
    await world.send({ type: 'leave' });
    expect(world.screen()).toEqual({ name: 'wiping' });
    await wipeMeeting(world);
    expect(world.screen()).toEqual({
      name: 'goodbye',
      outcome: 'left',
      receipt: MEETING_CLEAN,
      code: null,
      feedback: { state: 'asked', rating: null, problem: null },
    });
    await world.send({ type: 'finish' });
    expect(world.screen()).toEqual({ name: 'wiping' });
    await wipeScreens(world);
    expect(world.screen()).toEqual({ name: 'attract' });
    expect(world.visit.state().context).toEqual({ ...fresh, visitKey: 2 });

    expect(world.asked).toEqual(['refresh', 'join', 'open', 'wipe-meeting', 'wipe-screens']);
    expect(world.facts).toEqual([
      { type: 'stadtfenster.visit.started', data: { visit: FIRST } },
      {
        type: 'stadtfenster.visit.joined',
        data: { visit: FIRST, room: 'ag-energie', part: 'speak', role: 'attendee', locale: 'de', durationMs: 2_000 },
      },
      {
        type: 'stadtfenster.visit.ended',
        data: { visit: FIRST, outcome: 'left', step: 'meeting', durationMs: 3_606_000, meetingMs: 3_600_000 },
      },
      { type: 'stadtfenster.visit.wiped', data: { visit: FIRST, stage: 'meeting', receipt: MEETING_CLEAN } },
      { type: 'stadtfenster.visit.wiped', data: { visit: FIRST, stage: 'screens', receipt: SCREENS_CLEAN } },
    ]);
  });

  it('finds nothing of the one before', async () => {
    const world = visitForTest();
    await enterMeeting(world);
    await world.send({ type: 'set-locale', locale: 'en' }, { type: 'leave' });
    await wipeMeeting(world);
    await world.send({ type: 'finish' });
    await wipeScreens(world);
    await world.send(...TO_NAME);
    expect(world.screen()).toMatchObject({ name: 'name', typedName: '', part: 'listen', problem: null });
    expect(world.visit.state().context).toMatchObject({
      locale: 'de',
      name: '',
      visitKey: 2,
      visitId: '00000000-0000-4000-8000-000000000002',
      meetingSince: null,
      answer: null,
    });
  });

  it('says goodbye for as long as it is set, or until a touch', async () => {
    const world = visitForTest({ goodbyeSeconds: 15 });
    await enterMeeting(world);
    await world.send({ type: 'leave' });
    await wipeMeeting(world);
    await world.clock.pass(14_999);
    expect(world.screen().name).toBe('goodbye');
    await world.clock.pass(1);
    expect(world.screen().name).toBe('wiping');
    await wipeScreens(world);
    expect(world.screen().name).toBe('attract');
  });

  it('forgets name and address as soon as they are not needed', async () => {
    const world = visitForTest();
    await enterMeeting(world);
    expect(JSON.stringify(world.visit.state().context)).not.toContain('checksum');
    await world.send({ type: 'leave' });
    await wipeMeeting(world);
    expect(JSON.stringify(world.visit.state().context)).not.toContain('Ada');
  });
});

describe('choosing', () => {
  it('begins with the language, too', async () => {
    const world = visitForTest();
    await world.send({ type: 'set-locale', locale: 'en' });
    expect(world.screen().name).toBe('rooms');
    expect(world.visit.state().context.locale).toBe('en');
    expect(world.factsOf('stadtfenster.visit.started')).toEqual([{ visit: FIRST }]);
  });

  it('asks for the list when it is shown, when it is wished, and when a room has just gone', async () => {
    const world = visitForTest();
    await world.send({ type: 'begin' }, { type: 'refresh-rooms' }, { type: 'choose-room', room: 'ag-fort' });
    expect(world.asked).toEqual(['refresh', 'refresh', 'refresh']);
    expect(world.screen().name).toBe('rooms');
  });

  it('leads nowhere without terms', async () => {
    const world = visitForTest();
    world.terms = null;
    await world.send({ type: 'begin' }, { type: 'choose-room', room: 'ag-energie' });
    expect(world.screen().name).toBe('rooms');
  });

  it('keeps room and terms as they were shown', async () => {
    const world = visitForTest();
    await world.send({ type: 'begin' }, { type: 'choose-room', room: 'ag-energie' });
    world.terms = { ...TERMS, version: '2027-01' };
    world.rooms.clear();
    await world.send({ type: 'accept-terms', parentsAgree: false }, { type: 'join', name: null, part: 'listen' });
    expect(world.joins[0]).toMatchObject({ room: 'ag-energie', request: { termsVersion: '2026-11' } });
  });

  it('goes back step by step', async () => {
    const world = visitForTest();
    await world.send(...TO_NAME);
    for (const name of ['terms', 'rooms', 'wiping']) {
      await world.send({ type: 'back' });
      expect(world.screen().name).toBe(name);
    }
    await wipeScreens(world);
    expect(world.screen().name).toBe('attract');
    expect(world.factsOf('stadtfenster.visit.ended')).toMatchObject([{ outcome: 'gave-up', step: 'rooms' }]);
    expect(world.asked).not.toContain('wipe-meeting');
  });

  it('ends wherever the visitor wishes', async () => {
    for (const count of [1, 2, 3]) {
      const world = visitForTest();
      await world.send(...TO_NAME.slice(0, count), { type: 'end-visit' });
      expect(world.screen().name).toBe('wiping');
      await wipeScreens(world);
      expect(world.screen().name).toBe('attract');
      expect(world.factsOf('stadtfenster.visit.ended')).toMatchObject([
        { outcome: 'gave-up', step: ['rooms', 'terms', 'name'][count - 1] },
      ]);
    }
  });

  it('ends with a goodbye for who declines the terms', async () => {
    const world = visitForTest();
    await world.send(...TO_NAME.slice(0, 2), { type: 'decline-terms' });
    await wipeMeeting(world);
    expect(world.screen()).toEqual({
      name: 'goodbye',
      outcome: 'declined',
      receipt: MEETING_CLEAN,
      code: null,
      feedback: { state: 'none', rating: null, problem: null },
    });
    await world.send({ type: 'finish' });
    await wipeScreens(world);
    expect(world.screen().name).toBe('attract');
    expect(world.factsOf('stadtfenster.visit.ended')).toEqual([
      { visit: FIRST, outcome: 'declined', step: 'terms', durationMs: 0 },
    ]);
    expect(world.joins).toEqual([]);
  });
});

describe('the name', () => {
  it.each([
    ['name-empty', ' \u200b '],
    ['name-too-long', 'x'.repeat(65)],
  ])('is asked for again: %s', async (problem, typed) => {
    const world = visitForTest();
    await world.send(...TO_NAME, { type: 'join', name: typed, part: 'speak' });
    expect(world.screen()).toMatchObject({ name: 'name', typedName: typed, part: 'speak', problem });
    expect(world.joins).toEqual([]);
    await world.send({ type: 'join', name: 'Ada', part: 'speak' }, { type: 'finish-check', part: 'speak' });
    expect(world.screen().name).toBe('joining');
    expect(world.joins[0]?.request.name).toBe('Ada');
  });

  it.each([
    ['de', 'Gast 4711'],
    ['en', 'Guest 4711'],
  ] as const)('may be the anonymous one, in %s', async (locale, name) => {
    const world = visitForTest();
    await world.send({ type: 'set-locale', locale }, ...TO_NAME.slice(1), { type: 'join', name: null, part: 'listen' });
    expect(world.joins[0]?.request).toEqual({ name, part: 'listen', locale, termsVersion: '2026-11' });
    expect(guestName(locale, 4711)).toBe(name);
  });

  it('is still the chosen one when the visitor comes back to it', async () => {
    const world = visitForTest();
    await world.send(...TO_NAME, { type: 'join', name: null, part: 'speak' }, { type: 'finish-check', part: 'speak' });
    await world.clock.pass(10_000);
    await world.send({ type: 'cancel-join' });
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'name', anonymous: true, typedName: '', part: 'speak' });
    await world.send({ type: 'join', name: 'Ada', part: 'speak' }, { type: 'finish-check', part: 'speak' });
    await world.clock.pass(10_000);
    await world.send({ type: 'cancel-join' });
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'name', anonymous: false, typedName: 'Ada' });
  });
});

describe('the language', () => {
  const CHANGE: Intent = { type: 'set-locale', locale: 'en' };

  it.each([
    ['rooms', TO_NAME.slice(0, 1)],
    ['terms', TO_NAME.slice(0, 2)],
    ['name', TO_NAME],
    ['joining', TO_JOINING],
  ])('changes on %s and changes nothing else', async (name, way) => {
    const world = visitForTest();
    await world.send(...way);
    const before = world.screen();
    expect(before.name).toBe(name);
    await world.send(CHANGE);
    expect(world.screen()).toEqual(before);
    expect(world.visit.state().context.locale).toBe('en');
  });

  it('changes in the meeting, while wiping, at goodbye, in a problem and when blocked', async () => {
    const toggled = async (world: ReturnType<typeof visitForTest>, name: string): Promise<void> => {
      const before = world.screen();
      expect(before.name).toBe(name);
      for (const locale of ['en', 'de'] as const) {
        await world.send({ type: 'set-locale', locale });
        expect(world.screen()).toEqual(before);
        expect(world.visit.state().context.locale).toBe(locale);
      }
    };
    const world = visitForTest();
    await enterMeeting(world);
    await toggled(world, 'meeting');
    await world.send({ type: 'leave' });
    await toggled(world, 'wiping');
    await wipeMeeting(world);
    await toggled(world, 'goodbye');
    await world.send({ type: 'finish' });
    await wipeScreens(world);

    await world.send(...TO_JOINING);
    world.joins.at(-1)?.answer({ ok: false, code: 'city-slow' });
    await settle();
    await wipeMeeting(world);
    await toggled(world, 'problem');
    await world.send({ type: 'retry' });
    world.joins.at(-1)?.fail();
    await settle();
    await wipeMeeting(world, MEETING_LEFT_OVER);
    await toggled(world, 'restarting');
  });
});

describe('text size, colours, motion and sounds', () => {
  const LARGE = { textSize: 200, contrast: 'dark', motion: 'still', sounds: 'off' } as const;
  const CHANGE: Intent = { type: 'set-display', display: LARGE };
  const displayOf = (world: ReturnType<typeof visitForTest>) => world.visit.state().context.display;

  it.each([
    ['rooms', TO_NAME.slice(0, 1)],
    ['terms', TO_NAME.slice(0, 2)],
    ['name', TO_NAME],
    ['joining', TO_JOINING],
  ])('change on %s and change nothing else, and the next visitor finds the ordinary ones', async (name, way) => {
    const world = visitForTest();
    await world.send(...way);
    const before = world.screen();
    expect(before.name).toBe(name);
    await world.send(CHANGE);
    expect(world.screen()).toEqual(before);
    expect(displayOf(world)).toEqual(LARGE);
    if (name === 'joining') {
      world.joins.at(-1)?.answer({ ok: false, code: 'city-slow' });
      await settle();
      await wipeMeeting(world);
      expect(displayOf(world)).toEqual(LARGE);
    }
    await world.send({ type: 'end-visit' });
    await wipeScreens(world);
    expect(world.screen().name).toBe('attract');
    expect(displayOf(world)).toEqual(DEFAULT_DISPLAY);
  });

  it('chosen on the first screen begin a visit, as the language does', async () => {
    const world = visitForTest();
    await world.send(CHANGE);
    expect(world.screen().name).toBe('rooms');
    expect(displayOf(world)).toEqual(LARGE);
    expect(world.factsOf('stadtfenster.visit.started')).toHaveLength(1);
  });

  it('last through meeting, wipe and goodbye, and are reset before the screens are looked at', async () => {
    const world = visitForTest();
    await enterMeeting(world);
    await world.send(CHANGE, { type: 'leave' });
    expect(displayOf(world)).toEqual(LARGE);
    await wipeMeeting(world);
    expect(world.screen().name).toBe('goodbye');
    expect(displayOf(world)).toEqual(LARGE);
    await world.send({ type: 'set-locale', locale: 'en' }, { type: 'finish' });
    expect(world.screen().name).toBe('wiping');
    expect(displayOf(world)).toEqual(DEFAULT_DISPLAY);
    expect(world.visit.state().context.locale).toBe('de');
    // A second tap that comes late: the wipe would find it and block the terminal.
    await world.send(CHANGE, { type: 'set-locale', locale: 'en' });
    expect(displayOf(world)).toEqual(DEFAULT_DISPLAY);
    expect(world.visit.state().context.locale).toBe('de');
  });

  it('are reset when the visitor just goes away', async () => {
    const world = visitForTest();
    await world.send({ type: 'begin' }, CHANGE);
    await world.clock.pass(120_000);
    await wipeScreens(world);
    expect(world.screen().name).toBe('attract');
    expect(displayOf(world)).toEqual(DEFAULT_DISPLAY);
  });

  it('may be changed when the terminal is blocked: staff reads it too', async () => {
    const world = visitForTest();
    world.wipeFailed = true;
    await enterMeeting(world);
    await world.send({ type: 'leave' });
    await wipeMeeting(world, MEETING_LEFT_OVER);
    await world.send(CHANGE);
    expect(world.screen().name).toBe('blocked');
    expect(displayOf(world)).toEqual(LARGE);
  });
});

describe('somebody who goes away while choosing', () => {
  it.each([
    ['rooms', TO_NAME.slice(0, 1)],
    ['terms', TO_NAME.slice(0, 2)],
    ['name', TO_NAME],
  ])('is asked on %s, and the visit ends without an answer', async (name, way) => {
    const world = visitForTest();
    await world.send(...way);
    await world.clock.pass(89_999);
    expect(world.visit.state().context.idleDeadline).toBeNull();
    await world.clock.pass(1);
    expect(world.visit.state().context.idleDeadline).toBe(world.clock.now() + 30_000);
    expect(world.screen().name).toBe(name);
    await world.clock.pass(29_999);
    expect(world.screen().name).toBe(name);
    await world.clock.pass(1);
    expect(world.screen().name).toBe('wiping');
    await wipeScreens(world);
    expect(world.screen().name).toBe('attract');
    expect(world.factsOf('stadtfenster.visit.ended')).toEqual([
      { visit: FIRST, outcome: 'abandoned', step: name, durationMs: 120_000 },
    ]);
  });

  it('may answer by anything, at the last moment, as often as they like', async () => {
    const answers: readonly Intent[] = [
      { type: 'activity' },
      { type: 'set-locale', locale: 'en' },
      { type: 'refresh-rooms' },
      { type: 'choose-room', room: 'ag-energie' },
      { type: 'show-panel', panel: 'help' },
      { type: 'accept-terms', parentsAgree: false },
      { type: 'join', name: '', part: 'listen' },
      { type: 'retry' },
      { type: 'back' },
    ];
    const world = visitForTest();
    await world.send({ type: 'begin' });
    for (const answer of [...answers, ...answers]) {
      await world.clock.pass(119_999);
      expect(world.visit.state().context.idleDeadline).not.toBeNull();
      await world.send(answer);
      expect(world.visit.state().context.idleDeadline).toBeNull();
      expect(world.screen().name).not.toBe('wiping');
    }
    expect(world.factsOf('stadtfenster.visit.ended')).toEqual([]);
  });

  it('is not asked while they touch', async () => {
    const world = visitForTest();
    await world.send({ type: 'begin' });
    for (let touch = 0; touch < 20; touch += 1) {
      await world.clock.pass(89_000);
      await world.send({ type: 'activity' });
    }
    expect(world.visit.state().context.idleDeadline).toBeNull();
  });

  it('is asked at a problem, too', async () => {
    const world = visitForTest();
    await world.send(...TO_JOINING);
    world.joins[0]?.answer({ ok: false, code: 'room-full' });
    await settle();
    await wipeMeeting(world);
    await world.clock.pass(120_000);
    await wipeScreens(world);
    expect(world.screen().name).toBe('attract');
    expect(world.factsOf('stadtfenster.visit.ended')).toMatchObject([{ outcome: 'abandoned', step: 'problem' }]);
  });

  it('takes the times as they are when the wait begins', async () => {
    const world = visitForTest();
    world.times.idleSeconds = 10;
    world.times.idleWarningSeconds = 60;
    await world.send({ type: 'begin' });
    await world.clock.pass(69_999);
    expect(world.screen().name).toBe('rooms');
    await world.clock.pass(1);
    expect(world.screen().name).toBe('wiping');
  });
});

describe('joining', () => {
  it('may be cancelled from 10 s on, not before', async () => {
    const world = visitForTest();
    await world.send(...TO_JOINING);
    await world.clock.pass(9_999);
    await world.send({ type: 'cancel-join' });
    expect(world.screen()).toMatchObject({ name: 'joining', canCancel: false });
    expect(world.joins[0]?.signal.aborted).toBe(false);
    await world.clock.pass(1);
    expect(world.screen()).toMatchObject({ name: 'joining', canCancel: true });
    await world.send({ type: 'cancel-join' });
    expect(world.screen().name).toBe('wiping');
    expect(world.joins[0]?.signal.aborted).toBe(true);
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'name', typedName: 'Ada Lovelace', part: 'speak', problem: null });
    expect(world.factsOf('stadtfenster.visit.failed')).toEqual([]);
    expect(world.factsOf('stadtfenster.visit.ended')).toEqual([]);
  });

  it('is given up at 120 s', async () => {
    const world = visitForTest();
    await world.send(...TO_JOINING);
    await world.clock.pass(119_999);
    expect(world.screen().name).toBe('joining');
    await world.clock.pass(1);
    expect(world.screen().name).toBe('wiping');
    expect(world.joins[0]?.signal.aborted).toBe(true);
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'problem', code: 'join-timeout', canRetry: true });
    expect(world.factsOf('stadtfenster.visit.failed')).toEqual([
      { visit: FIRST, code: 'join-timeout', step: 'joining' },
    ]);
  });

  it('is given up at 120 s when the meeting opens but never loads', async () => {
    const world = visitForTest();
    await world.send(...TO_JOINING);
    world.joins[0]?.answer({ ok: true, value: ANSWER });
    await world.clock.pass(120_000);
    expect(world.asked.slice(-2)).toEqual(['open', 'wipe-meeting']);
    await world.openings[0]?.tell({ type: 'meeting.loaded' });
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'problem', code: 'join-timeout' });
  });

  it.each(['cancel', 'give up'])('opens nothing when the answer comes after %s', async (how) => {
    const world = visitForTest();
    await world.send(...TO_JOINING);
    await world.clock.pass(how === 'cancel' ? 10_000 : 120_000);
    await world.send({ type: 'cancel-join' });
    world.joins[0]?.answer({ ok: true, value: ANSWER });
    await settle();
    await wipeMeeting(world);
    expect(world.openings).toEqual([]);
    expect(world.screen().name).toBe(how === 'cancel' ? 'name' : 'problem');
  });

  it('is told from a join before that was cancelled', async () => {
    const world = visitForTest();
    await world.send(...TO_JOINING);
    await world.clock.pass(10_000);
    await world.send({ type: 'cancel-join' });
    await wipeMeeting(world);
    await world.send({ type: 'join', name: 'Grace', part: 'listen' });
    world.joins[0]?.answer({ ok: true, value: ANSWER });
    await settle();
    expect(world.openings).toEqual([]);
    expect(world.screen()).toMatchObject({ name: 'joining', canCancel: false });
    world.joins[1]?.answer({ ok: true, value: ANSWER });
    await settle();
    expect(world.openings).toHaveLength(1);
    await world.clock.pass(119_000);
    expect(world.screen().name).toBe('joining');
  });

  it.each(failureCodeSchema.options)('fails with %s as the city says', async (code) => {
    const world = visitForTest();
    await world.send(...TO_JOINING);
    world.joins[0]?.answer({ ok: false, code });
    await settle();
    await wipeMeeting(world);
    expect(world.screen()).toEqual({ name: 'problem', room: roomNamed('ag-energie'), code, canRetry: canRetry(code) });
    expect(world.factsOf('stadtfenster.visit.failed')).toEqual([{ visit: FIRST, code, step: 'joining' }]);
    await world.send({ type: 'retry' });
    const isAskedForCode = code === 'code-needed' || code === 'code-wrong';
    expect(world.screen().name).toBe(isAskedForCode ? 'code' : canRetry(code) ? 'joining' : 'rooms');
    expect(world.joins).toHaveLength(canRetry(code) && !isAskedForCode ? 2 : 1);
  });

  it('may be tried again where that can help, and only there', () => {
    const notWorth = failureCodeSchema.options.filter((code) => !canRetry(code));
    expect(notWorth).toEqual<FailureCode[]>([
      'city-refused',
      'not-enrolled',
      'enrolment-code-wrong',
      'enrolment-code-used',
      'enrolment-code-expired',
      'terminal-refused',
      'terminal-cloned',
      'clock-differs',
      'room-gone',
      'terms-outdated',
      'meeting-denied',
      'meeting-foreign',
      'wipe-failed',
    ]);
  });

  it('is a failure when the line itself fails', async () => {
    const world = visitForTest();
    await world.send(...TO_JOINING);
    world.joins[0]?.fail();
    await settle();
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'problem', code: 'city-unreachable', canRetry: true });
  });

  it.each<[MeetingNews, FailureCode]>([
    [{ type: 'meeting.ended' }, 'meeting-over'],
    [{ type: 'meeting.crashed' }, 'meeting-crashed'],
    [{ type: 'meeting.unreachable' }, 'meeting-unreachable'],
    [{ type: 'meeting.refused', key: 'maxParticipantsReached' }, 'room-full'],
  ])('fails when the meeting says %j', async (news, code) => {
    const world = visitForTest();
    await world.send(...TO_JOINING);
    world.joins[0]?.answer({ ok: true, value: ANSWER });
    await settle();
    await world.openings[0]?.tell(news);
    expect(world.screen().name).toBe('wiping');
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'problem', code });
    expect(world.factsOf('stadtfenster.visit.failed')).toEqual([{ visit: FIRST, code, step: 'joining' }]);
    expect(world.factsOf('stadtfenster.visit.joined')).toEqual([]);
  });

  it('leads in at the second try, and back to the rooms otherwise', async () => {
    const world = visitForTest();
    await world.send(...TO_JOINING);
    world.joins[0]?.answer({ ok: false, code: 'meeting-server-away' });
    await settle();
    await wipeMeeting(world);
    await world.send({ type: 'retry' });
    await openMeeting(world);
    expect(world.screen().name).toBe('meeting');
    expect(world.joins[1]?.request).toEqual(world.joins[0]?.request);

    const other = visitForTest();
    await other.send(...TO_JOINING);
    other.joins[0]?.answer({ ok: false, code: 'room-full' });
    await settle();
    await wipeMeeting(other);
    await other.send({ type: 'back' });
    expect(other.screen().name).toBe('rooms');
    await other.send({ type: 'choose-room', room: 'ag-kultur' });
    expect(other.screen()).toMatchObject({ name: 'terms', room: { id: 'ag-kultur' } });
  });
});

describe('the end of a meeting', () => {
  it.each([
    ['the moderator ends it', { type: 'meeting.ended' }, 'meeting-ended', null],
    ['it puts the person out', { type: 'meeting.refused', key: 'guestDeny' }, 'meeting-ended', 'meeting-denied'],
  ] as const)('comes when %s', async (_what, news, outcome, code) => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await world.clock.pass(5_000);
    await opening.tell(news);
    expect(world.screen().name).toBe('wiping');
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'goodbye', outcome, receipt: MEETING_CLEAN, code });
    expect(world.factsOf('stadtfenster.visit.ended')).toEqual([
      { visit: FIRST, outcome, step: 'meeting', durationMs: 5_000, meetingMs: 5_000 },
    ]);
    expect(world.factsOf('stadtfenster.visit.failed')).toEqual(
      code === null ? [] : [{ visit: FIRST, code, step: 'meeting' }],
    );
  });

  it('comes once, whatever is said afterwards', async () => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell({ type: 'meeting.ended' });
    await opening.tell({ type: 'meeting.crashed' });
    await world.send({ type: 'leave' });
    await wipeMeeting(world);
    expect(world.asked.filter((item) => item === 'wipe-meeting')).toHaveLength(1);
    expect(world.factsOf('stadtfenster.visit.ended')).toHaveLength(1);
  });

  it('does not come from a page that loads again', async () => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    const before = world.screen();
    await world.clock.pass(5_000);
    await opening.tell({ type: 'meeting.loaded' });
    expect(world.screen()).toEqual(before);
    expect(world.factsOf('stadtfenster.visit.joined')).toHaveLength(1);
  });
});

describe('a wipe that fails', () => {
  /** Whether a good one has come since one failed, and the process was started anew for it. */
  const afterRestart = (): VisitForTest => {
    const world = visitForTest();
    world.wipeFailed = true;
    return world;
  };

  it('starts the process anew, once the visitor has read why', async () => {
    const world = visitForTest();
    await enterMeeting(world);
    await world.send({ type: 'leave' });
    await wipeMeeting(world, MEETING_LEFT_OVER);
    expect(world.screen()).toEqual({ name: 'restarting' });
    expect(world.facts.slice(-2)).toEqual([
      { type: 'stadtfenster.visit.wiped', data: { visit: FIRST, stage: 'meeting', receipt: MEETING_LEFT_OVER } },
      { type: 'stadtfenster.visit.failed', data: { visit: FIRST, code: 'wipe-failed', step: 'meeting' } },
    ]);
    expect(JSON.stringify(world.visit.state().context)).not.toContain('Ada');
    // Kept at once: the process may end in any way.
    expect(world.wipeFailed).toBe(true);
    await world.clock.pass(3_999);
    expect(world.restarts).toHaveLength(0);
    await world.clock.pass(1);
    expect(world.restarts).toHaveLength(1);
    // Nothing that somebody touches now leads back.
    await world.send({ type: 'begin' }, { type: 'finish' }, { type: 'back' }, { type: 'leave' });
    expect(world.screen()).toEqual({ name: 'restarting' });
  });

  it.each(['answered', 'failed'] as const)('blocks the terminal when that does not end it (%s)', async (how) => {
    const world = visitForTest();
    await world.send({ type: 'begin' }, { type: 'end-visit' });
    await wipeScreens(world, SCREENS_LEFT_OVER);
    await world.clock.pass(4_000);
    if (how === 'failed') world.restarts[0]?.fail();
    else world.restarts[0]?.answer(undefined);
    await settle();
    expect(world.screen()).toEqual({ name: 'blocked', code: 'wipe-failed' });
    expect(world.restarts).toHaveLength(1);
  });

  it('is forgotten after a good one, and only when the whole visit was wiped', async () => {
    const world = afterRestart();
    await world.send({ type: 'begin' }, { type: 'end-visit' });
    await wipeScreens(world);
    await enterMeeting(world);
    await world.send({ type: 'leave' });
    await wipeMeeting(world);
    expect(world.wipeFailed).toBe(true);
    await world.send({ type: 'finish' });
    await wipeScreens(world);
    expect(world.screen()).toEqual({ name: 'attract' });
    expect(world.wipeFailed).toBe(false);
  });

  it('starts nothing anew when only the sound is not as the site wants it', async () => {
    const world = visitForTest();
    await world.send({ type: 'begin' }, { type: 'end-visit' });
    await wipeScreens(world, { durationMs: 1, items: [{ item: 'sound', result: 'failed' }] });
    expect(world.screen()).toEqual({ name: 'attract' });
    expect(world.factsOf('stadtfenster.visit.wiped')).toMatchObject([
      { receipt: { items: [{ item: 'sound', result: 'failed' }] } },
    ]);
  });

  it('of the meeting, once more after the restart, blocks the terminal', async () => {
    const world = afterRestart();
    await enterMeeting(world);
    await world.send({ type: 'leave' });
    await wipeMeeting(world, MEETING_LEFT_OVER);
    expect(world.screen()).toEqual({ name: 'blocked', code: 'wipe-failed' });
    expect(world.facts.slice(-2)).toEqual([
      { type: 'stadtfenster.visit.wiped', data: { visit: FIRST, stage: 'meeting', receipt: MEETING_LEFT_OVER } },
      { type: 'stadtfenster.visit.failed', data: { visit: FIRST, code: 'wipe-failed', step: 'meeting' } },
    ]);
    expect(JSON.stringify(world.visit.state().context)).not.toContain('Ada');
  });

  it('of the screens blocks it, too', async () => {
    const world = afterRestart();
    await world.send({ type: 'begin' }, { type: 'end-visit' });
    await wipeScreens(world, SCREENS_LEFT_OVER);
    expect(world.screen()).toEqual({ name: 'blocked', code: 'wipe-failed' });
    expect(world.factsOf('stadtfenster.visit.failed')).toEqual([{ visit: FIRST, code: 'wipe-failed', step: 'rooms' }]);
  });

  it.each(['meeting', 'screens'])('by breaking off (%s) is one as well', async (stage) => {
    const world = afterRestart();
    await world.send(...TO_NAME.slice(0, 2), { type: stage === 'meeting' ? 'decline-terms' : 'end-visit' });
    (stage === 'meeting' ? world.meetingWipes : world.screenWipes)[0]?.fail();
    await settle();
    expect(world.screen()).toEqual({ name: 'blocked', code: 'wipe-failed' });
    expect(world.factsOf('stadtfenster.visit.wiped')).toEqual([]);
    expect(world.factsOf('stadtfenster.visit.failed')).toMatchObject([{ code: 'wipe-failed' }]);
  });
});

describe('watching a visit', () => {
  it('tells of every change until it is stopped', async () => {
    const world = visitForTest();
    const seen: string[] = [];
    world.visit.watch(() => seen.push(world.screen().name));
    await world.send({ type: 'begin' });
    expect(seen.at(-1)).toBe('rooms');
    expect(world.clock.waits()).toBe(1);
    world.visit.stop();
    expect(world.clock.waits()).toBe(0);
    const count = seen.length;
    await world.clock.pass(600_000);
    expect(seen).toHaveLength(count);
  });
});
