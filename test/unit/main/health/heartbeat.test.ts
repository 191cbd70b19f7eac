import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startHeartbeat, type Heartbeat } from '../../../../main/health/heartbeat.ts';

const ROUND_MS = 5_000;

let heartbeat: Heartbeat;
let asked: number;
let hung: number[];
let answers: boolean;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  asked = 0;
  hung = [];
  answers = true;
  heartbeat = startHeartbeat({
    ask: () => {
      asked += 1;
      if (answers) setTimeout(() => heartbeat.answered(), 20);
    },
    hung: () => hung.push(Date.now()),
    roundMs: () => ROUND_MS,
  });
});

afterEach(() => {
  heartbeat.stop();
  vi.useRealTimers();
});

describe('a page that is asked whether it lives', () => {
  it('is left alone while it answers', () => {
    vi.advanceTimersByTime(3_600_000);
    expect(hung).toEqual([]);
    expect(heartbeat.isHealthy()).toBe(true);
    expect(asked).toBe(720);
  });

  it.each([0, 1_000, 4_999])('is found hung within 15 seconds (%i ms after an answer)', (later) => {
    vi.advanceTimersByTime(60_020 + later);
    const since = Date.now();
    answers = false;
    vi.advanceTimersByTime(15_000);
    expect(hung).toHaveLength(1);
    expect((hung[0] ?? Infinity) - since).toBeLessThanOrEqual(15_000);
    expect(heartbeat.isHealthy()).toBe(false);
  });

  it('may be busy for some seconds', () => {
    answers = false;
    vi.advanceTimersByTime(9_000);
    heartbeat.answered();
    answers = true;
    vi.advanceTimersByTime(600_000);
    expect(hung).toEqual([]);
  });

  it('is healthy only once it has answered again', () => {
    answers = false;
    vi.advanceTimersByTime(15_000);
    expect(heartbeat.isHealthy()).toBe(false);
    answers = true;
    vi.advanceTimersByTime(4_999);
    expect(heartbeat.isHealthy()).toBe(false);
    vi.advanceTimersByTime(30);
    expect(heartbeat.isHealthy()).toBe(true);
    expect(hung).toHaveLength(1);
  });

  it('is ended again and again while it does not come back', () => {
    answers = false;
    vi.advanceTimersByTime(60_000);
    expect(hung).toEqual([15_000, 30_000, 45_000, 60_000]);
  });

  it('is asked no more once nobody wants to know', () => {
    heartbeat.stop();
    vi.advanceTimersByTime(60_000);
    expect(asked).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
