import { describe, expect, it } from 'vitest';
import type { DialIn } from '../../../../contract/dial-in.ts';
import { failureCodeSchema, type FailureCode } from '../../../../contract/failure.ts';
import type { Screen } from '../../../../contract/snapshot.ts';
import { offeredDialIn } from '../../../../main/visit/offered-dial-in.ts';
import { settle } from '../hand-clock.ts';
import { ANSWER, TO_JOINING, visitForTest, wipeMeeting, wipeScreens, type VisitForTest } from './visit-for-test.ts';

const DIAL_IN: DialIn = { number: '+49 30 23125014', conference: '72011' };

const toOpening = async (dialIn: { readonly dialIn?: DialIn } = { dialIn: DIAL_IN }): Promise<VisitForTest> => {
  const world = visitForTest({ goodbyeSeconds: 15, idleSeconds: 90 });
  await world.send(...TO_JOINING);
  world.joins[0]?.answer({ ok: true, value: { ...ANSWER, ...dialIn } });
  await settle();
  return world;
};

const shownOn = (screen: Screen): unknown => ('dialIn' in screen ? screen.dialIn : undefined);

describe('the telephone line of a room', () => {
  it('is told to whoever cannot reach the meeting, also while trying again, and to nobody in another room', async () => {
    const world = await toOpening();
    await world.openings[0]?.tell({ type: 'meeting.unreachable' });
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'problem', code: 'meeting-unreachable', dialIn: DIAL_IN });
    await world.send({ type: 'retry' });
    world.joins[1]?.answer({ ok: false, code: 'city-unreachable' });
    await settle();
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'problem', code: 'city-unreachable', dialIn: DIAL_IN });
    await world.send({ type: 'back' }, ...TO_JOINING.slice(1));
    world.joins[2]?.answer({ ok: false, code: 'city-unreachable' });
    await settle();
    await wipeMeeting(world);
    expect(world.screen().name).toBe('problem');
    expect(shownOn(world.screen())).toBeUndefined();
  });

  it('is told when the line is given up, long enough to write it down, and gone with the visit', async () => {
    const world = await toOpening();
    const [opening] = world.openings;
    await opening?.tell({ type: 'meeting.loaded' });
    expect(JSON.stringify(world.screen())).not.toContain('72011');
    await opening?.tell({ type: 'meeting.lost', since: world.clock.now() });
    expect(JSON.stringify(world.screen())).not.toContain('72011');
    await wipeMeeting(world);
    await world.clock.pass(0);
    world.joins[1]?.fail();
    await settle();
    await world.clock.pass(120_000);
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'goodbye', outcome: 'meeting-lost', dialIn: DIAL_IN });
    await world.clock.pass(89_999);
    expect(world.screen().name).toBe('goodbye');
    await world.clock.pass(1);
    await wipeScreens(world);
    expect(world.screen()).toEqual({ name: 'attract' });
    expect(world.visit.state().context.dialIn).toBeNull();
    expect(JSON.stringify(world.facts)).not.toMatch(/\b(2312|72011)\b/);
  });

  it('is no matter of a meeting that went well', async () => {
    const world = await toOpening();
    await world.openings[0]?.tell({ type: 'meeting.loaded' });
    await world.send({ type: 'leave' });
    await wipeMeeting(world);
    expect(world.screen().name).toBe('goodbye');
    expect(shownOn(world.screen())).toBeUndefined();
    await world.clock.pass(15_000);
    expect(world.screen()).toEqual({ name: 'wiping' });
  });

  it('is not there in a room that has none', async () => {
    const world = await toOpening({});
    await world.openings[0]?.tell({ type: 'meeting.unreachable' });
    await wipeMeeting(world);
    expect(world.screen().name).toBe('problem');
    expect(shownOn(world.screen())).toBeUndefined();
  });

  it('is not offered to whom the meeting does not want, or whom nothing keeps away', () => {
    const offered = failureCodeSchema.options.filter((failure) => offeredDialIn({ failure, dialIn: DIAL_IN }) !== null);
    const refusals: readonly FailureCode[] = ['meeting-denied', 'meeting-refused', 'meeting-over', 'room-full'];
    for (const refusal of refusals) expect(offered).not.toContain(refusal);
    expect(offered).toContain('meeting-lost');
    expect(offeredDialIn({ failure: null, dialIn: DIAL_IN })).toBeNull();
  });
});
