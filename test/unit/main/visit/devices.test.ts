import { describe, expect, it } from 'vitest';
import { TO_JOINING, TO_NAME, visitForTest } from './visit-for-test.ts';

describe('another microphone or loudspeaker', () => {
  it('is taken at the check, and given back at the end of the visit', async () => {
    const world = visitForTest();
    await world.send(...TO_NAME, { type: 'join', name: 'Ada', part: 'speak' });
    expect(world.screen().name).toBe('check');
    await world.send({ type: 'use-other-device', role: 'microphone' }, { type: 'use-other-device', role: 'speaker' });
    expect(world.sound).toEqual(['other microphone', 'other speaker']);
    await world.send({ type: 'end-visit' });
    expect(world.sound.at(-1)).toBe('restored');
  });

  it('is taken nowhere else', async () => {
    const world = visitForTest();
    const other = { type: 'use-other-device', role: 'speaker' } as const;
    await world.send(other);
    for (const intent of TO_JOINING.slice(0, -2)) await world.send(intent, other);
    expect(world.screen().name).toBe('name');
    expect(world.sound).toEqual([]);
  });
});
