import { describe, expect, it } from 'vitest';
import { settle } from '../hand-clock.ts';
import { enterMeeting, TO_NAME, visitForTest, wipeMeeting, wipeScreens, type VisitForTest } from './visit-for-test.ts';

const FIRST = '00000000-0000-4000-8000-000000000001';
const ID = '0badcafe';

const help = (world: VisitForTest): string => world.visit.state().context.help;
const states = (world: VisitForTest): unknown[] =>
  world.factsOf('stadtfenster.visit.help').map((data) => ('state' in data ? data.state : null));

const answerCall = (world: VisitForTest, id: string | null): Promise<void> => {
  world.calls.at(-1)?.answer(id);
  return settle();
};
const answerLook = async (world: VisitForTest, state: 'open' | 'answered' | 'closed' | 'unheard'): Promise<void> => {
  await world.clock.pass(3_000);
  world.looks.at(-1)?.answer(state);
  await settle();
};
const called = async (): Promise<VisitForTest> => {
  const world = visitForTest();
  await world.send(...TO_NAME, { type: 'set-locale', locale: 'en' }, { type: 'call-staff' });
  await answerCall(world, ID);
  return world;
};

describe('a call for the staff', () => {
  it('is made, waited for and answered', async () => {
    const world = visitForTest();
    await world.send(...TO_NAME, { type: 'set-locale', locale: 'en' });
    expect(help(world)).toBe('none');
    await world.send({ type: 'call-staff' });
    expect(help(world)).toBe('calling');
    expect(world.calls.map(({ request }) => request)).toEqual([{ step: 'name', locale: 'en' }]);
    await answerCall(world, ID);
    expect(help(world)).toBe('called');
    await world.clock.pass(2_999);
    expect(world.looks).toHaveLength(0);
    await answerLook(world, 'open');
    await answerLook(world, 'open');
    expect(world.looks.map(({ id }) => id)).toEqual([ID, ID]);
    expect(help(world)).toBe('called');
    await answerLook(world, 'answered');
    expect(help(world)).toBe('answered');
    expect(world.factsOf('stadtfenster.visit.help')).toEqual([
      { visit: FIRST, step: 'name', state: 'called' },
      { visit: FIRST, step: 'name', state: 'answered' },
    ]);
    // It lies beside the visit, which is where it was.
    expect(world.screen().name).toBe('name');
  });

  it('does not make a second one while the first is under way', async () => {
    const world = await called();
    await world.send({ type: 'call-staff' });
    expect(world.calls).toHaveLength(1);
    await answerLook(world, 'answered');
    await world.send({ type: 'call-staff' });
    expect(world.calls).toHaveLength(2);
    expect(world.closedCalls).toEqual([ID]);
  });

  it('is called off', async () => {
    const world = await called();
    await world.send({ type: 'cancel-call' }, { type: 'cancel-call' });
    expect(help(world)).toBe('none');
    expect(world.closedCalls).toEqual([ID]);
    expect(states(world)).toEqual(['called', 'cancelled']);
    await world.clock.pass(60_000);
    expect(world.looks).toHaveLength(0);
  });

  it('is called off before the city has answered, which is told so', async () => {
    const world = visitForTest();
    await world.send(...TO_NAME, { type: 'call-staff' }, { type: 'cancel-call' });
    expect(world.calls[0]?.signal.aborted).toBe(true);
    await answerCall(world, ID);
    expect(help(world)).toBe('none');
    expect(states(world)).toEqual(['cancelled']);
  });

  it('says that nobody can be reached, and tries again', async () => {
    const world = visitForTest();
    await world.send(...TO_NAME, { type: 'call-staff' });
    await answerCall(world, null);
    expect(help(world)).toBe('unreachable');
    await world.send({ type: 'call-staff' });
    world.calls.at(-1)?.fail();
    await settle();
    expect(help(world)).toBe('unreachable');
    await world.send({ type: 'call-staff' });
    await answerCall(world, ID);
    await answerLook(world, 'closed');
    expect(help(world)).toBe('unreachable');
    expect(states(world)).toEqual(['unreachable', 'unreachable', 'called', 'unreachable']);
    await world.send({ type: 'cancel-call' });
    expect(help(world)).toBe('none');
  });

  it('bears a city that is away for a moment, and gives up when it stays away', async () => {
    const world = await called();
    for (const state of ['unheard', 'unheard', 'open', 'unheard', 'unheard'] as const) await answerLook(world, state);
    expect(help(world)).toBe('called');
    await answerLook(world, 'unheard');
    expect(help(world)).toBe('unreachable');
    // Should the city hear it after all: nobody needs to come any more.
    expect(world.closedCalls).toEqual([ID]);
  });

  it('goes on from the meeting to the goodbye, and ends with the visit', async () => {
    const world = visitForTest();
    await enterMeeting(world);
    await world.send({ type: 'call-staff' });
    expect(world.calls[0]?.request).toEqual({ step: 'meeting', locale: 'de' });
    await answerCall(world, ID);
    await world.send({ type: 'leave' });
    await wipeMeeting(world);
    expect(help(world)).toBe('called');
    await world.send({ type: 'finish' });
    expect(help(world)).toBe('none');
    expect(world.closedCalls).toEqual([ID]);
    await world.send({ type: 'call-staff' });
    expect(world.calls).toHaveLength(1);
    await wipeScreens(world);
    await world.send({ type: 'call-staff' });
    expect(world.calls).toHaveLength(1);
    expect(world.screen().name).toBe('attract');
    // Nobody cancelled it.
    expect(states(world)).toEqual(['called']);
  });

  it('works on a terminal that is blocked', async () => {
    const world = visitForTest();
    world.wipeFailed = true;
    await world.send({ type: 'begin' }, { type: 'end-visit' });
    world.screenWipes.at(-1)?.fail();
    await settle();
    expect(world.screen().name).toBe('blocked');
    await world.send({ type: 'call-staff' });
    await answerCall(world, ID);
    expect(help(world)).toBe('called');
  });
});
