import { beforeEach, describe, expect, it } from 'vitest';
import { withCheckSymbol } from '../../../../contract/code-symbols.ts';
import type { Intent } from '../../../../contract/ipc.ts';
import type { Screen } from '../../../../contract/snapshot.ts';
import type { CodeResult } from '../../../../main/visit/ports.ts';
import { settle, START } from '../hand-clock.ts';
import {
  ANSWER,
  closedRoom,
  openMeeting,
  visitForTest,
  wipeMeeting,
  type Opening,
  type VisitForTest,
} from './visit-for-test.ts';

const VISIT = '00000000-0000-4000-8000-000000000001';
const CODE = '012345678K';
const NEW_CODE = withCheckSymbol('987654321');
const WRONG_CODE = withCheckSymbol('111111111');
const BOARD = closedRoom('vorstand');

/** Half an hour of silence and three minutes for an answer. */
const SILENCE_MS = (1800 + 180) * 1000;

const enter = (code: string): Intent => ({ type: 'enter-code', code });
const right = (role: 'attendee' | 'moderator'): CodeResult => ({ ok: true, value: { room: BOARD, role } });
const WRONG: CodeResult = { ok: false, code: 'code-wrong' };

let world: VisitForTest;
let opening: Opening;

const answer = async (result: CodeResult): Promise<void> => {
  world.codes.at(-1)?.answer(result);
  await settle();
};

const enterMeetingAs = async (role: 'attendee' | 'moderator'): Promise<void> => {
  world = visitForTest({ codePauseSeconds: 30, idleSeconds: 90 });
  world.rooms.set(BOARD.id, BOARD);
  await world.send({ type: 'begin' }, { type: 'choose-room', room: BOARD.id }, enter(CODE));
  await answer(right(role));
  await world.send(
    { type: 'accept-terms', parentsAgree: false },
    { type: 'join', name: 'Ada', part: 'speak' },
    { type: 'finish-check', part: 'speak' },
  );
  opening = await openMeeting(world);
};

const meetingScreen = (): Extract<Screen, { readonly name: 'meeting' }> => {
  const screen = world.screen();
  if (screen.name !== 'meeting') throw new Error(`The screen is ${screen.name}.`);
  return screen;
};

const lockFacts = () => world.factsOf('stadtfenster.visit.locked');

const FREE = { problem: null, checking: false, waitUntil: null };

describe('silence in a meeting', () => {
  it('ends the visit of somebody who takes part', async () => {
    await enterMeetingAs('attendee');
    await world.clock.pass(SILENCE_MS - 1);
    expect(meetingScreen().presenceLocks).toBeUndefined();
    await world.clock.pass(1);
    expect(world.screen()).toEqual({ name: 'wiping' });
    expect(lockFacts()).toEqual([]);
  });

  it('locks the bar of a moderator, who was told so, and the meeting goes on', async () => {
    await enterMeetingAs('moderator');
    await world.clock.pass(1_800_000);
    expect(meetingScreen()).toMatchObject({ presenceDeadline: START + SILENCE_MS, presenceLocks: true });
    await world.clock.pass(179_999);
    expect(meetingScreen().locked).toBeUndefined();
    await world.clock.pass(1);
    expect(meetingScreen()).toMatchObject({ since: START, panel: 'none', locked: { code: null } });
    expect(meetingScreen().presenceDeadline).toBeUndefined();
    expect(lockFacts()).toEqual([{ visit: VISIT, state: 'locked' }]);
    // The longest day ends before.
    await world.clock.pass(12 * 3_600_000 - 1);
    expect(meetingScreen().locked).toEqual({ code: null });
    expect(world.meetingWipes).toEqual([]);
    expect(world.factsOf('stadtfenster.visit.ended')).toEqual([]);
    // But a terminal that was left alone is there again for others on the next one.
    await world.clock.pass(1);
    expect(world.screen()).toEqual({ name: 'wiping' });
    expect(world.factsOf('stadtfenster.visit.ended')).toMatchObject([{ outcome: 'abandoned' }]);
  });

  it('is broken by a touch of the moderator in time', async () => {
    await enterMeetingAs('moderator');
    await world.clock.pass(SILENCE_MS - 1);
    await opening.tell({ type: 'meeting.touched' });
    await world.clock.pass(1_700_000);
    expect(meetingScreen().locked).toBeUndefined();
  });
});

describe('a locked bar', () => {
  beforeEach(async () => {
    await enterMeetingAs('moderator');
    await world.clock.pass(SILENCE_MS);
  });

  it.each<Intent>([
    { type: 'activity' },
    { type: 'leave' },
    { type: 'end-by-staff' },
    { type: 'report-problem', reason: 'insult' },
    { type: 'set-volume', percent: 0 },
    { type: 'set-locale', locale: 'en' },
    { type: 'press-key', key: { text: 'x' } },
    { type: 'enter-code', code: CODE },
    ...(['leave', 'sound', 'keyboard', 'language', 'report', 'end'] as const).map(
      (panel) => ({ type: 'show-panel', panel }) as const,
    ),
  ])('takes nothing from who passes by: %j', async (intent) => {
    const before = world.screen();
    const facts = world.facts.length;
    await world.send(intent, { type: 'press-key', key: { named: 'Enter' } });
    expect(world.screen()).toEqual(before);
    expect([world.keys, world.sound, world.facts.length, world.codes.length]).toEqual([[], [], facts, 1]);
    expect(world.visit.state().context.locale).toBe('de');
  });

  it('is not unlocked by a hand in the meeting, should one get there', async () => {
    await opening.tell({ type: 'meeting.touched' });
    expect(meetingScreen().locked).toEqual({ code: null });
  });

  it('is unlocked by the code, which the city judges for this room', async () => {
    await world.send({ type: 'open-code' });
    expect(meetingScreen().locked).toEqual({ code: FREE });
    await world.send(enter(CODE));
    expect(meetingScreen().locked).toEqual({ code: { ...FREE, checking: true } });
    expect(world.codes[1]?.request).toEqual({ code: CODE, room: BOARD.id });
    await answer(right('moderator'));
    expect(meetingScreen().locked).toBeUndefined();
    expect(meetingScreen().panel).toBe('none');
    expect(lockFacts()).toEqual([
      { visit: VISIT, state: 'locked' },
      { visit: VISIT, state: 'unlocked' },
    ]);
    expect(world.visit.state().context).toMatchObject({ code: CODE, triedCode: '' });
    // And is watched as before.
    await world.clock.pass(SILENCE_MS);
    expect(meetingScreen().locked).toEqual({ code: null });
  });

  it.each([
    ['no code of this room', WRONG, 'code-wrong'],
    ['the code of who takes part', right('attendee'), 'code-wrong'],
    ['a code that the city could not judge', { ok: false, code: 'city-slow' }, 'city-slow'],
  ] as const)('stays locked after %s', async (_what, result, problem) => {
    await world.send({ type: 'open-code' }, enter(WRONG_CODE));
    await answer(result);
    expect(meetingScreen().locked).toEqual({ code: { ...FREE, problem } });
    expect(world.factsOf('stadtfenster.visit.failed')).toEqual([{ visit: VISIT, code: problem, step: 'meeting' }]);
    expect(world.visit.state().context).toMatchObject({ code: CODE, triedCode: '' });
  });

  it('asks no city about what cannot be a code, and says so when the city is away', async () => {
    await world.send({ type: 'open-code' }, enter('12'));
    expect(meetingScreen().locked).toEqual({ code: { ...FREE, problem: 'code-incomplete' } });
    expect(world.codes).toHaveLength(1);
    await world.send(enter(CODE));
    world.codes[1]?.fail();
    await settle();
    expect(meetingScreen().locked).toEqual({ code: { ...FREE, problem: 'city-unreachable' } });
  });

  it('makes who guesses wait, from the fifth wrong code on, also after closing the panel', async () => {
    const guess = async (): Promise<void> => {
      await world.send({ type: 'open-code' }, enter(WRONG_CODE));
      await answer(WRONG);
    };
    for (let time = 0; time < 5; time += 1) await guess();
    const waitUntil = START + SILENCE_MS + 30_000;
    expect(meetingScreen().locked).toEqual({ code: { ...FREE, problem: 'code-wait', waitUntil } });
    await world.send(enter(CODE), { type: 'open-code' }, enter(CODE));
    expect(world.codes).toHaveLength(6);
    await world.send({ type: 'show-panel', panel: 'none' }, { type: 'open-code' }, enter(CODE));
    expect(world.codes).toHaveLength(6);
    await world.clock.pass(30_000);
    expect(meetingScreen().locked).toEqual({ code: FREE });
    await guess();
    expect(meetingScreen().locked?.code?.problem).toBe('code-wait');
  });

  it('asks again by itself when the city takes no codes for a moment', async () => {
    await world.send({ type: 'open-code' }, enter(CODE));
    await answer({ ok: false, code: 'code-wait', retryAfterSeconds: 2 });
    expect(meetingScreen().locked?.code).toMatchObject({ problem: 'code-wait' });
    await world.clock.pass(2_000);
    await answer(right('moderator'));
    expect(meetingScreen().locked).toBeUndefined();
  });

  it('closes what nobody goes on with, so that the hall sees its meeting', async () => {
    await world.send({ type: 'open-code' });
    await world.clock.pass(89_000);
    await world.send({ type: 'activity' });
    await world.clock.pass(89_000);
    expect(meetingScreen().locked).toEqual({ code: FREE });
    await world.clock.pass(1_000);
    expect(meetingScreen().locked).toEqual({ code: null });
    await world.send({ type: 'show-panel', panel: 'help' });
    expect(meetingScreen()).toMatchObject({ panel: 'help', locked: { code: null } });
    await world.clock.pass(90_000);
    expect(meetingScreen().panel).toBe('none');
  });

  it('is not interrupted by a second tap on what opens the code', async () => {
    await world.send({ type: 'open-code' }, enter(CODE), { type: 'open-code' });
    expect(meetingScreen().locked).toEqual({ code: { ...FREE, checking: true } });
    expect(world.codes[1]?.signal.aborted).toBe(false);
    await answer(right('moderator'));
    expect(meetingScreen().locked).toBeUndefined();
  });

  it('calls off what the city was asked when the panel is closed', async () => {
    await world.send({ type: 'open-code' }, enter(CODE), { type: 'show-panel', panel: 'none' });
    expect(world.codes[1]?.signal.aborted).toBe(true);
    await answer(right('moderator'));
    expect(meetingScreen().locked).toEqual({ code: null });
  });

  it('lets the staff be called', async () => {
    await world.send({ type: 'show-panel', panel: 'help' }, { type: 'call-staff' });
    expect(world.calls[0]?.request).toEqual({ step: 'meeting', locale: 'de' });
    await world.send({ type: 'open-code' });
    expect(meetingScreen()).toMatchObject({ panel: 'none', locked: { code: FREE } });
  });

  it.each([
    ['is ended by others', { type: 'meeting.ended' }, 'meeting-ended'],
    ['sends the person away', { type: 'meeting.refused', key: 'x' }, 'meeting-ended'],
  ] as const)('ends with its meeting when that %s', async (_how, news, outcome) => {
    await world.send({ type: 'open-code' }, enter(CODE));
    await opening.tell(news);
    expect(world.codes[1]?.signal.aborted).toBe(true);
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'goodbye', outcome });
    expect(world.visit.state().context).toMatchObject({ code: '', triedCode: '' });
    expect(lockFacts()).toHaveLength(1);
  });

  it('stays locked through a break of the line, and a new code leads back from then on', async () => {
    await opening.tell({ type: 'meeting.lost', since: world.clock.now() });
    expect(meetingScreen()).toMatchObject({ rejoining: { cause: 'line' }, locked: { code: null } });
    await world.send({ type: 'open-code' }, enter(NEW_CODE), { type: 'leave' });
    expect(meetingScreen().locked?.code).toMatchObject({ checking: true });
    await wipeMeeting(world);
    await world.clock.pass(0);
    expect(world.joins[1]?.request.code).toBe(CODE);
    world.joins[1]?.answer({ ok: false, code: 'meeting-server-away' });
    await answer(right('moderator'));
    expect(meetingScreen().locked).toBeUndefined();
    await world.clock.pass(1_000);
    expect(world.joins[2]?.request.code).toBe(NEW_CODE);
    world.joins[2]?.answer({ ok: true, value: ANSWER });
    await settle();
    await world.openings.at(-1)?.tell({ type: 'meeting.loaded' });
    expect(meetingScreen().rejoining).toBeUndefined();
  });

  it('tells the city neither codes nor how many there were', async () => {
    await world.send({ type: 'open-code' }, enter(WRONG_CODE));
    await answer(WRONG);
    await world.send(enter(CODE));
    await answer(right('moderator'));
    for (const code of [CODE, WRONG_CODE]) expect(JSON.stringify(world.facts)).not.toContain(code);
  });
});
