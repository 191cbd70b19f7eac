import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../renderer/texts.ts';
import { clockOf, momentInWords } from '../../../../renderer/time/moments.ts';

const german = { locale: 'de', timeZone: 'Europe/Berlin' } as const;
const english = { locale: 'en', timeZone: 'Europe/Berlin' } as const;
const at = (iso: string): number => Date.parse(iso);

describe('clock', () => {
  it('shows the time of the city, whatever the zone of the machine', () => {
    expect(clockOf(at('2026-11-21T16:00:00Z'), german)).toBe('17:00');
    expect(clockOf(at('2026-07-21T16:00:00Z'), german)).toBe('18:00');
    expect(clockOf(at('2026-11-21T23:05:00Z'), english)).toBe('00:05');
  });
});

describe('a time zone that does not exist', () => {
  it('falls back to that of the machine', () => {
    expect(clockOf(at('2026-11-21T16:00:00Z'), { locale: 'de', timeZone: 'Europe/Nowhere' })).toMatch(/^\d\d:\d\d$/);
  });
});

describe('a moment in words', () => {
  const now = at('2026-11-21T13:32:00Z');
  it.each([
    ['2026-11-21T16:00:00Z', 'heute 17:00\u00a0Uhr', 'today 17:00'],
    ['2026-11-21T22:59:00Z', 'heute 23:59\u00a0Uhr', 'today 23:59'],
    ['2026-11-21T23:00:00Z', 'morgen 00:00\u00a0Uhr', 'tomorrow 00:00'],
    ['2026-11-24T16:00:00Z', 'Dienstag, 24. November, 17:00\u00a0Uhr', 'Tuesday 24 November, 17:00'],
  ])('%s', (instant, inGerman, inEnglish) => {
    expect(momentInWords(at(instant), now, german, textsOf('de'))).toBe(inGerman);
    expect(momentInWords(at(instant), now, english, textsOf('en'))).toBe(inEnglish);
  });

  it('knows tomorrow in the night in which the clocks change', () => {
    const saturdayNight = at('2026-10-24T21:30:00Z');
    expect(momentInWords(at('2026-10-25T22:30:00Z'), saturdayNight, german, textsOf('de'))).toBe(
      'morgen 23:30\u00a0Uhr',
    );
    expect(momentInWords(at('2026-10-25T23:30:00Z'), saturdayNight, german, textsOf('de'))).toBe(
      'Montag, 26. Oktober, 00:30\u00a0Uhr',
    );
  });

  it('knows tomorrow at the end of the year', () => {
    expect(momentInWords(at('2027-01-01T09:00:00Z'), at('2026-12-31T09:00:00Z'), german, textsOf('de'))).toBe(
      'morgen 10:00\u00a0Uhr',
    );
  });
});
