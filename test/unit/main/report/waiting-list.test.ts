import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Waiting } from '../../../../main/report/drop-order.ts';
import { WaitingList } from '../../../../main/report/waiting-list.ts';

const one = (sequence: number, bytes = 1): Waiting => ({ sequence, kind: 'visit', at: 0, bytes });

it('the list is what a sorted list would be, whatever is added and removed', () => {
  const step = fc.oneof(
    fc.record({ add: fc.integer({ min: 1, max: 40 }), bytes: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ remove: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ first: fc.integer({ min: 0, max: 50 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const list = new WaitingList();
      const model = new Map<number, Waiting>();
      for (const next of steps) {
        if ('add' in next) {
          const event = one(next.add, next.bytes);
          list.add(event);
          model.set(next.add, event);
        } else if ('remove' in next) {
          list.remove(next.remove);
          model.delete(next.remove);
        } else {
          const sorted = [...model.values()].sort((a, b) => a.sequence - b.sequence);
          expect(list.first(next.first)).toEqual(sorted.slice(0, next.first));
        }
        expect(list.count).toBe(model.size);
        expect(list.bytes).toBe([...model.values()].reduce((sum, { bytes }) => sum + bytes, 0));
      }
    }),
    { numRuns: 300 },
  );
});

it('a long list is emptied one by one without being walked through each time', () => {
  const list = new WaitingList();
  const length = 60_000;
  for (let sequence = 1; sequence <= length; sequence += 1) list.add(one(sequence));
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const [first] = list.first(1);
    if (first?.sequence !== sequence) expect(first?.sequence).toBe(sequence);
    list.remove(sequence);
  }
  expect([list.count, list.bytes, list.first(1)]).toEqual([0, 0, []]);
});
