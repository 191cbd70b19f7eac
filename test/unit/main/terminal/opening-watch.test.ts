import { expect, it, vi } from 'vitest';
import type { OpeningHours } from '../../../../contract/opening-hours.ts';
import { watchOpening } from '../../../../main/terminal/opening-watch.ts';

const MINUTE = 60_000;
/** Thursday, 26 November 2026, noon in Berlin. */
const NOON = Date.parse('2026-11-26T11:00:00Z');
const UNTIL_SIX: OpeningHours = { weekly: [{ weekday: 4, from: '10:00', to: '18:00' }], exceptions: [] };

const watched = (given: OpeningHours | null) => {
  let now = NOON;
  let hours = given;
  let isVisited = false;
  let planned: { readonly at: number; readonly work: () => void } | null = null;
  const display: string[] = [];
  let changes = 0;
  let plans = 0;
  const watch = watchOpening({
    hours: () => hours,
    timeZone: () => 'Europe/Berlin',
    now: () => now,
    after: (milliseconds, work) => {
      const plan = { at: now + milliseconds, work };
      planned = plan;
      plans += 1;
      return () => {
        if (planned === plan) planned = null;
      };
    },
    isVisited: () => isVisited,
    switchDisplay: (verb) => display.push(verb),
    changed: () => (changes += 1),
  });
  const settled = async (): Promise<void> => {
    // The calendar is loaded on the way, at the first look.
    if (plans === 0) await vi.dynamicImportSettled();
    await new Promise((resolve) => setImmediate(resolve));
  };
  /** Lets the clock go on, with everything that was planned on the way. */
  const until = async (moment: number): Promise<void> => {
    await settled();
    for (let due = planned; due !== null && due.at <= moment; due = planned) {
      planned = null;
      now = due.at;
      due.work();
      await settled();
    }
    now = moment;
  };
  return {
    watch,
    display,
    until,
    changes: () => changes,
    isPlanned: () => planned !== null,
    planned: () => plans,
    touch: async (is: boolean) => {
      isVisited = is;
      watch.visitChanged();
      await settled();
    },
    visit: (is: boolean) => {
      isVisited = is;
      watch.look();
    },
    set: (next: OpeningHours | null) => {
      hours = next;
      watch.look();
    },
    turnClock: (moment: number) => {
      now = moment;
    },
  };
};

const at = (time: string): number => Date.parse(`2026-11-${time}Z`);

it('is open for ever without hours, and nothing is planned', async () => {
  const { watch, until, isPlanned, changes } = watched(null);
  watch.look();
  await until(NOON + MINUTE);
  expect([watch.current(), isPlanned(), changes()]).toEqual([null, false, 0]);
});

it('closes and opens when it says, and the display goes dark a while later', async () => {
  const { watch, until, display } = watched(UNTIL_SIX);
  watch.look();
  await until(at('26T16:59:59'));
  expect(watch.current()).toEqual({ isOpen: true, changesAt: at('26T17:00:00') });
  await until(at('26T17:00:00'));
  expect(watch.current()?.isOpen).toBe(false);
  await until(at('26T17:01:59'));
  // What an earlier process may have left dark was made light once.
  expect(display).toEqual(['display-on']);
  await until(at('26T17:02:00'));
  expect(display).toEqual(['display-on', 'display-off']);
  await until(Date.parse('2026-12-03T08:59:59Z'));
  expect(display).toEqual(['display-on', 'display-off']);
  await until(Date.parse('2026-12-03T09:00:00Z'));
  expect(watch.current()?.isOpen).toBe(true);
  expect(display).toEqual(['display-on', 'display-off', 'display-on']);
});

it('leaves whoever is there the display, and goes dark after them', async () => {
  const { until, display, visit } = watched(UNTIL_SIX);
  visit(true);
  await until(at('26T18:00:00'));
  expect(display).toEqual(['display-on']);
  visit(false);
  await until(at('26T18:01:59'));
  expect(display).toEqual(['display-on']);
  await until(at('26T18:02:00'));
  expect(display).toEqual(['display-on', 'display-off']);
});

it('opens with new hours, and shows light again', async () => {
  const { watch, until, display, set, changes } = watched(UNTIL_SIX);
  watch.look();
  await until(at('26T17:10:00'));
  const before = changes();
  set(null);
  await until(at('26T17:10:01'));
  expect(watch.current()).toBeNull();
  expect(display).toEqual(['display-on', 'display-off', 'display-on']);
  expect(changes()).toBe(before + 1);
});

it('switches no display of a terminal that has no hours', async () => {
  const { watch, until, display, set } = watched(UNTIL_SIX);
  set(null);
  watch.look();
  await until(at('26T18:00:00'));
  expect(display).toEqual([]);
});

it('sees within a minute that the clock was set', async () => {
  const { watch, until, turnClock } = watched(UNTIL_SIX);
  watch.look();
  await until(NOON + MINUTE);
  turnClock(at('26T19:00:00'));
  await until(at('26T19:01:00'));
  expect(watch.current()?.isOpen).toBe(false);
});

it('does not look at the calendar for each touch, but when somebody comes or goes', async () => {
  const { watch, until, touch, planned } = watched(UNTIL_SIX);
  watch.look();
  await until(NOON + 1);
  const before = planned();
  await touch(false);
  expect(planned()).toBe(before);
  await touch(true);
  expect(planned()).toBe(before + 1);
  await touch(true);
  expect(planned()).toBe(before + 1);
});
