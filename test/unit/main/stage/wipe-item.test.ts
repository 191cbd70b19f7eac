import { describe, expect, it } from 'vitest';
import { attempt, clear, verify, waitUntil } from '../../../../main/stage/wipe-item.ts';

const broken = (): Promise<never> => Promise.reject(new Error('disk on fire'));

describe('one item of a wipe', () => {
  it('is called verified only when it was looked at and is gone', async () => {
    expect(await verify('cookies', () => Promise.resolve(true))).toEqual({ item: 'cookies', result: 'verified' });
    expect(await verify('cookies', () => Promise.resolve(false))).toEqual({ item: 'cookies', result: 'failed' });
    expect(await verify('cookies', broken)).toEqual({ item: 'cookies', result: 'failed' });
  });

  it('is called cleared when clearing it did not break', async () => {
    expect(await clear('sign-ins', () => Promise.resolve())).toEqual({ item: 'sign-ins', result: 'cleared' });
    expect(await clear('sign-ins', broken)).toEqual({ item: 'sign-ins', result: 'failed' });
  });

  it('says itself what came of it', async () => {
    for (const result of ['verified', 'cleared', 'failed'] as const)
      expect(await attempt('zoom', () => Promise.resolve(result))).toEqual({ item: 'zoom', result });
    expect(await attempt('zoom', broken)).toEqual({ item: 'zoom', result: 'failed' });
  });
});

describe('what takes a moment to be gone', () => {
  it('is looked at until it is', async () => {
    let looks = 0;
    expect(await waitUntil(() => (looks += 1) === 5)).toBe(true);
    expect(looks).toBe(5);
  });

  it('is looked at once, however short the time, and given up when it does not go', async () => {
    expect(await waitUntil(() => true, 0)).toBe(true);
    expect(await waitUntil(() => Promise.resolve(false), 10)).toBe(false);
  });
});
