import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_BATCH_MAX, type CityEvent } from '../../../../contract/events.ts';
import { startDelivery, type DeliverPorts, type DeliveryAnswer } from '../../../../main/report/deliver.ts';
import { handClock, settle } from '../hand-clock.ts';
import { eventOf, sequencesOf } from './event-for-test.ts';
import { spoolInMemory, type SpoolInMemory } from './spool-in-memory.ts';

type Outcome = DeliveryAnswer;

interface DeliveryOptions {
  readonly spool?: SpoolInMemory;
  readonly random?: () => number;
  readonly batchMax?: () => number;
}

/** A delivery whose city answers as `city` says, and whose waits the test ends by moving the clock. */
const deliveryForTest = (city: DeliverPorts['send'], options: DeliveryOptions = {}) => {
  const clock = handClock();
  const spool = options.spool ?? spoolInMemory();
  const sent: number[][] = [];
  const waits: number[] = [];
  const refusals: number[] = [];
  let aways = 0;
  const delivery = startDelivery({
    spool,
    send: (events) => {
      sent.push(sequencesOf(events));
      return city(events);
    },
    batchMax: options.batchMax ?? (() => EVENT_BATCH_MAX),
    random: options.random ?? (() => 0.5),
    after: (milliseconds, work) => {
      waits.push(milliseconds);
      const id = clock.setTimeout(work, milliseconds);
      return () => clock.clearTimeout(id);
    },
    refused: (count) => refusals.push(count),
    away: () => (aways += 1),
  });
  const add = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) await spool.add(eventOf(spool.nextSequence()));
  };
  const left = async (): Promise<number[]> => sequencesOf(await spool.oldest(10_000));
  /** Records events, asks for their delivery and lets happen what needs no time. */
  const bring = async (count: number): Promise<void> => {
    await add(count);
    delivery.nudge();
    await settle();
  };
  return { delivery, clock, spool, sent, waits, refusals, aways: () => aways, add, left, bring };
};

const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const always = (outcome: Outcome) => (): Promise<Outcome> => Promise.resolve(outcome);

/** Refuses every batch with one of these events in it. */
const refusing =
  (...bad: readonly number[]) =>
  (events: readonly CityEvent[]): Promise<Outcome> =>
    Promise.resolve(events.some(({ sequence }) => bad.includes(sequence)) ? 'refused' : 'taken');

describe('delivery', () => {
  it('brings everything in order, in batches, and is quiet then', async () => {
    const { sent, left, bring, waits, delivery } = deliveryForTest(always('taken'));
    await bring(45);
    expect(sent).toEqual([upTo(20), upTo(40, 21), upTo(45, 41)]);
    expect(Math.max(...sent.map((batch) => batch.length))).toBe(EVENT_BATCH_MAX);
    expect(await left()).toEqual([]);
    delivery.nudge();
    await settle();
    expect(sent).toHaveLength(3);
    expect(waits).toEqual([]);
  });

  it('sees what is recorded while it is under way', async () => {
    let answer: (outcome: Outcome) => void = () => undefined;
    const { sent, left, bring } = deliveryForTest(() => new Promise((resolve) => (answer = resolve)));
    await bring(1);
    await bring(1);
    await bring(1);
    expect(sent).toEqual([[1]]);
    answer('taken');
    await settle();
    expect(sent).toEqual([[1], [2, 3]]);
    answer('taken');
    await settle();
    expect(await left()).toEqual([]);
  });

  it('sees what is recorded in the moment in which the spool is found empty', async () => {
    const spool = spoolInMemory();
    let looks = 0;
    const { sent, bring, add, delivery } = deliveryForTest(always('taken'), {
      spool: {
        ...spool,
        oldest: async (count) => {
          const events = await spool.oldest(count);
          looks += 1;
          if (looks === 2) {
            // The look is over and was in vain; its answer is still on its way.
            await add(1);
            delivery.nudge();
          }
          return events;
        },
      },
    });
    await bring(1);
    expect(sent).toEqual([[1], [2]]);
  });

  it('loses nothing and keeps the order when the city is away', async () => {
    let outcome: Outcome = 'later';
    const { sent, left, bring, clock, waits } = deliveryForTest(() => Promise.resolve(outcome));
    await bring(3);
    await bring(2);
    expect(sent).toEqual([[1, 2, 3]]);
    expect(await left()).toEqual(upTo(5));
    await clock.pass(waits[0] ?? 0);
    expect(sent.at(-1)).toEqual(upTo(5));
    outcome = 'taken';
    await clock.pass(waits[1] ?? 0);
    expect(await left()).toEqual([]);
    expect(sent.at(-1)).toEqual(upTo(5));
  });

  it('brings again what the city may already have, and refusals nothing of it itself', async () => {
    // The city took them, but its answer was lost on the way.
    const arrived: number[] = [];
    let isLost = true;
    const { left, bring, clock } = deliveryForTest((events) => {
      arrived.push(...sequencesOf(events));
      const outcome = isLost ? 'later' : 'taken';
      isLost = false;
      return Promise.resolve(outcome);
    });
    await bring(2);
    await clock.pass(60_000);
    expect(arrived).toEqual([1, 2, 1, 2]);
    expect(await left()).toEqual([]);
  });

  it('keeps what was taken and brings the rest later when the city goes away midway', async () => {
    let calls = 0;
    const { sent, left, bring, clock } = deliveryForTest(() => {
      calls += 1;
      return Promise.resolve(calls === 2 ? 'later' : 'taken');
    });
    await bring(45);
    expect(await left()).toEqual(upTo(45, 21));
    await clock.pass(60_000);
    expect(sent.slice(2)).toEqual([upTo(40, 21), upTo(45, 41)]);
    expect(await left()).toEqual([]);
  });
});

describe('waiting for the city', () => {
  it('takes a random time below a bound that doubles up to 15 minutes', async () => {
    const bounds = async (random: number): Promise<number[]> => {
      const { bring, clock, waits } = deliveryForTest(always('later'), { random: () => random });
      await bring(1);
      while (waits.length < 14) await clock.pass(waits.at(-1) ?? 0);
      return waits;
    };
    const most = await bounds(0.999_999);
    const expected = Array.from({ length: 14 }, (_, index) => Math.min(900_000, 2_000 * 2 ** index));
    most.forEach((wait, index) => {
      expect(wait).toBeLessThan(expected[index] ?? 0);
      expect(wait).toBeGreaterThan((expected[index] ?? 0) * 0.99);
    });
    expect(Math.max(...(await bounds(0.000_001)))).toBeLessThan(1);
    expect((await bounds(0.5)).slice(0, 3)).toEqual([1_000, 2_000, 4_000]);
  });

  it('begins anew with the shortest bound once the city has answered', async () => {
    let outcome: Outcome = 'later';
    const { bring, clock, waits } = deliveryForTest(() => Promise.resolve(outcome));
    await bring(1);
    await clock.pass(20_000);
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    outcome = 'taken';
    await clock.pass(60_000);
    outcome = 'later';
    await bring(1);
    expect(waits.at(-1)).toBe(1_000);
  });

  it('is not cut short by more to deliver: a fleet would come back all at once', async () => {
    const { bring, sent, clock } = deliveryForTest(always('later'));
    await bring(1);
    await bring(1);
    await bring(1);
    expect(sent).toHaveLength(1);
    expect(clock.waits()).toBe(1);
  });
});

describe('events that the city will never take', () => {
  it('are found by halving and set aside alone; the others arrive in order', async () => {
    const { bring, sent, left, refusals } = deliveryForTest(refusing(7));
    await bring(20);
    expect(await left()).toEqual([]);
    const taken = sent.filter((batch) => !batch.includes(7)).flat();
    expect(taken).toEqual(upTo(20).filter((sequence) => sequence !== 7));
    expect(sent.filter((batch) => batch.includes(7)).map((batch) => batch.length)).toEqual([20, 10, 5, 3, 2, 1]);
    expect(refusals).toEqual([1]);
  });

  it('are told of when others were taken after them, and only once', async () => {
    const { bring, refusals, left } = deliveryForTest(refusing(1, 2, 3));
    await bring(3);
    expect(refusals).toEqual([]);
    expect(await left()).toEqual([]);
    await bring(1);
    expect(refusals).toEqual([3]);
    await bring(1);
    expect(refusals).toEqual([3]);
  });

  it('do not tell of themselves for ever', async () => {
    const { bring, refusals, sent } = deliveryForTest(always('refused'));
    await bring(40);
    expect(refusals).toEqual([]);
    const calls = sent.length;
    await settle();
    expect(sent).toHaveLength(calls);
  });

  it('are the only ones missing, whichever they are and whenever the city goes away', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 15 }),
        fc.array(fc.boolean(), { maxLength: 30 }),
        async (count, bad, aways) => {
          const outages = [...aways];
          const arrived: number[] = [];
          const { bring, left, clock } = deliveryForTest((events) => {
            if (outages.shift() === true) return Promise.resolve('later');
            if (events.some(({ sequence }) => bad.includes(sequence))) return Promise.resolve('refused');
            arrived.push(...sequencesOf(events));
            return Promise.resolve('taken');
          });
          await bring(count);
          await clock.pass(24 * 3_600_000);
          expect(await left()).toEqual([]);
          expect(arrived).toEqual(upTo(count).filter((sequence) => !bad.includes(sequence)));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a disk that fails', () => {
  it.each(['oldest', 'remove'] as const)('(%s) is tried again later and loses nothing', async (part) => {
    const spool = spoolInMemory();
    let isBroken = true;
    const fault = (): Promise<never> => Promise.reject(new Error('no space left on device'));
    const failing: SpoolInMemory = {
      ...spool,
      oldest: (count) => (isBroken && part === 'oldest' ? fault() : spool.oldest(count)),
      remove: (events) => (isBroken && part === 'remove' ? fault() : spool.remove(events)),
    };
    const { bring, left, clock, waits } = deliveryForTest(always('taken'), { spool: failing });
    await bring(2);
    expect(waits).toEqual([1_000]);
    await clock.pass(1_000);
    expect(waits).toEqual([1_000, 2_000]);
    isBroken = false;
    await clock.pass(2_000);
    expect(await left()).toEqual([]);
  });
});

describe('stopping', () => {
  it('waits for what is under way and begins nothing more', async () => {
    let answer: (outcome: Outcome) => void = () => undefined;
    const { delivery, bring, sent, left } = deliveryForTest(() => new Promise((resolve) => (answer = resolve)));
    await bring(25);
    let isStopped = false;
    const stopped = delivery.stop().then(() => (isStopped = true));
    await settle();
    expect(isStopped).toBe(false);
    answer('taken');
    await stopped;
    delivery.nudge();
    await settle();
    expect(sent).toEqual([upTo(20)]);
    expect(await left()).toEqual(upTo(25, 21));
  });

  it('brings what is left first, if it may take its time', async () => {
    const { delivery, bring, sent, left, clock } = deliveryForTest(always('taken'));
    const brought = bring(25);
    await settle();
    const stopped = delivery.stop(1_000);
    await Promise.all([brought, stopped]);
    expect(sent).toEqual([upTo(20), upTo(25, 21)]);
    expect([await left(), clock.waits()]).toEqual([[], 0]);
  });

  it('does not wait longer than it may', async () => {
    let answer: (outcome: Outcome) => void = () => undefined;
    const { delivery, bring, sent, clock } = deliveryForTest(() => new Promise((resolve) => (answer = resolve)));
    await bring(45);
    const stopped = delivery.stop(1_000);
    await clock.pass(1_000);
    answer('taken');
    await stopped;
    expect(sent).toEqual([upTo(20)]);
  });

  it('calls off the wait', async () => {
    const { delivery, bring, clock, sent } = deliveryForTest(always('later'));
    await bring(1);
    expect(clock.waits()).toBe(1);
    await delivery.stop();
    expect(clock.waits()).toBe(0);
    await clock.pass(3_600_000);
    expect(sent).toHaveLength(1);
  });

  it('begins no wait that nobody would end', async () => {
    let answer: (outcome: Outcome) => void = () => undefined;
    const { delivery, bring, clock } = deliveryForTest(() => new Promise((resolve) => (answer = resolve)));
    await bring(1);
    const stopped = delivery.stop();
    answer('later');
    await stopped;
    expect(clock.waits()).toBe(0);
  });
});

describe('a city that says when', () => {
  it('is not asked before, and by none of a fleet at the same moment', async () => {
    let outcome: Outcome = { waitMs: 90_000 };
    const { bring, sent, clock, waits } = deliveryForTest(() => Promise.resolve(outcome));
    await bring(1);
    expect(waits).toEqual([91_000]);
    await bring(1);
    await clock.pass(89_999);
    expect(sent).toHaveLength(1);
    outcome = 'taken';
    await clock.pass(1_001);
    expect(sent.at(-1)).toEqual([1, 2]);
  });
});

describe('a city that wants nothing more', () => {
  it('is left alone until the configuration changes, and nothing is lost', async () => {
    let outcome: Outcome = 'gone';
    const { bring, sent, left, clock, delivery, aways } = deliveryForTest(() => Promise.resolve(outcome));
    await bring(3);
    await bring(1);
    await clock.pass(7 * 86_400_000);
    expect(sent).toHaveLength(1);
    expect(await left()).toEqual(upTo(4));
    expect([delivery.isAway(), aways(), clock.waits()]).toEqual([true, 1, 0]);
    outcome = 'taken';
    delivery.beginAnew();
    await settle();
    expect(await left()).toEqual([]);
    expect(delivery.isAway()).toBe(false);
  });
});

describe('a new configuration', () => {
  it('ends a wait that the old place asked for', async () => {
    let outcome: Outcome = { waitMs: 86_400_000 };
    const { bring, left, clock, delivery } = deliveryForTest(() => Promise.resolve(outcome));
    await bring(2);
    outcome = 'taken';
    delivery.beginAnew();
    await settle();
    expect(await left()).toEqual([]);
    expect(clock.waits()).toBe(0);
  });

  it('says how much goes with one request', async () => {
    let most = 1;
    const { bring, sent } = deliveryForTest(always('taken'), { batchMax: () => most });
    await bring(2);
    most = 3;
    await bring(4);
    expect(sent).toEqual([[1], [2], [3, 4, 5], [6]]);
  });
});

describe('coming back', () => {
  it('after an outage, with much to tell, sends one request and the rest within a minute', async () => {
    let outcome: Outcome = 'later';
    const { bring, sent, left, clock, waits } = deliveryForTest(() => Promise.resolve(outcome));
    await bring(150);
    outcome = 'taken';
    await clock.pass(1_000);
    expect(sent.slice(1)).toEqual([upTo(20)]);
    expect(waits).toEqual([1_000, 30_000]);
    await clock.pass(29_999);
    expect(sent).toHaveLength(2);
    await clock.pass(1);
    expect(await left()).toEqual([]);
  });

  it('at a start, too: the power of a whole city may have been away', async () => {
    const { bring, sent, left, clock } = deliveryForTest(always('taken'), { random: () => 0.999 });
    await bring(150);
    expect(sent).toHaveLength(1);
    await clock.pass(60_000);
    expect(await left()).toEqual([]);
    // From now on it is there.
    await bring(150);
    expect(await left()).toEqual([]);
  });

  it('with little to tell waits for nobody', async () => {
    let outcome: Outcome = 'later';
    const { bring, left, clock } = deliveryForTest(() => Promise.resolve(outcome));
    await bring(100);
    outcome = 'taken';
    await clock.pass(1_000);
    expect(await left()).toEqual([]);
  });
});
