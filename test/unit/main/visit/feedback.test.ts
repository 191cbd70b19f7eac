import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../../contract/ipc.ts';
import { enterMeeting, TO_NAME, visitForTest, wipeMeeting, wipeScreens, type VisitForTest } from './visit-for-test.ts';

const FIRST = '00000000-0000-4000-8000-000000000001';

const atGoodbye = async (world: VisitForTest, way: Intent = { type: 'leave' }): Promise<void> => {
  await enterMeeting(world);
  await world.send(way);
  await wipeMeeting(world);
  expect(world.screen().name).toBe('goodbye');
};

const feedbackOf = (world: VisitForTest): unknown => {
  const screen = world.screen();
  return screen.name === 'goodbye' ? screen.feedback : null;
};

const told = (world: VisitForTest): readonly object[] => world.factsOf('stadtfenster.visit.feedback');

describe('feedback', () => {
  it('is sent with the touch on a face; words follow with the same rating', async () => {
    const world = visitForTest();
    await atGoodbye(world);
    expect(feedbackOf(world)).toEqual({ state: 'asked', rating: null, problem: null });
    await world.send({ type: 'rate-visit', rating: 4 });
    expect(told(world)).toEqual([{ visit: FIRST, rating: 4 }]);
    expect(feedbackOf(world)).toEqual({ state: 'rated', rating: 4, problem: null });
    await world.send({ type: 'rate-visit', rating: 5 }, { type: 'rate-visit', rating: 5 });
    await world.send({ type: 'write-words' });
    expect(feedbackOf(world)).toEqual({ state: 'writing', rating: 5, problem: null });
    await world.send({ type: 'send-words', words: '  Sehr\u0000 \u202e schön  ' });
    expect(told(world)).toEqual([
      { visit: FIRST, rating: 4 },
      { visit: FIRST, rating: 5 },
      { visit: FIRST, rating: 5, words: 'Sehr schön' },
    ]);
    expect(feedbackOf(world)).toEqual({ state: 'told', rating: 5, problem: null });
    // What has been told stays as it is.
    await world.send({ type: 'rate-visit', rating: 1 }, { type: 'write-words' }, { type: 'send-words', words: 'Nein' });
    expect(told(world)).toHaveLength(3);
    expect(feedbackOf(world)).toEqual({ state: 'told', rating: 5, problem: null });
  });

  it.each([
    ['nothing', ' \u200b ', 'words-empty'],
    ['too much', 'x'.repeat(501), 'words-too-long'],
  ] as const)('says what is wrong with %s, and sends nothing', async (_what, words, problem) => {
    const world = visitForTest();
    await atGoodbye(world);
    await world.send({ type: 'rate-visit', rating: 2 }, { type: 'write-words' }, { type: 'send-words', words });
    expect(feedbackOf(world)).toEqual({ state: 'writing', rating: 2, problem });
    await world.send({ type: 'back' });
    expect(feedbackOf(world)).toEqual({ state: 'rated', rating: 2, problem: null });
    expect(told(world)).toEqual([{ visit: FIRST, rating: 2 }]);
  });

  it('can be skipped, and is not asked of who was in no meeting or was sent out', async () => {
    const world = visitForTest();
    await atGoodbye(world);
    await world.send({ type: 'skip-feedback' }, { type: 'rate-visit', rating: 1 }, { type: 'write-words' });
    expect(feedbackOf(world)).toEqual({ state: 'skipped', rating: null, problem: null });
    expect(told(world)).toEqual([]);

    const declined = visitForTest();
    await declined.send(...TO_NAME.slice(0, 2), { type: 'decline-terms' });
    await wipeMeeting(declined);
    expect(feedbackOf(declined)).toEqual({ state: 'none', rating: null, problem: null });
    await declined.send({ type: 'rate-visit', rating: 1 });
    expect(told(declined)).toEqual([]);

    const sentOut = visitForTest();
    await atGoodbye(sentOut, { type: 'end-by-staff' });
    expect(feedbackOf(sentOut)).toEqual({ state: 'none', rating: null, problem: null });
  });

  it('holds up nobody who walks away, and gives who writes time to think', async () => {
    const world = visitForTest({ goodbyeSeconds: 15, idleWarningSeconds: 30 });
    await atGoodbye(world);
    await world.clock.pass(10_000);
    await world.send({ type: 'rate-visit', rating: 3 });
    // A touch shows that somebody is there.
    await world.clock.pass(14_999);
    await world.send({ type: 'write-words' });
    await world.clock.pass(29_000);
    await world.send({ type: 'activity' });
    await world.clock.pass(29_999);
    expect(world.screen().name).toBe('goodbye');
    await world.clock.pass(1);
    expect(world.screen().name).toBe('wiping');
    await wipeScreens(world);
    expect(world.screen().name).toBe('attract');
    expect(world.visit.state().context).toMatchObject({ feedback: 'none', rating: null, wordsProblem: null });
  });
});
