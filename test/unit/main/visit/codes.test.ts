import { beforeEach, describe, expect, it } from 'vitest';
import { withCheckSymbol } from '../../../../contract/code-symbols.ts';
import type { Intent } from '../../../../contract/ipc.ts';
import { settle, START } from '../hand-clock.ts';
import type { CodeResult } from '../../../../main/visit/ports.ts';
import {
  ANSWER,
  closedRoom,
  openMeeting,
  roomNamed,
  visitForTest,
  wipeMeeting,
  type VisitForTest,
} from './visit-for-test.ts';

const CODE = '012345678K';
const OTHER = withCheckSymbol('987654321');
const BOARD = closedRoom('vorstand');

const TO_CODE: readonly Intent[] = [{ type: 'begin' }, { type: 'choose-room', room: BOARD.id }];

const enter = (code = CODE): Intent => ({ type: 'enter-code', code });

let world: VisitForTest;

beforeEach(() => {
  world = visitForTest({ codePauseSeconds: 30 });
  world.rooms.set(BOARD.id, BOARD);
});

const answer = async (result: CodeResult): Promise<void> => {
  world.codes.at(-1)?.answer(result);
  await settle();
};

const right = (role: 'attendee' | 'moderator' = 'attendee'): CodeResult => ({ ok: true, value: { room: BOARD, role } });
const WRONG: CodeResult = { ok: false, code: 'code-wrong' };

const codeScreen = (change: object = {}) => ({
  name: 'code',
  room: BOARD,
  problem: null,
  scanning: false,
  checking: false,
  waitUntil: null,
  ...change,
});

const join = async (): Promise<void> =>
  world.send(
    { type: 'accept-terms', parentsAgree: false },
    { type: 'join', name: 'Ada', part: 'speak' },
    { type: 'finish-check', part: 'speak' },
  );

describe('a closed room', () => {
  it('is entered with its code, which is checked before the terms and goes along with the join', async () => {
    await world.send(...TO_CODE);
    expect(world.screen()).toEqual(codeScreen());
    await world.send(enter(' 012-345–678 k '));
    expect(world.screen()).toEqual(codeScreen({ checking: true }));
    expect(world.codes[0]?.request).toEqual({ code: CODE, room: BOARD.id });
    await answer(right());
    expect(world.screen()).toMatchObject({ name: 'terms', room: BOARD });
    await join();
    expect(world.joins[0]).toMatchObject({ room: BOARD.id, request: { code: CODE } });
    await openMeeting(world);
    expect(world.factsOf('stadtfenster.visit.joined')).toMatchObject([{ room: BOARD.id, role: 'attendee' }]);
    expect(JSON.stringify(world.facts)).not.toContain(CODE);
  });

  it.each([
    ['01234', 'code-incomplete'],
    ['0123456780', 'code-wrong'],
  ])('asks no city about %s, which is %s', async (typed, problem) => {
    await world.send(...TO_CODE, enter(typed));
    expect(world.screen()).toEqual(codeScreen({ problem }));
    expect(world.codes).toEqual([]);
    expect(world.factsOf('stadtfenster.visit.failed')).toEqual([]);
  });

  it('tells a wrong code, and a right one is still welcome', async () => {
    await world.send(...TO_CODE, enter());
    await answer(WRONG);
    expect(world.screen()).toEqual(codeScreen({ problem: 'code-wrong' }));
    expect(world.factsOf('stadtfenster.visit.failed')).toMatchObject([{ code: 'code-wrong', step: 'code' }]);
    await world.send(enter(OTHER));
    await answer(right());
    expect(world.screen().name).toBe('terms');
    expect(world.visit.state().context.code).toBe(OTHER);
  });

  it.each(['city-slow', 'city-unreachable'] as const)('says so when it cannot be checked: %s', async (code) => {
    await world.send(...TO_CODE, enter());
    if (code === 'city-unreachable') world.codes[0]?.fail();
    else await answer({ ok: false, code });
    await settle();
    expect(world.screen()).toEqual(codeScreen({ problem: code }));
    await world.send(enter());
    expect(world.codes).toHaveLength(2);
  });

  it('can be left on the way; the answer that was under way is of no use any more', async () => {
    await world.send(...TO_CODE, enter(), { type: 'back' });
    expect(world.screen().name).toBe('rooms');
    expect(world.codes[0]?.signal.aborted).toBe(true);
    await answer(right());
    expect(world.screen().name).toBe('rooms');
    expect(world.visit.state().context).toMatchObject({ code: '', room: null });
  });
});

describe('a code that the camera reads', () => {
  const TO_SCAN: readonly Intent[] = [...TO_CODE, { type: 'scan-code' }];

  it('is taken as one that was typed', async () => {
    await world.send(...TO_SCAN);
    expect(world.screen()).toEqual(codeScreen({ scanning: true }));
    await world.send(enter('012-345-678K'));
    expect(world.screen()).toEqual(codeScreen({ checking: true }));
    expect(world.codes[0]?.request).toEqual({ code: CODE, room: BOARD.id });
    await answer(WRONG);
    expect(world.screen()).toEqual(codeScreen({ problem: 'code-wrong' }));
  });

  it('is one of ours: for anything else the camera goes on looking', async () => {
    await world.send(...TO_SCAN, enter('0123456780'), enter('https://example.org/'));
    expect(world.screen()).toEqual(codeScreen({ scanning: true }));
    expect(world.codes).toEqual([]);
  });

  it('need not be: the way back leads to the keys, and from there to the rooms', async () => {
    await world.send(...TO_SCAN, { type: 'back' });
    expect(world.screen()).toEqual(codeScreen());
    await world.send({ type: 'back' });
    expect(world.screen().name).toBe('rooms');
  });

  it('is looked for only so long, whatever is touched meanwhile', async () => {
    world.times.scanSeconds = 60;
    await world.send(...TO_SCAN);
    await world.clock.pass(59_999);
    await world.send({ type: 'activity' });
    expect(world.screen()).toEqual(codeScreen({ scanning: true }));
    await world.clock.pass(1);
    expect(world.screen()).toEqual(codeScreen({ problem: 'code-unseen' }));
    await world.send({ type: 'scan-code' });
    expect(world.screen()).toEqual(codeScreen({ scanning: true }));
  });

  it('is not looked for while no code is tried, nor anywhere else', async () => {
    await world.send(...TO_CODE);
    for (let time = 0; time < 5; time += 1) {
      await world.send(enter());
      await answer(WRONG);
    }
    await world.send({ type: 'scan-code' });
    expect(world.screen()).toMatchObject({ problem: 'code-wait', scanning: false });
    await world.send({ type: 'back' }, { type: 'scan-code' });
    expect(world.screen().name).toBe('rooms');
  });

  it('leaves no camera on when the visit ends', async () => {
    world.times.idleSeconds = 10;
    world.times.idleWarningSeconds = 5;
    await world.send(...TO_SCAN);
    await world.clock.pass(15_000);
    expect(world.screen().name).toBe('wiping');
  });
});

describe('many wrong codes', () => {
  const tryWrong = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      await world.send(enter());
      await answer(WRONG);
    }
  };

  it('cost a pause from the fifth on, which is counted down and ends by itself', async () => {
    await world.send(...TO_CODE);
    await tryWrong(4);
    expect(world.screen()).toMatchObject({ problem: 'code-wrong', waitUntil: null });
    await tryWrong(1);
    expect(world.screen()).toMatchObject({ problem: 'code-wait', waitUntil: START + 30_000 });
    await world.send(enter());
    expect(world.codes).toHaveLength(5);
    await world.clock.pass(29_999);
    expect(world.screen()).toMatchObject({ problem: 'code-wait' });
    await world.clock.pass(1);
    expect(world.screen()).toEqual(codeScreen());
    await tryWrong(1);
    expect(world.screen()).toMatchObject({ problem: 'code-wait' });
  });

  it('let nobody evade the pause by going back and coming again', async () => {
    await world.send(...TO_CODE);
    await tryWrong(5);
    await world.clock.pass(10_000);
    await world.send({ type: 'back' }, { type: 'open-code' }, enter(OTHER));
    expect(world.screen()).toEqual(codeScreen({ room: null, problem: 'code-wait', waitUntil: START + 30_000 }));
    expect(world.codes).toHaveLength(5);
    await world.clock.pass(20_000);
    await world.send(enter(OTHER));
    expect(world.codes).toHaveLength(6);
  });

  it('are not forgotten by going back, only by the end of the visit', async () => {
    await world.send(...TO_CODE);
    await tryWrong(4);
    await world.send({ type: 'back' }, { type: 'open-code' });
    await tryWrong(1);
    expect(world.screen()).toMatchObject({ problem: 'code-wait' });
    await world.send({ type: 'back' });
    expect(world.screen().name).toBe('rooms');
    await world.send({ type: 'end-visit' });
    world.screenWipes.at(-1)?.answer({ durationMs: 1, items: [] });
    await settle();
    await world.send(...TO_CODE);
    await tryWrong(4);
    expect(world.screen()).toMatchObject({ problem: 'code-wrong' });
  });
});

describe('a city that takes no more codes for a moment', () => {
  it('is asked again by itself as soon as it may be', async () => {
    await world.send(...TO_CODE, enter());
    await answer({ ok: false, code: 'code-wait', retryAfterSeconds: 2 });
    expect(world.screen()).toEqual(codeScreen({ problem: 'code-wait', waitUntil: START + 2_000 }));
    await world.clock.pass(1_999);
    expect(world.codes).toHaveLength(1);
    await world.clock.pass(1);
    expect(world.codes[1]?.request).toEqual({ code: CODE, room: BOARD.id });
    await answer(right());
    expect(world.screen().name).toBe('terms');
    // The visitor did nothing wrong.
    expect(world.factsOf('stadtfenster.visit.failed')).toEqual([]);
  });

  it('makes nobody wait longer than 3 s when it does not say how long', async () => {
    await world.send(...TO_CODE, enter());
    await answer({ ok: false, code: 'code-wait' });
    await world.clock.pass(3_000);
    expect(world.codes).toHaveLength(2);
  });
});

describe('a moderator', () => {
  it('needs no room: the code says which, and opens an open one too', async () => {
    await world.send({ type: 'begin' }, { type: 'open-code' });
    expect(world.screen()).toEqual(codeScreen({ room: null }));
    await world.send(enter());
    expect(world.codes[0]?.request).toEqual({ code: CODE, room: null });
    await answer({ ok: true, value: { room: roomNamed('ag-energie'), role: 'moderator' } });
    await world.send({ type: 'accept-terms', parentsAgree: false });
    // Who leads a meeting has to be heard.
    expect(world.screen()).toMatchObject({ name: 'name', room: roomNamed('ag-energie'), part: 'speak' });
    await world.send({ type: 'join', name: 'Ada', part: 'speak' }, { type: 'finish-check', part: 'speak' });
    await openMeeting(world);
    expect(world.factsOf('stadtfenster.visit.joined')).toMatchObject([{ room: 'ag-energie', role: 'moderator' }]);
  });

  it('can start a meeting from the screen that says it has not begun', async () => {
    await world.send(...TO_CODE, enter());
    await answer(right());
    await join();
    world.joins[0]?.answer({ ok: false, code: 'meeting-not-started' });
    await settle();
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'problem', room: BOARD, code: 'meeting-not-started', canRetry: true });
    await world.send({ type: 'open-code' }, enter(OTHER));
    expect(world.codes.at(-1)?.request).toEqual({ code: OTHER, room: BOARD.id });
    await answer(right('moderator'));
    await join();
    expect(world.joins[1]?.request.code).toBe(OTHER);
  });

  it('keeps the code while trying again, and it is gone with the meeting', async () => {
    await world.send(...TO_CODE, enter());
    await answer(right('moderator'));
    await join();
    world.joins[0]?.answer({ ok: false, code: 'meeting-server-away' });
    await settle();
    await wipeMeeting(world);
    await world.send({ type: 'retry' });
    expect(world.joins[1]?.request.code).toBe(CODE);
    world.joins[1]?.answer({ ok: true, value: ANSWER });
    await settle();
    await world.openings.at(-1)?.tell({ type: 'meeting.loaded' });
    await world.send({ type: 'leave' });
    await wipeMeeting(world);
    expect(world.screen().name).toBe('goodbye');
    expect(world.visit.state().context).toMatchObject({ code: '', role: 'attendee' });
  });

  it('whose code was withdrawn meanwhile is asked for another one', async () => {
    await world.send(...TO_CODE, enter());
    await answer(right());
    await join();
    world.joins[0]?.answer({ ok: false, code: 'code-wrong' });
    await settle();
    await wipeMeeting(world);
    await world.send({ type: 'retry' });
    expect(world.screen()).toEqual(codeScreen());
  });
});
