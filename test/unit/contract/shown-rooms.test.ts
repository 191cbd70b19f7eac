import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownRooms, shownRoomsSchema } from '../../../contract/shown-rooms.ts';

const rooms = ['eins', 'zwei', 'drei'].map((id) => ({ id }));

describe('the rooms that a terminal shows', () => {
  it('are all of the city where nothing is said', () => {
    expect(shownRooms(rooms, null)).toEqual(rooms);
  });

  it('are those that are named, in that order; one that the city does not have is skipped', () => {
    expect(shownRooms(rooms, ['drei', 'vier', 'eins'])).toEqual([{ id: 'drei' }, { id: 'eins' }]);
    expect(shownRooms(rooms, [])).toEqual([]);
  });

  it('are never others, never twice, and in the order that was wished for', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,2}$/), { maxLength: 20 });
    fc.assert(
      fc.property(ids, ids, (known, shown) => {
        const result = shownRooms(
          known.map((id) => ({ id })),
          shown,
        ).map(({ id }) => id);
        expect(result).toEqual(shown.filter((id) => known.includes(id)));
      }),
    );
  });

  it('cannot be named twice, nor by what is no id', () => {
    expect(shownRoomsSchema.safeParse(['eins', 'eins']).success).toBe(false);
    expect(shownRoomsSchema.safeParse(['Der große Saal']).success).toBe(false);
  });
});
