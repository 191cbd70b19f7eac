import { describe, expect, it } from 'vitest';
import { subjectWords } from '../../../../city/dashboard/audit-words.ts';
import { audienceWords } from '../../../../city/dashboard/command-words.ts';
import { eventWords } from '../../../../city/dashboard/event-words.ts';
import { dashboardTexts } from '../../../../city/dashboard/texts.ts';
import { ago, span } from '../../../../city/dashboard/time-words.ts';
import { cityEventSchema, type EventData, type EventType } from '../../../../contract/events.ts';

const NOW = Date.parse('2026-11-24T16:31:00+01:00');
const MINUTE = 60_000;
const de = dashboardTexts('de');
const en = dashboardTexts('en');

const told = <T extends EventType>(type: T, data: EventData<T>): string =>
  eventWords(
    cityEventSchema.parse({
      specversion: '1.0',
      id: '01936f2e-7b2c-7000-8000-000000000000',
      source: '/terminals/bib-1',
      time: new Date(NOW).toISOString(),
      sequence: 1,
      type,
      data,
    }),
    de,
    'de',
  );

describe('how long ago something was', () => {
  it.each([
    [0, 'gerade eben', 'just now'],
    [MINUTE - 1, 'gerade eben', 'just now'],
    [-MINUTE, 'gerade eben', 'just now'],
    [MINUTE, 'vor 1 Minute', '1 minute ago'],
    [59 * MINUTE, 'vor 59 Minuten', '59 minutes ago'],
    [24 * 60 * MINUTE, 'gestern', 'yesterday'],
  ])('%d ms: %s', (passed, german, english) => {
    expect([ago(NOW - passed, NOW, de, 'de'), ago(NOW - passed, NOW, en, 'en')]).toEqual([german, english]);
  });
});

it.each([
  [4_200, '4 Sekunden'],
  [12 * MINUTE, '12 Minuten'],
  [23 * 60 * MINUTE, '23 Stunden'],
  [24 * 60 * MINUTE, '1 Tag'],
  [7 * 24 * 60 * MINUTE, '7 Tage'],
] as const)('a span of %d ms: %s', (milliseconds, words) => {
  expect(span(milliseconds, 'de')).toBe(words);
});

it.each([
  [{ site: 'bib' }, 'Standort Bibliothek am Markt'],
  [{ site: 'fort' }, 'Standort fort'],
  [{ all: true }, 'Alle Terminals'],
] as const)('a site is called by its name, as long as that is known: %o', (audience, words) => {
  expect(audienceWords(audience, new Map([['bib', 'Bibliothek am Markt']]), de)).toBe(words);
});

it.each([
  ['command-given', 'lock bibliothek-1', 'Terminal sperren: bibliothek-1'],
  ['command-given', 'identify *', 'Terminal finden: Alle Terminals'],
  ['command-given', 'restart-app ring frueh', 'Programm neu starten: ring frueh'],
  ['code-made', 'heimatverein (moderator)', 'heimatverein: Code zum Leiten'],
  ['help-answered', 'bibliothek-4', 'bibliothek-4'],
  ['signed-in', null, ''],
] as const)('the audit log says in words what it is about: %s %s', (act, subject, words) => {
  expect(subjectWords({ act, subject }, de)).toBe(words);
});

it('gaps of the lock and settings that were taken are told in words', () => {
  expect(told('stadtfenster.terminal.lock-incomplete', { gaps: ['swap-on', 'other-consoles'] })).toBe(
    'Der Schutz hat Lücken: der Speicher wird auf die Festplatte ausgelagert und es gibt weitere Konsolen.',
  );
  expect(told('stadtfenster.configuration.taken', { version: 3, layers: [] })).toBe(
    'Neue Einstellungen gelten, Fassung 3.',
  );
});
