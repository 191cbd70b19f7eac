import { describe, expect, it } from 'vitest';
import type { RejoinCause, VisitOutcome } from '../../../../contract/events.ts';
import type { FailureCode } from '../../../../contract/failure.ts';
import type { MeetingNews } from '../../../../main/visit/ports.ts';
import { settle, START } from '../hand-clock.ts';
import {
  ANSWER,
  enterMeeting,
  MEETING_CLEAN,
  MEETING_LEFT_OVER,
  openMeeting,
  roomNamed,
  visitForTest,
  wipeMeeting,
  wipeScreens,
  type VisitForTest,
} from './visit-for-test.ts';

const VISIT = '00000000-0000-4000-8000-000000000001';

const CRASHED: MeetingNews = { type: 'meeting.crashed' };

/** From the break on: the wipe in between, the new join, the page. */
const comeBack = async (world: VisitForTest): Promise<void> => {
  await wipeMeeting(world);
  await world.clock.pass(0);
  await openMeeting(world);
};

const awayIn = (world: VisitForTest): { readonly cause: RejoinCause; readonly since: number } | undefined => {
  const screen = world.screen();
  return screen.name === 'meeting' ? screen.rejoining : undefined;
};

const expectEnd = async (world: VisitForTest, outcome: VisitOutcome, code: FailureCode | null): Promise<void> => {
  expect(world.screen()).toEqual({ name: 'wiping' });
  await wipeMeeting(world);
  expect(world.screen()).toMatchObject({ name: 'goodbye', outcome, receipt: MEETING_CLEAN, code });
  expect(world.factsOf('stadtfenster.visit.ended')).toMatchObject([{ visit: VISIT, outcome, step: 'meeting' }]);
};

describe('a meeting that breaks off', () => {
  it.each([
    ['crashes', CRASHED, 'crashed', START + 5_000],
    ['hangs', { type: 'meeting.frozen' }, 'frozen', START + 5_000],
    ['cannot be loaded again', { type: 'meeting.unreachable' }, 'line', START + 5_000],
    ['has had no line for a while', { type: 'meeting.lost', since: START + 1_000 }, 'line', START + 1_000],
  ] as const)('is opened again when its page %s', async (_what, news, cause, since) => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    const before = world.screen();
    await world.clock.pass(5_000);
    await opening.tell(news);
    expect(world.screen()).toMatchObject({
      name: 'meeting',
      room: roomNamed('ag-energie'),
      since: START,
      panel: 'none',
      rejoining: { cause, since },
    });
    // The broken view is gone before anything new is asked for.
    expect(world.asked.slice(-2)).toEqual(['open', 'wipe-meeting']);
    await world.clock.pass(200);
    await comeBack(world);
    expect(world.screen()).toEqual(before);
    expect(world.asked).toEqual(['refresh', 'join', 'open', 'wipe-meeting', 'join', 'open']);
    expect(world.joins[1]?.request).toEqual(world.joins[0]?.request);
    expect(world.joins[1]?.room).toBe('ag-energie');
    expect(world.factsOf('stadtfenster.visit.rejoined')).toEqual([
      { visit: VISIT, cause, durationMs: START + 5_200 - since },
    ]);
    expect(world.factsOf('stadtfenster.visit.joined')).toHaveLength(1);
    expect(world.factsOf('stadtfenster.visit.failed')).toEqual([]);

    await world.send({ type: 'leave' });
    await expectEnd(world, 'left', null);
    await world.send({ type: 'finish' });
    await wipeScreens(world);
    expect(world.screen()).toEqual({ name: 'attract' });
  });

  it.each([
    [CRASHED, CRASHED],
    [{ type: 'meeting.frozen' }, CRASHED],
    [CRASHED, { type: 'meeting.frozen' }],
  ] as const)('ends kindly when its page breaks once more (%j, %j)', async (first, second) => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell(first);
    await comeBack(world);
    await world.clock.pass(600_000);
    await world.openings[1]?.tell(second);
    await expectEnd(world, 'meeting-crashed', 'meeting-crashed');
    expect(world.factsOf('stadtfenster.visit.failed')).toEqual([
      { visit: VISIT, code: 'meeting-crashed', step: 'meeting' },
    ]);
  });

  it('ends when the page breaks again on its way back', async () => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell(CRASHED);
    await wipeMeeting(world);
    await world.clock.pass(0);
    world.joins[1]?.answer({ ok: true, value: ANSWER });
    await settle();
    await world.openings[1]?.tell(CRASHED);
    await expectEnd(world, 'meeting-crashed', 'meeting-crashed');
  });

  it('is forgotten by the next visit', async () => {
    const world = visitForTest();
    const fresh = world.visit.state().context;
    const opening = await enterMeeting(world);
    await opening.tell(CRASHED);
    await comeBack(world);
    await world.send({ type: 'leave' });
    await wipeMeeting(world);
    await world.send({ type: 'finish' });
    await wipeScreens(world);
    expect(world.visit.state().context).toEqual({ ...fresh, visitKey: 2 });
    const next = await enterMeeting(world);
    await next.tell(CRASHED);
    expect(awayIn(world)?.cause).toBe('crashed');
  });

  it('is asked for again and again while the city is away, with growing pauses, then given up', async () => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell({ type: 'meeting.unreachable' });
    await wipeMeeting(world);
    const asked: number[] = [];
    await world.clock.pass(0);
    let seen = world.joins.length;
    while (awayIn(world) !== undefined) {
      const join = world.joins.at(-1);
      if (world.joins.length === seen) {
        asked.push((world.clock.now() - START) / 1000);
        seen += 1;
        join?.answer({ ok: false, code: 'city-unreachable' });
        await settle();
      }
      await world.clock.pass(1_000);
    }
    expect(asked.slice(0, 6)).toEqual([0, 1, 3, 6, 10, 15]);
    expect(asked.at(-1)).toBeGreaterThan(110);
    expect(world.clock.now() - START).toBe(120_000);
    await expectEnd(world, 'meeting-lost', 'meeting-lost');
  });

  it('comes back when the city does', async () => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell({ type: 'meeting.unreachable' });
    await wipeMeeting(world);
    await world.clock.pass(0);
    world.joins[1]?.fail();
    await settle();
    await world.clock.pass(1_000);
    world.joins[2]?.answer({ ok: false, code: 'meeting-server-away' });
    await settle();
    await world.clock.pass(2_000);
    await openMeeting(world);
    expect(awayIn(world)).toBeUndefined();
    expect(world.factsOf('stadtfenster.visit.rejoined')).toMatchObject([{ cause: 'line', durationMs: 3_000 }]);
    // Nothing was opened meanwhile: there was nothing to wipe.
    expect(world.meetingWipes).toHaveLength(1);
  });

  it.each([
    ['cannot be loaded', { type: 'meeting.unreachable' }],
    ['is full, with ourselves perhaps', { type: 'meeting.refused', key: 'maxParticipantsReached' }],
  ] as const)('is tried again when the page that comes %s', async (_what, news) => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell({ type: 'meeting.unreachable' });
    await wipeMeeting(world);
    await world.clock.pass(0);
    world.joins[1]?.answer({ ok: true, value: ANSWER });
    await settle();
    await world.openings[1]?.tell(news);
    expect(world.meetingWipes).toHaveLength(2);
    await wipeMeeting(world);
    await world.clock.pass(1_000);
    await openMeeting(world);
    expect(awayIn(world)).toBeUndefined();
  });

  it('is tried again when the page does not come', async () => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell(CRASHED);
    await wipeMeeting(world);
    await world.clock.pass(0);
    world.joins[1]?.answer({ ok: true, value: ANSWER });
    await world.clock.pass(20_000);
    expect(world.asked.slice(-2)).toEqual(['open', 'wipe-meeting']);
    await wipeMeeting(world);
    await world.clock.pass(1_000);
    await openMeeting(world);
    expect(awayIn(world)).toBeUndefined();
  });

  it.each([
    [{ type: 'meeting.refused', key: 'guestDeny' }, 'meeting-ended', 'meeting-denied'],
    [{ type: 'meeting.refused', key: 'meetingForciblyEnded' }, 'meeting-ended', 'meeting-over'],
    [{ type: 'meeting.ended' }, 'meeting-ended', null],
  ] as const)('ends when it does not want the person back (%j)', async (news, outcome, code) => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell(CRASHED);
    await wipeMeeting(world);
    await world.clock.pass(0);
    world.joins[1]?.answer({ ok: true, value: ANSWER });
    await settle();
    await world.openings[1]?.tell(news);
    await expectEnd(world, outcome, code);
  });

  it('ends when the city refuses in a way that stays', async () => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell(CRASHED);
    await wipeMeeting(world);
    await world.clock.pass(0);
    world.joins[1]?.answer({ ok: false, code: 'room-gone' });
    await settle();
    await expectEnd(world, 'meeting-lost', 'room-gone');
  });

  it('is not opened beside something that could not be wiped', async () => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell(CRASHED);
    await wipeMeeting(world, MEETING_LEFT_OVER);
    expect(world.screen()).toEqual({ name: 'wiping' });
    expect(world.joins).toHaveLength(1);
    await wipeMeeting(world, MEETING_LEFT_OVER);
    expect(world.screen()).toEqual({ name: 'restarting' });
  });

  it('that does not hold for a minute was not back: the time goes on', async () => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell({ type: 'meeting.unreachable' });
    await world.clock.pass(30_000);
    await comeBack(world);
    await world.clock.pass(50_000);
    await world.openings[1]?.tell({ type: 'meeting.unreachable' });
    expect(awayIn(world)?.since).toBe(START);
    await world.clock.pass(39_999);
    expect(world.screen().name).toBe('meeting');
    await world.clock.pass(1);
    await expectEnd(world, 'meeting-lost', 'meeting-lost');
  });

  it('that held for a minute has its whole time again', async () => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell({ type: 'meeting.unreachable' });
    await comeBack(world);
    await world.clock.pass(60_000);
    await world.openings[1]?.tell({ type: 'meeting.unreachable' });
    expect(awayIn(world)?.since).toBe(START + 60_000);
  });

  it.each(['closing', 'waiting', 'asking', 'opening'] as const)('can be left while it is away (%s)', async (when) => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await opening.tell(CRASHED);
    if (when !== 'closing') await wipeMeeting(world);
    if (when !== 'closing' && when !== 'waiting') await world.clock.pass(0);
    if (when === 'opening') {
      world.joins[1]?.answer({ ok: true, value: ANSWER });
      await settle();
    }
    expect(world.visit.state().matches({ meeting: { line: { rejoining: when } } })).toBe(true);
    await world.send({ type: 'show-panel', panel: 'leave' });
    expect(world.screen()).toMatchObject({ name: 'meeting', panel: 'leave', rejoining: { cause: 'crashed' } });
    await world.send({ type: 'leave' });
    await expectEnd(world, 'left', null);
    if (when === 'asking') expect(world.joins[1]?.signal.aborted).toBe(true);
  });
});

describe('presence in a meeting', () => {
  const MINUTE = 60_000;

  const asksUntil = (world: VisitForTest): number | undefined => {
    const screen = world.screen();
    return screen.name === 'meeting' ? screen.presenceDeadline : undefined;
  };

  it('is asked about after half an hour, and three minutes of silence end the visit', async () => {
    const world = visitForTest();
    await enterMeeting(world);
    await world.clock.pass(30 * MINUTE - 1);
    expect(asksUntil(world)).toBeUndefined();
    await world.clock.pass(1);
    expect(asksUntil(world)).toBe(START + 33 * MINUTE);
    // The question of the other screens would lie over the meeting.
    expect(world.visit.state().context.idleDeadline).toBeNull();
    await world.clock.pass(3 * MINUTE - 1);
    expect(world.screen().name).toBe('meeting');
    await world.clock.pass(1);
    await expectEnd(world, 'abandoned', null);
  });

  it.each([
    ['in our page', (world: VisitForTest) => world.send({ type: 'activity' })],
    ['in our page, with an effect', (world: VisitForTest) => world.send({ type: 'show-panel', panel: 'help' })],
    ['in the meeting', (world: VisitForTest) => world.openings.at(-1)?.tell({ type: 'meeting.touched' })],
  ])('is shown by a touch or key %s, before and after the question', async (_where, touch) => {
    const world = visitForTest();
    await enterMeeting(world);
    await world.clock.pass(29 * MINUTE);
    await touch(world);
    await world.clock.pass(29 * MINUTE);
    expect(asksUntil(world)).toBeUndefined();
    await world.clock.pass(MINUTE);
    expect(asksUntil(world)).toBeDefined();
    await touch(world);
    expect(asksUntil(world)).toBeUndefined();
    await world.clock.pass(30 * MINUTE);
    expect(asksUntil(world)).toBeDefined();
  });

  it('is not shown by a meeting that goes away and comes back', async () => {
    const world = visitForTest();
    const opening = await enterMeeting(world);
    await world.clock.pass(20 * MINUTE);
    await opening.tell({ type: 'meeting.unreachable' });
    await comeBack(world);
    await world.clock.pass(10 * MINUTE);
    expect(asksUntil(world)).toBeDefined();
  });

  it('takes the times as the city sets them', async () => {
    const world = visitForTest({ presenceSeconds: 600, presenceWarningSeconds: 300 });
    await enterMeeting(world);
    await world.clock.pass(10 * MINUTE);
    expect(asksUntil(world)).toBe(START + 15 * MINUTE);
  });
});
