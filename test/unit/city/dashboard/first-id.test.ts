import fc from 'fast-check';
import { V7Generator } from 'uuidv7';
import { expect, it } from 'vitest';
import { firstIdAt } from '../../../../city/events/first-id.ts';

it('the first id of a moment is above no id of then or later, and above all of before', () => {
  const ids = new V7Generator();
  const moments = fc.integer({ min: 1, max: 2 ** 45 });
  fc.assert(
    fc.property(moments, moments, (moment, other) => {
      const id = ids.generateOrResetWithTs(other, 0).toString();
      expect(id >= firstIdAt(moment)).toBe(other >= moment);
    }),
  );
});
