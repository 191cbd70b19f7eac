import { describe, expect, it } from 'vitest';
import { addressOf, placeOf } from '../../../../city/dashboard/place.ts';

describe('a place of the dashboard', () => {
  it.each([{ name: 'fleet' }, { name: 'audit' }, { name: 'password' }, { name: 'terminal', id: 'bib-1' }] as const)(
    'has an address that leads back to it: $name',
    (place) => {
      expect(placeOf(addressOf(place))).toEqual(place);
    },
  );

  it('is the fleet where an address names none', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#/terminal', '#/terminal/A b', '#/first/']) {
      expect(placeOf(hash), hash).toEqual({ name: 'fleet' });
    }
    expect(placeOf('#/first/abc')).toEqual({ name: 'first', link: 'abc' });
  });
});
