import { describe, expect, it } from 'vitest';
import { identityOf } from '../../../../main/terminal/identity.ts';

const GIVEN = { city: new URL('https://city.example/stadt'), token: `bibliothek-1.${'x'.repeat(43)}` };
const KEPT = { city: 'https://old.example/', token: `pavillon-2.${'y'.repeat(43)}` };

describe('the identity', () => {
  it('is what the command line says', () => {
    const identity = { city: 'https://city.example/stadt', token: GIVEN.token, terminal: 'bibliothek-1' };
    expect(identityOf(GIVEN, null)).toEqual(identity);
    expect(identityOf(GIVEN, KEPT)).toEqual(identity);
  });

  it('is the kept one without a command line', () => {
    expect(identityOf({ city: undefined, token: undefined }, KEPT)).toEqual({ ...KEPT, terminal: 'pavillon-2' });
  });

  it('is never mixed: a token goes to no city that it is not from', () => {
    expect(identityOf({ ...GIVEN, token: undefined }, KEPT)).toEqual({ ...KEPT, terminal: 'pavillon-2' });
    expect(identityOf({ ...GIVEN, city: undefined }, KEPT)).toEqual({ ...KEPT, terminal: 'pavillon-2' });
  });

  it('is none before the terminal was told', () => {
    expect(identityOf({ city: undefined, token: undefined }, null)).toBeNull();
    expect(identityOf({ ...GIVEN, token: undefined }, null)).toBeNull();
  });
});
