import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JoinAnswer } from '../../../../contract/join.ts';
import { CODE_LENGTH, CODE_SYMBOLS, formatCode, withCheckSymbol } from '../../../../contract/code-symbols.ts';
import { personNameSchema } from '../../../../contract/person-name.ts';
import { settle } from '../hand-clock.ts';
import { closedRoom, visitForTest, wipeMeeting, wipeScreens, type Fact } from './visit-for-test.ts';

/** What one visitor brings along that nobody else may learn. */
interface Private {
  readonly name: string;
  readonly refusedName: string;
  /** Opens the room, or leads its meeting. */
  readonly code: string;
  /** Ten symbols that are no code of the city's. */
  readonly wrongCode: string;
  /** What cannot even be one. */
  readonly noCode: string;
  readonly answer: JoinAnswer;
  readonly key: string;
}

const WAYS = [
  ...['leave', 'refused', 'refused in the meeting', 'cancel', 'give up', 'crash', 'wipe fails'],
  ...['locked', 'locked and unlocked'],
] as const;
const BOARD = closedRoom('vorstand');
type Way = (typeof WAYS)[number];

/** Plays one visit to its end. @returns the facts that were recorded, as they are sent */
const factsOfVisit = async (way: Way, visitor: Private): Promise<readonly Fact[]> => {
  const world = visitForTest();
  world.rooms.set(BOARD.id, BOARD);
  const tryCodes = async (): Promise<void> => {
    await world.send({ type: 'enter-code', code: visitor.noCode }, { type: 'enter-code', code: visitor.wrongCode });
    world.codes.at(-1)?.answer({ ok: false, code: 'code-wrong' });
    await settle();
    await world.send({ type: 'enter-code', code: visitor.code });
    world.codes.at(-1)?.answer({ ok: true, value: { room: BOARD, role: 'moderator' } });
    await settle();
  };
  await world.send({ type: 'begin' }, { type: 'choose-room', room: BOARD.id });
  await tryCodes();
  await world.send(
    { type: 'accept-terms', parentsAgree: false },
    { type: 'join', name: visitor.refusedName, part: 'speak' },
    { type: 'join', name: visitor.name, part: 'speak' },
    { type: 'finish-check', part: 'speak' },
  );
  await world.clock.pass(way === 'give up' ? 120_000 : 10_000);
  if (way === 'cancel') await world.send({ type: 'cancel-join' });
  world.joins[0]?.answer({ ok: true, value: visitor.answer });
  await settle();
  const opening = world.openings[0];
  if (way === 'refused') await opening?.tell({ type: 'meeting.refused', key: visitor.key });
  await opening?.tell({ type: 'meeting.loaded' });
  await world.clock.pass(60_000);
  if (way === 'refused in the meeting') await opening?.tell({ type: 'meeting.refused', key: visitor.key });
  if (way === 'crash') await opening?.tell({ type: 'meeting.crashed' });
  if (way === 'locked' || way === 'locked and unlocked') {
    await world.clock.pass((1_800 + 180) * 1000);
    await world.send({ type: 'open-code' });
    if (way === 'locked') await world.send({ type: 'enter-code', code: visitor.wrongCode });
    else await tryCodes();
    expect(world.factsOf('stadtfenster.visit.locked')).toHaveLength(way === 'locked' ? 1 : 2);
    if (way === 'locked') await opening?.tell({ type: 'meeting.ended' });
  }
  await world.send({ type: 'leave' });
  await wipeMeeting(world, {
    durationMs: 12,
    items: [{ item: 'cookies', result: way === 'wipe fails' ? 'failed' : 'verified' }],
  });
  await world.send({ type: 'end-visit' }, { type: 'finish' });
  await wipeScreens(world);
  expect(world.screen().name).toBe(way === 'wipe fails' ? 'restarting' : 'attract');
  return world.facts;
};

const acceptedName = fc
  .oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.string({ unit: 'binary', minLength: 1 }))
  .filter((name) => personNameSchema.safeParse(name).success);

const code = fc
  .string({
    unit: fc.constantFrom(...Array.from(CODE_SYMBOLS)),
    minLength: CODE_LENGTH - 1,
    maxLength: CODE_LENGTH - 1,
  })
  .map(withCheckSymbol);

/** Keys that BBB does not have: known ones are told apart on purpose. */
const privateKey = fc.string().map((text) => `x${text}`);

const visitor: fc.Arbitrary<Private> = fc.record({
  name: acceptedName,
  code,
  wrongCode: code,
  noCode: fc.stringMatching(/^[A-Z0-9 ]{1,40}\?$/),
  refusedName: fc.string({ unit: 'grapheme', minLength: 65, maxLength: 90 }).map((name) => `${'x'.repeat(65)}${name}`),
  answer: fc.record({
    joinUrl: fc.webUrl({ withQueryParameters: true }),
    meetingHosts: fc.array(fc.domain(), { minLength: 1 }),
    returnUrl: fc.webUrl(),
    dialIn: fc.record({ number: fc.stringMatching(/^\+[1-9]\d{9,14}$/), conference: fc.stringMatching(/^\d{10}$/) }),
  }),
  key: privateKey,
});

/** Every text that stands anywhere in a value. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
};

describe('what the city learns of a visit', () => {
  it.each(WAYS)('is the same for any two visitors (%s)', async (way) => {
    await fc.assert(
      fc.asyncProperty(visitor, visitor, async (one, other) => {
        expect(JSON.stringify(await factsOfVisit(way, one))).toBe(JSON.stringify(await factsOfVisit(way, other)));
      }),
      { numRuns: 15 },
    );
  });

  it('holds no name, typed or cleaned, no code, right or wrong, and no address', async () => {
    // Marked, so that what is found is not there by chance: "de" is a language, "left" an end.
    const marked = visitor.map((plain) => ({ ...plain, name: `Ω${plain.name}`, noCode: `Ω${plain.noCode}` }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WAYS), marked, async (way, person) => {
        fc.pre(personNameSchema.safeParse(person.name).success);
        const facts = await factsOfVisit(way, person);
        expect(facts.length).toBeGreaterThan(2);
        const planted = [person.name, personNameSchema.parse(person.name), person.refusedName, person.noCode];
        for (const typed of [person.code, person.wrongCode])
          planted.push(typed, typed.toLowerCase(), formatCode(typed));
        const { joinUrl, returnUrl, meetingHosts, dialIn } = person.answer;
        planted.push(...Object.values(dialIn ?? {}));
        for (const text of textsIn(facts))
          for (const secret of [...planted, joinUrl, returnUrl, ...meetingHosts]) expect(text).not.toContain(secret);
      }),
      { numRuns: 60 },
    );
  });
});
