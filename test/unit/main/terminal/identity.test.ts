import { describe, expect, it } from 'vitest';
import { termsOfLife } from '../../../../main/terminal/identity.ts';
import { firstSnapshot, recall } from '../../../../main/terminal/recall.ts';
import { withCheckSymbol } from '../../../../contract/code-symbols.ts';
import { ownFolder } from '../own-folder.ts';
import { identityAt, keptState } from './terminal-for-test.ts';

const CITY = 'https://city.example/';
const CODE = withCheckSymbol('7K4M2PX9RTA');

const startWith = (kept: object, given: { readonly city?: string; readonly enrol?: string } = {}) =>
  recall({ folder: ownFolder(), city: given.city, enrol: given.enrol, ca: undefined }, () => keptState(kept));

const enrolled = { identity: identityAt(CITY) };

describe('the identity at a start', () => {
  it('is the kept one, whatever the command line repeats', () => {
    expect(startWith(enrolled).identity).toMatchObject({ city: CITY, terminal: 'bibliothek-1' });
    expect(startWith(enrolled, { city: CITY, enrol: CODE }).identity).toMatchObject({ terminal: 'bibliothek-1' });
    expect(startWith(enrolled, { city: 'https://other.example/' }).identity).toMatchObject({ city: CITY });
    expect(firstSnapshot(startWith(enrolled)).screen).toEqual({ name: 'attract' });
  });

  it('is none for a code of another city, and none before the first enrolment', () => {
    expect(startWith(enrolled, { city: 'https://other.example/', enrol: CODE }).identity).toBeNull();
    expect(startWith({}).identity).toBeNull();
  });

  it.each([
    ['nothing is known', {}, {}, { step: 'city', city: '', isCityFixed: false }],
    ['the city is given', {}, { city: CITY }, { step: 'code', city: CITY, isCityFixed: true }],
    ['the code is given, too', {}, { city: CITY, enrol: CODE }, { step: 'unattended', checking: true }],
    [
      'the city has refused the terminal',
      { ...enrolled, refusal: 'terminal-refused' },
      {},
      { step: 'notice', refusal: 'terminal-refused', city: CITY, isCityFixed: true },
    ],
    [
      'it was a clone, and an old code still stands on the command line',
      { ...enrolled, refusal: 'terminal-cloned' },
      { city: CITY, enrol: CODE },
      { step: 'notice', refusal: 'terminal-cloned' },
    ],
  ])('begins with the screen for enrolling when %s', (_when, kept, given, screen) => {
    expect(firstSnapshot(startWith(kept, given)).screen).toMatchObject({ name: 'enrolment', ...screen });
  });

  it('has a token that is renewed when a fifth of its life is left', () => {
    expect(termsOfLife(3600, 1_000)).toEqual({ renewAt: 1_000 + 2_880_000, expiresAt: 1_000 + 3_600_000 });
  });
});
