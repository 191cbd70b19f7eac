import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isByHand } from '../../../../main/stage/human-input.ts';
import { watchPage, type PageWatch } from '../../../../main/stage/page-watch.ts';
import type { MeetingNews } from '../../../../main/visit/ports.ts';

const WELL = { ended: false, lobby: false, gaveUp: false, banner: false, online: true };

interface World {
  signs: unknown;
  hangs: boolean;
  canAnswer: boolean;
  serverAnswers: boolean;
  serverAsked: number;
  asked: number;
  news: MeetingNews[];
  lobby: boolean;
}

/** A page whose answers the test sets. */
const world: World = {
  signs: WELL,
  hangs: false,
  canAnswer: true,
  serverAnswers: true,
  serverAsked: 0,
  asked: 0,
  news: [],
  lobby: false,
};
let watch: PageWatch;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  Object.assign(world, {
    signs: WELL,
    hangs: false,
    canAnswer: true,
    serverAnswers: true,
    serverAsked: 0,
    asked: 0,
    news: [],
    lobby: false,
  });
  watch = watchPage(
    {
      ask: () => {
        world.asked += 1;
        return world.hangs ? new Promise(() => undefined) : Promise.resolve(world.signs);
      },
      canAnswer: () => world.canAnswer,
      serverAnswers: () => {
        world.serverAsked += 1;
        return world.serverAnswers ? Promise.resolve(true) : Promise.reject(new Error('away'));
      },
      showsLobby: (shows) => {
        world.lobby = shows;
      },
    },
    (news) => void world.news.push(news),
  );
});

afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1000);

describe('a page that is watched', () => {
  it('is left alone while it is well, and its server is not asked', async () => {
    await pass(3600);
    expect(world.news).toEqual([]);
    expect(world.serverAsked).toBe(0);
  });

  it('tells that the meeting is over', async () => {
    world.signs = { ...WELL, ended: true };
    await pass(1);
    expect(world.news).toEqual([{ type: 'meeting.ended' }]);
  });

  it('tells of the lobby, and when it is left', async () => {
    world.signs = { ...WELL, lobby: true };
    await pass(1);
    expect(world.lobby).toBe(true);
    world.signs = WELL;
    await pass(1);
    expect(world.lobby).toBe(false);
    expect(world.news).toEqual([]);
  });

  it('is frozen when it owes an answer, told once and within 15 s', async () => {
    await pass(60);
    world.hangs = true;
    await pass(15);
    expect(world.news).toEqual([{ type: 'meeting.frozen' }]);
    await pass(600);
    expect(world.news).toHaveLength(1);
    // A page that hangs is not given a heap of questions.
    expect(world.asked).toBe(61);
  });

  it('may be busy for some seconds', async () => {
    world.hangs = true;
    await pass(9);
    watch.restart();
    world.hangs = false;
    await pass(60);
    expect(world.news).toEqual([]);
  });

  it('owes nothing on its way to another document', async () => {
    world.hangs = true;
    await pass(8);
    world.canAnswer = false;
    await pass(60);
    world.canAnswer = true;
    await pass(8);
    expect(world.news).toEqual([]);
  });

  it.each([
    ['shows the banner of a broken line', { ...WELL, banner: true }],
    ['is offline', { ...WELL, online: false }],
  ])('has lost its line when it %s and the server does not answer for ten seconds', async (_what, signs) => {
    await pass(5);
    world.signs = signs;
    world.serverAnswers = false;
    await pass(10);
    expect(world.news).toEqual([]);
    await pass(1);
    expect(world.news).toEqual([{ type: 'meeting.lost', since: 6_000 }]);
  });

  it('is not taken away while the server answers: the client mends that itself, or tells how long it lasts', async () => {
    world.signs = { ...WELL, banner: true };
    await pass(600);
    expect(world.news).toEqual([]);
  });

  it('is not taken away when its line is back in time', async () => {
    world.signs = { ...WELL, banner: true };
    world.serverAnswers = false;
    await pass(9);
    world.signs = WELL;
    await pass(2);
    world.signs = { ...WELL, banner: true };
    await pass(9);
    expect(world.news).toEqual([]);
  });

  it('is not offline on a machine that never was online', async () => {
    world.signs = { ...WELL, online: false };
    world.serverAnswers = false;
    await pass(600);
    expect(world.news).toEqual([]);
  });

  it('is lost at once when its client has given up', async () => {
    world.signs = { ...WELL, gaveUp: true };
    await pass(1);
    expect(world.news).toEqual([{ type: 'meeting.lost', since: 1_000 }]);
  });

  it.each([null, 'well', {}, { ...WELL, ended: 'yes' }])('says nothing with %j', async (signs) => {
    world.signs = signs;
    await pass(600);
    expect(world.news).toEqual([]);
  });
});

describe('a hand', () => {
  it('touches, clicks, turns the wheel and types; a pointer that only moves is none', () => {
    for (const type of ['mouseDown', 'mouseWheel', 'touchStart', 'rawKeyDown', 'keyDown'] as const)
      expect(isByHand({ type })).toBe(true);
    for (const type of ['mouseMove', 'mouseEnter', 'mouseLeave', 'pointerMove', 'undefined'] as const)
      expect(isByHand({ type })).toBe(false);
  });
});
