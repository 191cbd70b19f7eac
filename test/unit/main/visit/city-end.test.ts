import { describe, expect, it } from 'vitest';
import { settle } from '../hand-clock.ts';
import { enterMeeting, TO_JOINING, TO_NAME, visitForTest, wipeMeeting, wipeScreens } from './visit-for-test.ts';

const ENDED = 'stadtfenster.visit.ended';

describe('the city ends a visit', () => {
  it('before the meeting: nothing but our screens is to be wiped', async () => {
    const world = visitForTest();
    await world.send(...TO_NAME);
    world.visit.endByCity();
    await wipeScreens(world);
    expect(world.screen().name).toBe('attract');
    expect(world.factsOf(ENDED)).toMatchObject([{ outcome: 'ended-by-city', step: 'name' }]);
  });

  it('on the way into the meeting', async () => {
    const world = visitForTest();
    await world.send(...TO_JOINING);
    world.visit.endByCity();
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'goodbye', outcome: 'ended-by-city' });
    expect(world.factsOf(ENDED)).toMatchObject([{ outcome: 'ended-by-city', step: 'joining' }]);
  });

  it('in the meeting, with the whole wipe', async () => {
    const world = visitForTest();
    await enterMeeting(world);
    world.visit.endByCity();
    await settle();
    expect(world.screen().name).toBe('wiping');
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'goodbye', outcome: 'ended-by-city' });
    world.visit.endByCity();
    await wipeScreens(world);
    expect(world.screen().name).toBe('attract');
    expect(world.factsOf(ENDED)).toHaveLength(1);
  });

  it('where there is none nothing happens', async () => {
    const world = visitForTest();
    world.visit.endByCity();
    await settle();
    expect(world.screen().name).toBe('attract');
    expect(world.factsOf(ENDED)).toEqual([]);
  });
});
