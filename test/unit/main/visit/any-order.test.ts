import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureCodeSchema } from '../../../../contract/failure.ts';
import type { HelpCallState } from '../../../../contract/help.ts';
import type { Intent } from '../../../../contract/ipc.ts';
import type { CodeResult, JoinResult, MeetingNews } from '../../../../main/visit/ports.ts';
import type { VisitContext } from '../../../../main/visit/machine.ts';
import type { VisitState } from '../../../../main/visit/screen.ts';
import { settle, START } from '../hand-clock.ts';
import {
  ANSWER,
  closedRoom,
  MEETING_CLEAN,
  MEETING_LEFT_OVER,
  roomNamed,
  SCREENS_CLEAN,
  SCREENS_LEFT_OVER,
  TERMS,
  visitForTest,
  type VisitForTest,
} from './visit-for-test.ts';

/** One thing that happens: to the terminal, in the world around it, or nothing but time. */
type Move =
  /** What usually comes next: without it few of the random ways would lead as far as a meeting. */
  | { readonly kind: 'onward' }
  | { readonly kind: 'send'; readonly intent: Intent }
  | { readonly kind: 'tell'; readonly news: MeetingNews }
  | { readonly kind: 'answer-code'; readonly result: CodeResult | 'fails' }
  | { readonly kind: 'answer-join'; readonly which: number; readonly result: JoinResult | 'fails' }
  | { readonly kind: 'answer-call'; readonly id: string | null; readonly state: HelpCallState | 'unheard' }
  | { readonly kind: 'answer-wipe'; readonly outcome: 'clean' | 'left over' | 'breaks off' }
  | { readonly kind: 'pass'; readonly milliseconds: number }
  | { readonly kind: 'city'; readonly hasTerms: boolean; readonly rooms: readonly string[] }
  | { readonly kind: 'city-ends' };

/** Only with a code. */
const CLOSED = 'vorstand';
const roomId = fc.constantFrom('ag-energie', 'ag-kultur', 'ag-fort', CLOSED);
const CODE = '012345678K';
const part = fc.constantFrom('listen', 'speak');
const name = fc.oneof(fc.constant(null), fc.string({ unit: 'binary', maxLength: 80 }), fc.constantFrom('Ada', ''));

const intent: fc.Arbitrary<Intent> = fc.oneof(
  fc.constantFrom<Intent>(
    { type: 'begin' },
    { type: 'begin' },
    { type: 'activity' },
    { type: 'refresh-rooms' },
    { type: 'open-code' },
    { type: 'enter-code', code: CODE },
    { type: 'enter-code', code: 'wrong' },
    { type: 'scan-code' },
    { type: 'decline-terms' },
    { type: 'decline-terms' },
    { type: 'decline-terms' },
    { type: 'cancel-join' },
    { type: 'retry' },
    { type: 'back' },
    { type: 'leave' },
    { type: 'end-visit' },
    { type: 'finish' },
  ),
  fc.record({ type: fc.constant('set-locale'), locale: fc.constantFrom('de', 'en') }),
  fc.record({
    type: fc.constant('set-display'),
    display: fc.record({
      textSize: fc.constantFrom(100, 150, 200),
      contrast: fc.constantFrom('normal', 'light', 'dark'),
      motion: fc.constantFrom('normal', 'still'),
      sounds: fc.constantFrom('normal', 'calm', 'off'),
    }),
  }),
  { weight: 3, arbitrary: fc.record({ type: fc.constant('choose-room'), room: roomId }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('accept-terms'), parentsAgree: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('join'), name, part }) },
  fc.record({ type: fc.constant('finish-check'), part }),
  fc.record({ type: fc.constant('set-volume'), percent: fc.nat(100) }),
  fc.record({ type: fc.constant('use-other-device'), role: fc.constantFrom('microphone', 'speaker') }),
  fc.record({
    type: fc.constant('show-panel'),
    panel: fc.constantFrom('none', 'help', 'leave', 'sound', 'keyboard', 'language', 'display', 'report', 'end'),
  }),
  fc.record({ type: fc.constant('press-key'), key: fc.constantFrom({ text: 'ß' }, { named: 'Enter' }) }),
  fc.constantFrom<Intent>(
    { type: 'report-problem', reason: 'insult' },
    { type: 'end-by-staff' },
    { type: 'call-staff' },
    { type: 'cancel-call' },
    { type: 'skip-feedback' },
    { type: 'write-words' },
  ),
  fc.record({ type: fc.constant('rate-visit'), rating: fc.constantFrom(1, 2, 3, 4, 5) }),
  fc.record({ type: fc.constant('send-words'), words: fc.string({ unit: 'binary', maxLength: 30 }) }),
);

const news: fc.Arbitrary<MeetingNews> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ type: 'meeting.loaded' }) },
  { weight: 2, arbitrary: fc.constantFrom({ type: 'meeting.ended' }, { type: 'meeting.touched' }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      { type: 'meeting.crashed' },
      { type: 'meeting.frozen' },
      { type: 'meeting.unreachable' },
      { type: 'meeting.lost', since: START },
    ),
  },
  fc.record({
    type: fc.constant('meeting.refused'),
    key: fc.oneof(fc.string(), fc.constantFrom('guestDeny', 'constructor', '__proto__')),
  }),
);

const codeResult: fc.Arbitrary<CodeResult | 'fails'> = fc.oneof(
  fc.record({
    ok: fc.constant(true as const),
    value: fc.record({ room: roomId.map(closedRoom), role: fc.constantFrom('attendee', 'moderator') }),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      ok: fc.constant(false as const),
      code: fc.constantFrom('code-wrong', 'code-wait', 'city-slow'),
      retryAfterSeconds: fc.constantFrom(0, 1, 3),
    }),
  },
  fc.constant('fails'),
);

const joinResult: fc.Arbitrary<JoinResult | 'fails'> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ ok: true, value: ANSWER }) },
  fc.record({ ok: fc.constant(false), code: fc.constantFrom(...failureCodeSchema.options) }),
  fc.constant('fails'),
);

const moveWith = (wipes: fc.Arbitrary<'clean' | 'left over' | 'breaks off'>): fc.Arbitrary<Move> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant<Move>({ kind: 'onward' }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('send'), intent }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('tell'), news }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('answer-join'), which: fc.nat(3), result: joinResult }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('answer-call'),
        id: fc.constantFrom('0badcafe', null),
        state: fc.constantFrom('open', 'answered', 'closed', 'unheard'),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('answer-code'), result: codeResult }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('answer-wipe'), outcome: wipes }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('pass'),
        milliseconds: fc.constantFrom(1, 1_000, 9_999, 10_000, 15_000, 30_000, 90_000, 120_000),
      }),
    },
    fc.oneof(
      fc.record({ kind: fc.constant('city'), hasTerms: fc.boolean(), rooms: fc.array(roomId, { maxLength: 3 }) }),
      fc.constant({ kind: 'city-ends' } as const),
    ),
  );

const answerWipes = (world: VisitForTest, outcome: 'clean' | 'left over' | 'breaks off'): Promise<void> => {
  const [meeting, screens] = [world.meetingWipes.at(-1), world.screenWipes.at(-1)];
  for (const wipe of [meeting, screens]) {
    if (wipe === undefined || wipe.isAnswered()) continue;
    if (outcome === 'breaks off') wipe.fail();
    else if (wipe === meeting) wipe.answer(outcome === 'clean' ? MEETING_CLEAN : MEETING_LEFT_OVER);
    else wipe.answer(outcome === 'clean' ? SCREENS_CLEAN : SCREENS_LEFT_OVER);
  }
  return settle();
};

const isCheckingCode = (state: VisitState): boolean =>
  state.matches({ choosing: { step: { code: 'checking' } } }) ||
  state.matches({ meeting: { presence: { locked: { code: 'checking' } } } });

const ONWARD: Readonly<Record<string, (world: VisitForTest) => Promise<void>>> = {
  attract: (world) => world.send({ type: 'begin' }),
  // Every other visit is a moderator's.
  rooms: (world) =>
    world.send(
      world.visit.state().context.visitKey % 2 === 0
        ? { type: 'open-code' }
        : { type: 'choose-room', room: 'ag-energie' },
    ),
  code: async (world) => {
    if (!isCheckingCode(world.visit.state())) return world.send({ type: 'enter-code', code: CODE });
    world.codes.at(-1)?.answer({ ok: true, value: { room: closedRoom(CLOSED), role: 'moderator' } });
    return settle();
  },
  terms: (world) => world.send({ type: 'accept-terms', parentsAgree: false }),
  name: (world) => world.send({ type: 'join', name: 'Ada', part: 'speak' }),
  check: (world) => world.send({ type: 'finish-check', part: 'speak' }),
  joining: async (world) => {
    const isOpen = world.visit.state().matches({ joining: 'opening' });
    if (isOpen) await world.openings.at(-1)?.tell({ type: 'meeting.loaded' });
    else world.joins.at(-1)?.answer({ ok: true, value: ANSWER });
    await settle();
  },
  problem: (world) => world.send({ type: 'retry' }),
  meeting: async (world) => {
    const state = world.visit.state();
    if (state.matches({ meeting: { line: { rejoining: 'closing' } } })) return answerWipes(world, 'clean');
    if (state.matches({ meeting: { line: { rejoining: 'waiting' } } })) return world.clock.pass(5_000);
    if (state.matches({ meeting: { line: { rejoining: 'asking' } } })) {
      world.joins.at(-1)?.answer({ ok: true, value: ANSWER });
      return settle();
    }
    if (state.matches({ meeting: { presence: 'locked' } })) {
      if (!state.matches({ meeting: { presence: { locked: 'code' } } })) return world.send({ type: 'open-code' });
      if (!isCheckingCode(state)) return world.send({ type: 'enter-code', code: CODE });
      world.codes.at(-1)?.answer({ ok: true, value: { room: closedRoom(CLOSED), role: 'moderator' } });
      return settle();
    }
    if (state.context.role === 'moderator' && state.context.panel === 'keyboard') return world.clock.pass(130_000);
    if (state.matches({ meeting: { line: 'up' } })) return world.send({ type: 'show-panel', panel: 'keyboard' });
    return world.openings.at(-1)?.tell({ type: 'meeting.loaded' });
  },
  wiping: (world) => answerWipes(world, 'clean'),
  goodbye: (world) => world.send({ type: 'finish' }),
};

const play = async (world: VisitForTest, move: Move): Promise<void> => {
  switch (move.kind) {
    case 'onward':
      return ONWARD[world.screen().name]?.(world);
    case 'send':
      return world.send(move.intent);
    case 'tell':
      return world.openings
        .at(-1)
        ?.tell(move.news.type === 'meeting.lost' ? { ...move.news, since: world.clock.now() - 10_000 } : move.news);
    case 'answer-code': {
      const code = world.codes.at(-1);
      if (move.result === 'fails') code?.fail();
      else code?.answer(move.result);
      return settle();
    }
    case 'answer-join': {
      const join = world.joins.at(-1 - move.which);
      if (move.result === 'fails') join?.fail();
      else join?.answer(move.result);
      return settle();
    }
    case 'answer-call':
      world.calls.at(-1)?.answer(move.id);
      world.looks.at(-1)?.answer(move.state);
      return settle();
    case 'answer-wipe':
      return answerWipes(world, move.outcome);
    case 'pass':
      return world.clock.pass(move.milliseconds);
    case 'city-ends':
      world.visit.endByCity();
      return;
    case 'city':
      world.terms = move.hasTerms ? TERMS : null;
      world.rooms.clear();
      for (const id of move.rooms) world.rooms.set(id, id === CLOSED ? closedRoom(id) : roomNamed(id));
  }
};

/** The screen that belongs to a state; none for a state in which nothing can be drawn. */
const screenNameOf = (state: VisitState): string | undefined => {
  for (const name of ['attract', 'joining', 'meeting', 'goodbye', 'restarting', 'blocked'] as const)
    if (state.matches(name)) return name;
  if (state.matches('wiping') || state.matches('clean')) return 'wiping';
  for (const step of ['rooms', 'code', 'terms', 'name', 'check', 'problem'] as const)
    if (state.matches({ choosing: { step } })) return step;
  return undefined;
};

const countBy = (items: readonly object[], visit: string): number =>
  items.filter((item) => 'visit' in item && item.visit === visit).length;

/** All that must hold, whatever has happened. */
const checkAll = (world: VisitForTest, fresh: VisitContext): void => {
  const state = world.visit.state();
  const { context } = state;
  const screen = world.screen();
  expect(state.status).toBe('active');
  expect(screen.name).toBe(screenNameOf(state));

  // Joins are answered by one wipe, whether or not a meeting was opened; nothing is opened without a join, and
  // no second meeting beside one that is open.
  const letters = { refresh: '', code: '', join: 'j', open: 'o', 'wipe-meeting': 'm', 'wipe-screens': 's' };
  const log = world.asked.map((item) => new Map(Object.entries(letters)).get(item) ?? '?').join('');
  expect(log).toMatch(/^(?:(?:j+o?)?m|s)*(?:j+o?)?$/);
  if (/jo?$/.test(log)) expect(['joining', 'meeting']).toContain(screen.name);
  // A wipe during another one is the stage's business: the last one counts.
  const isWiping = state.matches('wiping') || state.matches({ meeting: { line: { rejoining: 'closing' } } });
  const isUnwiped = state.matches('restarting') || state.matches('blocked');
  if (!isWiping && !isUnwiped) expect(world.meetingWipes.at(-1)?.isAnswered() ?? true).toBe(true);

  // The city's late answer is of no use to anybody: the request is called off.
  for (const join of world.joins) {
    const isAsking =
      state.matches({ joining: 'asking' }) || state.matches({ meeting: { line: { rejoining: 'asking' } } });
    const isAwaited = isAsking && join === world.joins.at(-1);
    if (!join.isAnswered()) expect(join.signal.aborted).toBe(!isAwaited);
  }

  for (const code of world.codes) {
    const isAwaited = isCheckingCode(state) && code === world.codes.at(-1);
    if (!code.isAnswered()) expect(code.signal.aborted).toBe(!isAwaited);
  }

  expect(context.idleDeadline !== null).toBe(state.matches({ choosing: { presence: 'asking' } }));
  expect(context.presenceDeadline !== null).toBe(state.matches({ meeting: { presence: 'asking' } }));
  // Nobody but a moderator is locked out, none is sent away by silence, and a lock leaves nothing open but its own.
  const isLocked = state.matches({ meeting: { presence: 'locked' } });
  expect(screen.name === 'meeting' && screen.locked !== undefined).toBe(isLocked);
  if (isLocked) {
    expect(context.role).toBe('moderator');
    expect(['none', 'help']).toContain(context.panel);
  }
  // A code is kept as long as the city is asked about it.
  const isTrying =
    isCheckingCode(state) ||
    state.matches({ choosing: { step: { code: 'queueing' } } }) ||
    state.matches({ meeting: { presence: { locked: { code: 'queueing' } } } });
  expect(context.triedCode !== '').toBe(isTrying);

  // The page of the meeting is shown only while one is open, and our words where it was while it is away.
  if (screen.name === 'meeting') {
    const isAway = state.matches({ meeting: { line: 'rejoining' } });
    expect(screen.rejoining !== undefined).toBe(isAway);
    if (!isAway) expect(log).toMatch(/o$/);
    if (isAway && screen.rejoining !== undefined)
      expect(world.clock.now() - screen.rejoining.since).toBeLessThanOrEqual(world.times.rejoinGiveUpSeconds * 1000);
  }

  const visits = world.factsOf('stadtfenster.visit.started').flatMap((data) => Object.values(data).map(String));
  const ended = world.factsOf('stadtfenster.visit.ended');
  const wiped = world.factsOf('stadtfenster.visit.wiped');
  const screensWiped = wiped.filter((data) => 'stage' in data && data.stage === 'screens');
  expect(new Set(visits).size).toBe(visits.length);
  for (const visit of visits) {
    const isOver = visit !== visits.at(-1) || state.matches('attract');
    expect(countBy(ended, visit)).toBeLessThanOrEqual(1);
    expect(countBy(screensWiped, visit)).toBeLessThanOrEqual(1);
    if (isOver) expect([countBy(ended, visit), countBy(screensWiped, visit)]).toEqual([1, 1]);
  }
  // A call ends with its visit, and nobody who was not asked has rated.
  if (state.matches('attract') || state.matches('clean')) expect(context.help).toBe('none');
  for (const call of world.calls)
    if (call !== world.calls.at(-1)) expect(call.isAnswered() || call.signal.aborted).toBe(true);
  const joined = world.factsOf('stadtfenster.visit.joined').length;
  if (joined === 0) expect(world.factsOf('stadtfenster.visit.feedback')).toEqual([]);
  expect(joined + world.factsOf('stadtfenster.visit.rejoined').length).toBeLessThanOrEqual(world.openings.length);
  expect(joined).toBeLessThanOrEqual(visits.length + world.factsOf('stadtfenster.visit.failed').length);

  if (state.matches('attract') && world.sound.length > 0) expect(world.sound.at(-1)).toBe('restored');
  if (state.matches('attract')) expect(context).toEqual({ ...fresh, visitKey: visits.length + 1 });
  if (state.matches('clean')) expect([context.locale, context.display]).toEqual([fresh.locale, fresh.display]);
  if (state.matches('goodbye') || state.matches('clean') || isUnwiped)
    expect([context.name, context.typedName, context.code, context.answer]).toEqual(['', '', '', null]);
  // Nothing happens any more but that the staff is called, who are needed.
  if (isUnwiped)
    expect(world.facts.filter(({ type }) => type !== 'stadtfenster.visit.help').at(-1)).toMatchObject({
      type: 'stadtfenster.visit.failed',
      data: { code: 'wipe-failed' },
    });
};

const lockedAndBack = (world: VisitForTest): boolean =>
  world.factsOf('stadtfenster.visit.locked').some((data) => 'state' in data && data.state === 'unlocked');

/** So short that the moves of this test live to see them end. */
const SHORT = { presenceSeconds: 100, presenceWarningSeconds: 30 };

/** @param wipeFailed whether the process was started because a wipe had failed */
const playAll = async (moves: readonly Move[], wipeFailed: boolean): Promise<VisitForTest> => {
  const world = visitForTest(SHORT);
  world.wipeFailed = wipeFailed;
  const fresh = world.visit.state().context;
  for (const move of moves) {
    await play(world, move);
    // What is due at once happens.
    await world.clock.pass(0);
    checkAll(world, fresh);
  }
  return world;
};

const ALWAYS_CLEAN = fc.constant('clean' as const);

describe('whatever happens, in whatever order', () => {
  it('there is a screen, every meeting is wiped, every visit is ended once, and nothing is left of it', async () => {
    const mostlyClean = fc.oneof(
      { weight: 20, arbitrary: ALWAYS_CLEAN },
      fc.constantFrom('left over' as const, 'breaks off' as const),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(moveWith(mostlyClean), { maxLength: 100, size: 'max' }),
        fc.boolean(),
        async (moves, wipeFailed) => {
          const world = await playAll(moves, wipeFailed);
          // The process is started anew for one failure, not for two in a row.
          expect(world.restarts.length).toBeLessThanOrEqual(1);
          if (world.screen().name === 'restarting' || world.screen().name === 'blocked')
            expect(world.wipeFailed).toBe(true);
          world.visit.stop();
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    ['restarts for it', false, { name: 'restarting' }],
    ['stays blocked after a restart', true, { name: 'blocked', code: 'wipe-failed' }],
  ] as const)('a terminal whose wipe failed %s', async (_what, wipeFailed, screen) => {
    const failures = fc.constantFrom('left over' as const, 'breaks off' as const);
    await fc.assert(
      fc.asyncProperty(
        failures,
        fc.array(moveWith(ALWAYS_CLEAN), { minLength: 60, maxLength: 100 }),
        async (outcome, moves) => {
          const world = await playAll(
            [
              { kind: 'send', intent: { type: 'begin' } },
              { kind: 'send', intent: { type: 'end-visit' } },
              { kind: 'answer-wipe', outcome },
            ],
            wipeFailed,
          );
          for (const move of moves) {
            await play(world, move);
            expect(world.screen()).toEqual(screen);
          }
          if (!wipeFailed) await world.clock.pass(world.times.restartSeconds * 1000);
          expect(world.restarts).toHaveLength(wipeFailed ? 0 : 1);
          world.visit.stop();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('no key is typed but into a meeting that is shown with the keyboard open', async () => {
    let typed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(moveWith(ALWAYS_CLEAN), { maxLength: 60, size: 'max' }), async (moves) => {
        const world = visitForTest();
        for (const move of moves) {
          await play(world, move);
          const screen = world.screen();
          const before = world.keys.length;
          await world.send({ type: 'press-key', key: { text: 'ä' } });
          const mayType = screen.name === 'meeting' && screen.panel === 'keyboard';
          expect(world.keys.length - before).toBe(mayType ? 1 : 0);
          expect(world.screen()).toEqual(screen);
          if (mayType) typed += 1;
        }
        world.visit.stop();
      }),
      { numRuns: 150 },
    );
    expect(typed).toBeGreaterThan(0);
  });

  it('there is a way out: who leaves and waits comes back to the first screen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(moveWith(ALWAYS_CLEAN), { maxLength: 40, size: 'max' }), async (moves) => {
        const world = await playAll(moves, false);
        await world.send({ type: 'leave' });
        // Who passes a locked bar cannot leave for the hall; the meeting ends, or its line is given up.
        if (world.visit.state().matches({ meeting: { presence: 'locked' } }))
          await world.openings.at(-1)?.tell({ type: 'meeting.ended' });
        for (let round = 0; round < 5; round += 1) {
          await play(world, { kind: 'answer-wipe', outcome: 'clean' });
          await world.clock.pass(120_000);
        }
        await play(world, { kind: 'answer-wipe', outcome: 'clean' });
        expect(world.screen().name).toBe('attract');
        checkAll(world, { ...world.visit.state().context, visitKey: 0 });
        world.visit.stop();
      }),
      { numRuns: 100 },
    );
  });

  it('the moves of this test reach every state', async () => {
    const seen = new Set<string>();
    const moves = fc.sample(
      fc.array(moveWith(fc.constantFrom('clean', 'clean', 'left over')), { minLength: 80, maxLength: 80 }),
      {
        numRuns: 120,
        seed: 1,
      },
    );
    for (const [index, run] of moves.entries()) {
      const world = visitForTest(SHORT);
      world.wipeFailed = index % 2 === 0;
      for (const move of run) {
        await play(world, move);
        const screen = world.screen();
        seen.add(screenNameOf(world.visit.state()) ?? 'none');
        if (screen.name === 'meeting' && screen.rejoining !== undefined) seen.add('meeting, away');
        if (screen.name === 'meeting' && screen.presenceDeadline !== undefined) seen.add('meeting, asks');
        if (screen.name === 'meeting' && screen.locked !== undefined) seen.add('meeting, locked');
        if (lockedAndBack(world)) seen.add('meeting, unlocked');
        if (world.factsOf('stadtfenster.visit.rejoined').length > 0) seen.add('meeting, back');
      }
      world.visit.stop();
    }
    expect([...seen].sort()).toEqual(
      [
        'attract',
        'blocked',
        'check',
        'code',
        'goodbye',
        'joining',
        'meeting',
        'meeting, asks',
        'meeting, away',
        'meeting, back',
        'meeting, locked',
        'meeting, unlocked',
        'name',
        'problem',
        'restarting',
        'rooms',
        'terms',
        'wiping',
      ].sort(),
    );
  });
});
