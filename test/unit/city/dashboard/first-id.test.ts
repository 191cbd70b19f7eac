import fc from 'fast-check';
import { V7Generator } from 'uuidv7';
import { expect, it } from 'vitest';
import { firstIdAt } from '../../../../city/events/first-id.ts';

it('the first id of a moment is above no id of then or later, and above all of before', () => {
  const moments = fc.integer({ min: 1, max: 2 ** 45 });
  fc.assert(
    fc.property(moments, moments, (moment, other) => {
      // A new one each time: it does not go back with the clock.
      const id = new V7Generator().generateOrResetWithTs(other).toString();
      expect(id >= firstIdAt(moment)).toBe(other >= moment);
    }),
  );
});
