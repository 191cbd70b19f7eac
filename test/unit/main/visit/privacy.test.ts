import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JoinAnswer } from '../../../../contract/join.ts';
import { personNameSchema } from '../../../../contract/person-name.ts';
import { settle } from '../hand-clock.ts';
import { TO_NAME, visitForTest, wipeMeeting, wipeScreens, type Fact } from './visit-for-test.ts';

/** What one visitor brings along that nobody else may learn. */
interface Private {
  readonly name: string;
  readonly refusedName: string;
  readonly answer: JoinAnswer;
  readonly key: string;
}

const WAYS = ['leave', 'refused', 'refused in the meeting', 'cancel', 'give up', 'crash', 'blocked'] as const;
type Way = (typeof WAYS)[number];

/** Plays one visit to its end. @returns the facts that were recorded, as they are sent */
const factsOfVisit = async (way: Way, visitor: Private): Promise<readonly Fact[]> => {
  const world = visitForTest();
  await world.send(
    ...TO_NAME,
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
  await world.send({ type: 'leave' });
  await wipeMeeting(world, {
    durationMs: 12,
    items: [{ item: 'cookies', result: way === 'blocked' ? 'failed' : 'verified' }],
  });
  await world.send({ type: 'end-visit' }, { type: 'finish' });
  await wipeScreens(world);
  expect(world.screen().name).toBe(way === 'blocked' ? 'blocked' : 'attract');
  return world.facts;
};

const acceptedName = fc
  .oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.string({ unit: 'binary', minLength: 1 }))
  .filter((name) => personNameSchema.safeParse(name).success);

/** Keys that BBB does not have: known ones are told apart on purpose. */
const privateKey = fc.string().map((text) => `x${text}`);

const visitor: fc.Arbitrary<Private> = fc.record({
  name: acceptedName,
  refusedName: fc.string({ unit: 'grapheme', minLength: 65, maxLength: 90 }).map((name) => `${'x'.repeat(65)}${name}`),
  answer: fc.record({
    joinUrl: fc.webUrl({ withQueryParameters: true }),
    meetingHosts: fc.array(fc.domain(), { minLength: 1 }),
    returnUrl: fc.webUrl(),
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

  it('holds no name, typed or cleaned, and no address', async () => {
    // Marked, so that what is found is not there by chance: "de" is a language, "left" an end.
    const marked = visitor.map((plain) => ({ ...plain, name: `Ω${plain.name}` }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WAYS), marked, async (way, person) => {
        fc.pre(personNameSchema.safeParse(person.name).success);
        const facts = await factsOfVisit(way, person);
        expect(facts.length).toBeGreaterThan(2);
        const planted = [person.name, personNameSchema.parse(person.name), person.refusedName];
        const { joinUrl, returnUrl, meetingHosts } = person.answer;
        for (const text of textsIn(facts))
          for (const secret of [...planted, joinUrl, returnUrl, ...meetingHosts]) expect(text).not.toContain(secret);
      }),
      { numRuns: 60 },
    );
  });
});
