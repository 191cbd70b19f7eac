import { describe, expect, it } from 'vitest';
import { roomNamed, TO_NAME, visitForTest } from './visit-for-test.ts';
import { settle } from '../hand-clock.ts';

describe('a visit at a terminal at which nobody speaks', () => {
  it('asks for no check and joins as a listener, whatever was sent', async () => {
    const world = visitForTest();
    world.maySpeak = false;
    await world.send(...TO_NAME, { type: 'join', name: 'Ada Lovelace', part: 'speak' });
    expect(world.screen().name).toBe('joining');
    expect(world.joins.at(-1)?.request).toMatchObject({ part: 'listen' });
    expect(world.joins.at(-1)?.request.checked).toBeUndefined();
  });

  it('offers to listen to whoever leads the meeting, too', async () => {
    const world = visitForTest();
    world.maySpeak = false;
    await world.send({ type: 'begin' }, { type: 'open-code' }, { type: 'enter-code', code: '012345678K' });
    world.codes.at(-1)?.answer({ ok: true, value: { room: roomNamed('ag-energie'), role: 'moderator' } });
    await settle();
    await world.send({ type: 'accept-terms', parentsAgree: false });
    expect(world.screen()).toMatchObject({ name: 'name', part: 'listen' });
  });

  it('is unlike one at which people speak', async () => {
    const world = visitForTest();
    await world.send(...TO_NAME, { type: 'join', name: 'Ada Lovelace', part: 'speak' });
    expect(world.screen().name).toBe('check');
  });
});
