import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_DEVICES } from '../../../contract/devices.ts';
import { LOCALES } from '../../../contract/locale.ts';
import type { Message } from '../../../contract/message.ts';
import type { Feedback, Notice, Screen } from '../../../contract/snapshot.ts';
import { draw, drawIdleQuestion, drawNotice, wordsOf } from './draw.tsx';
import { fresh, meetingAt, NO_FEEDBACK, NOW, room, ROOMS, SCREENS, snapshotOf } from './snapshots.ts';

const count = (html: string, pattern: RegExp): number => html.match(pattern)?.length ?? 0;

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

describe.each(LOCALES)('every screen in %s', (locale) => {
  it.each(SCREENS)('%s', (_name, screen) => {
    const html = draw(snapshotOf(screen, { locale }));
    expect(count(html, /<h1/g)).toBe(1);
    expect(count(html, /<main/g)).toBe(1);
    expect(count(html, /data-rank="primary"/g)).toBeLessThanOrEqual(1);
    // A sign never stands without a word.
    for (const [, inside = ''] of html.matchAll(/<button[^>]*>(.*?)<\/button>/g)) {
      expect(wordsOf(inside)).not.toBe('');
    }
    // Neither a key instead of a text nor a gap in one.
    expect(wordsOf(html)).not.toMatch(/\{\{|undefined|\[object|\b[a-z]+\.[a-z-]+\.[a-z]/i);
  });
});

describe('rooms', () => {
  const rooms = { name: 'rooms' } as const;

  it('says who is there, until when, and when the next date is', () => {
    const words = wordsOf(draw(snapshotOf(rooms)));
    expect(words).toContain('Läuft gerade · 12 Personen · bis 15:32 Uhr');
    expect(words).toContain('Termin: heute 16:32 Uhr');
    expect(words).toContain('Kein Termin geplant');
    expect(words).toContain('Mit Code');
  });

  it.each([
    ['has begun, but nobody is there', -1, 'Termin bis 15:32 Uhr'],
    ['is over, as in an old list', -3, 'Kein Termin geplant'],
  ])('speaks rightly of a planned meeting that %s', (_case, hours, words) => {
    const planned = room('geplant', { nextMeeting: meetingAt(NOW + hours * 60 * 60_000, 2) });
    expect(wordsOf(draw(snapshotOf(rooms, { rooms: fresh([planned]) })))).toContain(words);
  });

  it('marks a title that is only there in German', () => {
    const html = draw(snapshotOf(rooms, { locale: 'en' }));
    expect(html).toContain('<span dir="auto" lang="de">AG Städtebau</span>');
    expect(html).toContain('<span dir="auto" lang="en">Room heute</span>');
  });

  it.each([0, 1, 5, 40])('draws %d rooms', (amount) => {
    const many = Array.from({ length: amount }, (_, index) => room(`raum-${index}`));
    const html = draw(snapshotOf(rooms, { rooms: fresh(many) }));
    expect(count(html, /class="room"/g)).toBe(amount);
    expect(wordsOf(html).includes('Zurzeit gibt es keine Räume.')).toBe(amount === 0);
  });

  it('shows an old list with its age and claims nothing that may have changed', () => {
    const words = wordsOf(
      draw(
        snapshotOf(rooms, {
          rooms: { state: 'stale', rooms: ROOMS, at: NOW - 12 * 60_000, failure: 'city-unreachable' },
        }),
      ),
    );
    expect(words).toContain('Diese Liste ist von heute 14:20 Uhr.');
    expect(words).toContain('Erneut laden');
    expect(words).not.toContain('Läuft gerade');
  });

  it('shows the age of a list by the clock of the city', () => {
    const stale = { state: 'stale', rooms: ROOMS, at: NOW, failure: 'city-slow' } as const;
    const words = wordsOf(draw(snapshotOf(rooms, { rooms: stale, clockOffset: 60 * 60_000 })));
    expect(words).toContain('Diese Liste ist von heute 15:32 Uhr.');
  });

  it('says so when the city cannot be reached and nothing is known', () => {
    const words = wordsOf(
      draw(snapshotOf(rooms, { rooms: { state: 'stale', rooms: [], at: null, failure: 'city-refused' } })),
    );
    expect(words).toContain('Dieses Gerät darf die Räume gerade nicht öffnen.');
    expect(words).toContain('city-refused');
  });
});

describe('attract', () => {
  const attract = { name: 'attract' } as const;

  it('tells what runs now and what comes next', () => {
    const soon = room('bald', { nextMeeting: meetingAt(NOW + 60_000, 1) });
    const words = wordsOf(draw(snapshotOf(attract, { rooms: fresh([...ROOMS, soon]) })));
    expect(words).toContain('Jetzt Raum laufend 12 Personen · bis 15:32 Uhr');
    expect(words).toContain('Als Nächstes Raum bald heute 14:33 Uhr Raum heute heute 16:32 Uhr');
  });

  it('says so when nothing runs, when nothing is planned, and when the city is away', () => {
    const none = wordsOf(draw(snapshotOf(attract, { rooms: fresh([]) })));
    expect(none).toContain('Gerade läuft kein Treffen.');
    expect(none).toContain('Es gibt noch keinen Termin.');
    const away = draw(
      snapshotOf(attract, { rooms: { state: 'stale', rooms: ROOMS, at: NOW, failure: 'city-unreachable' } }),
    );
    expect(wordsOf(away)).toContain('Die Stadt ist gerade nicht erreichbar.');
    expect(wordsOf(away)).not.toContain('Raum laufend');
  });
});

describe('language', () => {
  it('is chosen from buttons in the languages themselves, the present one pressed', () => {
    const html = draw(snapshotOf({ name: 'rooms' }, { locale: 'en' }));
    expect(html).toContain('lang="de" aria-pressed="false">Deutsch<');
    expect(html).toContain('lang="en" aria-pressed="true">English<');
  });

  it('is no question where there is only one', () => {
    expect(draw(snapshotOf({ name: 'rooms' }, { languages: ['de'] }))).not.toContain('Deutsch');
  });
});

describe('feedback', () => {
  const asked = (feedback: Feedback): Screen => ({
    name: 'goodbye',
    outcome: 'left',
    code: null,
    receipt: { durationMs: 8, items: [{ item: 'cookies', result: 'verified' }] },
    feedback,
  });

  it('is five faces with words, and never stands in the way of the receipt', () => {
    const words = wordsOf(draw(snapshotOf(asked({ state: 'asked', rating: null, problem: null }))));
    expect(words).toContain('Sehr schlecht Schlecht Mittel Gut Sehr gut');
    expect(words).toContain('Überspringen');
    for (const state of ['asked', 'rated', 'writing', 'told', 'skipped'] as const) {
      const drawn = wordsOf(draw(snapshotOf(asked({ state, rating: 4, problem: null }))));
      expect(drawn).toContain('Cookies und Speicher sind leer');
      expect(drawn.includes('Bitte schreiben Sie keine Namen.')).toBe(state === 'writing');
    }
  });
});

describe('a call for the staff', () => {
  it.each([
    ['none', 'Hilfe', 'Personal rufen'],
    ['called', 'Personal gerufen', 'Nicht mehr rufen'],
    ['answered', 'Es kommt jemand.', 'Jemand kommt zu Ihnen.'],
    ['unreachable', 'Niemand erreicht', 'Bitte gehen Sie selbst zum Personal.'],
  ] as const)('shows on every screen and in the help of the meeting: %s', (help, short, words) => {
    expect(wordsOf(draw(snapshotOf({ name: 'rooms' }, { help })))).toContain(short);
    const meeting = { name: 'meeting', room: room('x'), since: NOW, panel: 'help', reported: null } as const;
    expect(wordsOf(draw(snapshotOf(meeting, { help })))).toContain(words);
  });
});

describe('are you still there?', () => {
  it('counts down in the clock of the machine', () => {
    const words = wordsOf(drawIdleQuestion(snapshotOf({ name: 'rooms' }, { clockOffset: 5000 }), NOW + 30_000));
    expect(words).toContain('Sind Sie noch da?');
    expect(words).toContain('30 Sekunden');
    expect(words).toContain('Ich bin noch da');
  });

  it('says one second when it is one', () => {
    expect(wordsOf(drawIdleQuestion(snapshotOf({ name: 'rooms' }), NOW + 1000))).toContain('1 Sekunde Ich');
  });
});

describe('what the city shows', () => {
  const message = { de: 'Wir <b>schließen</b> um 16:00 Uhr.', en: 'We close at 16:00.' };
  const over = (locale: 'de' | 'en', notice: Notice): string =>
    wordsOf(drawNotice(snapshotOf({ name: 'rooms' }, { locale }), notice));

  it('is read in all of its languages, the own one first, and never as markup', () => {
    const html = drawNotice(snapshotOf({ name: 'rooms' }), { kind: 'message', message });
    expect(html).toContain('Wir &lt;b&gt;schließen&lt;/b&gt; um 16:00 Uhr.');
    expect(html.indexOf('lang="de"')).toBeLessThan(html.indexOf('lang="en"'));
    const english = drawNotice(snapshotOf({ name: 'rooms' }, { locale: 'en' }), { kind: 'message', message });
    expect(english.indexOf('lang="en"')).toBeLessThan(english.indexOf('lang="de"'));
    const german = drawNotice(snapshotOf({ name: 'rooms' }, { locale: 'en' }), {
      kind: 'message',
      message: { de: 'Nur Deutsch' },
    });
    expect(count(german, /Nur Deutsch/g)).toBe(1);
  });

  it('is its name, the end of the visit, and what is done with the screen', () => {
    expect(over('en', { kind: 'identify', terminal: 'bibliothek-1' })).toContain('bibliothek-1');
    expect(over('de', { kind: 'ending', deadline: NOW + 30_000 })).toContain('30 Sekunden noch');
    expect(over('de', { kind: 'ending', deadline: NOW + 1_000 })).toContain('1 Sekunde noch');
    expect(over('de', { kind: 'serviced', act: 'screenshot' })).toContain('macht jetzt ein Bild');
    expect(over('en', { kind: 'serviced', act: 'wipe-test' })).toContain('deletes everything');
  });

  it('on a locked terminal stands in every language, with the advice where there are no words', () => {
    const locked = (message: Message | null): string => wordsOf(draw(snapshotOf({ name: 'locked', message })));
    expect(locked(message)).toContain('Dieses Terminal ist gesperrt.');
    expect(locked(message)).toContain('This terminal is locked. We close at 16:00.');
    expect(locked({ de: 'Wir bauen um.' })).toContain('This terminal is locked. Please ask the staff');
    expect(locked(null)).toContain('Bitte fragen Sie das Personal');
    expect(draw(snapshotOf({ name: 'locked', message: null }))).not.toContain('<button');
  });
});

describe('name', () => {
  it('offers the guest name and names the problem at the field', () => {
    const problem = {
      name: 'name',
      room: room('x'),
      guestNumber: 4711,
      typedName: '',
      part: 'speak',
      anonymous: false,
    } as const;
    const html = draw(snapshotOf({ ...problem, problem: 'name-empty' }));
    expect(wordsOf(html)).toContain('Gast 4711');
    expect(wordsOf(html)).toContain('Bitte schreiben Sie Ihren Namen.');
    expect(html).toMatch(/<input[^>]*aria-invalid="true"/);
    expect(draw(snapshotOf({ ...problem, problem: null }))).not.toContain('aria-invalid');
  });

  it('remembers what was chosen before somebody came back', () => {
    const before = {
      name: 'name',
      room: room('x'),
      guestNumber: 1,
      typedName: '',
      part: 'speak',
      problem: null,
    } as const;
    const pressed = /<button[^>]*aria-pressed="true"[^>]*>(?:(?!<\/button>).)*Gast 1</;
    expect(draw(snapshotOf({ ...before, anonymous: true }))).toMatch(pressed);
    expect(draw(snapshotOf({ ...before, anonymous: false }))).not.toMatch(pressed);
  });
});

describe('meeting', () => {
  it.each([
    [0, 'eben begonnen'],
    [1, 'seit 1 Minute'],
    [59, 'seit 59 Minuten'],
    [72, 'seit 1 Std. 12 Min.'],
  ])('after %d minutes says %s', (minutes, words) => {
    const meeting = {
      name: 'meeting',
      room: room('x'),
      since: NOW - minutes * 60_000,
      panel: 'none',
      reported: null,
    } as const;
    expect(wordsOf(draw(snapshotOf(meeting)))).toContain(words);
  });

  it('counts by the clock of the machine, shows the clock of the city', () => {
    const meeting = { name: 'meeting', room: room('x'), since: NOW - 60_000, panel: 'none', reported: null } as const;
    const words = wordsOf(draw(snapshotOf(meeting, { clockOffset: 60 * 60_000 })));
    expect(words).toContain('seit 1 Minute · 15:32 Uhr');
  });
});

describe('goodbye', () => {
  const goodbye = { name: 'goodbye', outcome: 'left', code: null, feedback: NO_FEEDBACK } as const;
  const items = (result: 'verified' | 'cleared' | 'failed') =>
    [
      { item: 'cookies', result },
      { item: 'storage', result: 'verified' },
    ] as const;

  it.each([
    ['verified', 'Cookies und Speicher sind leer geprüft'],
    ['cleared', 'Cookies und Speicher sind leer gelöscht'],
    ['failed', 'Hier ist noch etwas übrig nicht gelöscht'],
  ] as const)('a group is as good as its weakest item: %s', (result, words) => {
    const html = draw(snapshotOf({ ...goodbye, receipt: { durationMs: 8, items: [...items(result)] } }));
    expect(wordsOf(html)).toContain(words);
    expect(wordsOf(html)).toContain('2 Punkte in 0,01 Sekunden');
  });

  it('promises the name only while it has not been erased', () => {
    const promise = 'Wenn Sie gehen, löschen wir auch Ihren Namen und Ihre Sprache.';
    const before = draw(snapshotOf({ ...goodbye, receipt: { durationMs: 8, items: [...items('verified')] } }));
    expect(wordsOf(before)).toContain(promise);
    const name = { item: 'name', result: 'verified' } as const;
    const after = draw(snapshotOf({ ...goodbye, receipt: { durationMs: 8, items: [name] } }));
    expect(wordsOf(after)).not.toContain(promise);
    expect(wordsOf(after)).toContain('Ihr Name ist gelöscht');
  });
});

describe('a meeting that is away', () => {
  const away = (cause: 'crashed' | 'line', seconds: number) =>
    wordsOf(
      draw(
        snapshotOf({
          name: 'meeting',
          room: room('energie'),
          since: NOW,
          panel: 'none',
          reported: null,
          rejoining: { cause, since: NOW - seconds * 1000 },
        }),
      ),
    );

  it('says what is going on and for how long, with the bar below', () => {
    expect(away('line', 12)).toContain('Verbindung unterbrochen. Wir versuchen es seit 12 Sekunden.');
    expect(away('line', 1)).toContain('Wir versuchen es seit 1 Sekunde.');
    expect(away('crashed', 0)).toContain('Wir öffnen die Besprechung wieder. Einen Moment bitte.');
    expect(away('crashed', 3)).toContain('seit 3 Sekunden');
    expect(away('line', 12)).toContain('Verlassen');
  });
});

describe('the question of the bar', () => {
  const asked = (seconds: number) =>
    wordsOf(
      draw(
        snapshotOf({
          name: 'meeting',
          room: room('energie'),
          since: NOW,
          panel: 'none',
          reported: null,
          presenceDeadline: NOW + seconds * 1000,
        }),
      ),
    );

  it('counts down in minutes and seconds, and takes an answer', () => {
    expect(asked(180)).toContain('Sind Sie noch da? Ihr Besuch endet in 3:00');
    expect(asked(69)).toContain('1:09');
    expect(asked(-5)).toContain('0:00');
    expect(asked(180)).toContain('Ja, noch da');
  });
});

describe('the check', () => {
  const check = { name: 'check', room: room('energie') } as const;
  const device = (place: number, count: number) => ({ label: 'Tischmikrofon', place, count });

  it('says what is used and offers another one, where there is one', () => {
    const words = wordsOf(draw(snapshotOf(check, { devices: { microphone: device(2, 3), speaker: null } })));
    expect(words).toContain('Mikrofon Tischmikrofon (2 von 3)');
    expect(words).toContain('Mikrofon wechseln');
    expect(words).not.toContain('Lautsprecher wechseln');
  });

  it('offers nothing where there is one device, or none that is known', () => {
    for (const devices of [{ microphone: device(1, 1), speaker: device(1, 1) }, NO_DEVICES]) {
      const words = wordsOf(draw(snapshotOf(check, { devices })));
      expect(words).not.toMatch(/von|wechseln/);
    }
  });
});
