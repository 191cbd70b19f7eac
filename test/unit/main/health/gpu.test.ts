import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { watchGpu } from '../../../../main/health/gpu.ts';

const { app } = vi.hoisted(() => {
  const listeners = new Array<(event: object, details: { type: string; reason: string }) => void>();
  return { app: { listeners, on: (_name: string, listener: (typeof listeners)[number]) => listeners.push(listener) } };
});

vi.mock('electron', () => ({ app }));

const MINUTE = 60_000;
let now: number;
let told: string[];

const dies = (type = 'GPU', reason = 'crashed'): void => {
  for (const listener of app.listeners) listener(new EventEmitter(), { type, reason });
};

beforeEach(() => {
  app.listeners.length = 0;
  now = 0;
  told = [];
  watchGpu({ gone: () => told.push('gone'), broken: () => told.push('broken') }, () => now);
});

describe('the process that draws', () => {
  it('may die now and then', () => {
    for (let time = 0; time < 20; time += 1) {
      dies();
      now += 2.5 * MINUTE;
    }
    expect(told).toEqual(Array.from({ length: 20 }, () => 'gone'));
  });

  it('is given up the third time in five minutes, once', () => {
    for (let time = 0; time < 5; time += 1) {
      dies('GPU', 'killed');
      now += MINUTE;
    }
    expect(told).toEqual(['gone', 'gone', 'gone', 'broken', 'gone', 'gone']);
  });

  it('is not mistaken for another one, nor its end for a fault', () => {
    for (let time = 0; time < 5; time += 1) {
      dies('Utility');
      dies('GPU', 'clean-exit');
    }
    expect(told).toEqual([]);
  });
});
