import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanPersonName,
  countCharacters,
  PERSON_NAME_MAX_CHARACTERS,
  personNameSchema,
} from '../../../contract/person-name.ts';

/** Written out instead of taken from the rule, so that a slip in the rule shows. */
const isForbidden = (codePoint: number): boolean =>
  codePoint < 0x20 ||
  (codePoint >= 0x7f && codePoint <= 0x9f) ||
  codePoint === 0x61c ||
  [0x200e, 0x200f, 0x2028, 0x2029].includes(codePoint) ||
  (codePoint >= 0x202a && codePoint <= 0x202e) ||
  (codePoint >= 0x2066 && codePoint <= 0x2069) ||
  (codePoint >= 0xd800 && codePoint <= 0xdfff) ||
  (codePoint >= 0xfdd0 && codePoint <= 0xfdef) ||
  (codePoint & 0xfffe) === 0xfffe;

const codePointsOf = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);

/** Characters at which a rule about names is likely to break. */
const DELICATE = [
  ...['\u0000', '\u0007', '\t', '\n', '\r', '\u007f', '\u0085', '\u009f', ' ', '\u00a0', '\u2003', '\u3000'],
  ...['\u2028', '\u2029', '\ufeff', '\u061c', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060'],
  ...['\u202a', '\u202e', '\u2066', '\u2069', '\ud83d', '\ude00', '\ufffe', '\u{10ffff}', '\ufdd0'],
  ...['\u0301', '\u0308', '\u20dd', '\ufe0f', '\u{1f3fd}', '\u{e0067}', '\u{e007f}', '\u3164', '\u115f', '\u2800'],
  ...[
    'a',
    'e',
    'Ö',
    'ß',
    'ن',
    'م',
    'क',
    '\u094d',
    'ष',
    '각',
    '\u1100',
    '\u1161',
    '神',
    '\ufa19',
    '👩',
    '👧',
    '🏴',
    '🇩',
  ],
];

const delicateText = fc.array(fc.constantFrom(...DELICATE), { maxLength: 60 }).map((parts) => parts.join(''));
const anyCodeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
  .map((units) => String.fromCharCode(...units));
const anyText = fc.oneof(
  delicateText,
  anyCodeUnits,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
);

const verdictOf = (typed: string): string => {
  const parsed = personNameSchema.safeParse(typed);
  return parsed.success ? parsed.data : (parsed.error.issues[0]?.message ?? '');
};

describe('cleaning a name', () => {
  it('leaves no control character, direction mark, lone surrogate or noncharacter', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        expect(codePointsOf(cleanPersonName(typed)).filter(isForbidden)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('removes each forbidden character by itself, and nothing of its neighbours', () => {
    const standing: string[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += 1) {
      if (!isForbidden(codePoint)) continue;
      const character = String.fromCodePoint(codePoint);
      const expected = /\s/u.test(character) ? 'Ada L' : 'AdaL';
      if (cleanPersonName(`Ada${character}L`) !== expected) standing.push(codePoint.toString(16));
    }
    expect(standing).toEqual([]);
  });

  it('changes nothing of a clean name', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const cleaned = cleanPersonName(typed);
        expect(cleanPersonName(cleaned)).toBe(cleaned);
      }),
      { numRuns: 1000 },
    );
  });

  it('lets a mark meet its letter when what stood between them is gone', () => {
    expect(cleanPersonName('Ren\u0065\u0000\u0301')).toBe('René');
    expect(cleanPersonName('J\u00f6\u200frg')).toBe('Jörg');
  });

  it('does not make a character of two halves that did not stand together', () => {
    expect(cleanPersonName('A\ud83d\u0000\ude00B')).toBe('AB');
    expect(cleanPersonName('\ud83d\ude00')).toBe('😀');
  });

  it('folds white space of any kind to single blanks and trims', () => {
    expect(cleanPersonName(' \t Ada\u00a0\u3000\n Lovelace\u2003\ufeff ')).toBe('Ada Lovelace');
    expect(cleanPersonName('Ada \u202e Lovelace')).toBe('Ada Lovelace');
  });

  it('takes the sting out of a name that would rewrite its line', () => {
    expect(cleanPersonName('Ada\u202e(rotaredoM)')).toBe('Ada(rotaredoM)');
    expect(cleanPersonName('\u2067Ada\u2069\u2028Moderator')).toBe('Ada Moderator');
  });

  it('takes out what nobody sees, so that a name does not pass for another one', () => {
    expect(cleanPersonName('L\u200bei\u2060tu\u00adng')).toBe('Leitung');
    expect(cleanPersonName(`A${'\u200d'.repeat(500)}B\u200c\u200b\u200d`)).toBe('A\u200dB\u200c');
  });

  it('leaves four marks on a letter, and takes off those that would reach into the next lines', () => {
    expect(cleanPersonName(`Z${'\u0316'.repeat(500)}oe`)).toBe(`Z${'\u0316'.repeat(4)}oe`);
    // The first one becomes part of its letter.
    expect(cleanPersonName(`Zoe${'\u0301'.repeat(500)}`)).toBe(`Zo\u00e9${'\u0301'.repeat(4)}`);
    expect(cleanPersonName(`Z${'\u20dd\u200d'.repeat(250)}`)).toBe(`Z${'\u20dd\u200d'.repeat(4)}`);
    expect(cleanPersonName(`Z${'\u0344'.repeat(500)}`)).toBe('Z\u0308\u0301\u0308\u0301');
  });
});

describe('an accepted name', () => {
  it('has 1 to 64 characters as people count them, is trimmed and fits into a URL', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const parsed = personNameSchema.safeParse(typed);
        if (!parsed.success) return;
        const name = parsed.data;
        expect(countCharacters(name)).toBeGreaterThanOrEqual(1);
        expect(countCharacters(name)).toBeLessThanOrEqual(PERSON_NAME_MAX_CHARACTERS);
        expect(name.length).toBeLessThanOrEqual(PERSON_NAME_MAX_CHARACTERS * 16);
        expect(name).toBe(name.trim());
        expect(name).not.toMatch(/ {2}/);
        // encodeURIComponent throws at a lone surrogate.
        expect(decodeURIComponent(encodeURIComponent(name))).toBe(name);
        expect(personNameSchema.parse(name)).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });

  it('may hold anything printable in any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (text) => {
        const name = verdictOf(`A${text}B`);
        const folded = `A${text}B`.replace(/\s+/gu, ' ');
        expect(name.normalize('NFC')).toBe(folded.normalize('NFC'));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['German', 'Jürgen Großmann-Weiß'],
    ['Irish', "Siobhán O'Brien"],
    ['Turkish', 'İbrahim Işık'],
    ['Vietnamese', 'Nguyễn Thị Ánh'],
    ['Ukrainian', 'Олександра Вікторівна'],
    ['Greek', 'Ἀριστοτέλης'],
    ['Arabic', 'عبد الله الشاذلي'],
    ['Persian, with the non-joiner of its spelling', 'علی\u200cرضا نیک\u200cپی'],
    ['Hebrew with points', 'שָׂרָה'],
    ['Hindi, with the joiner of a half form', 'क्\u200dष शर्मा'],
    ['Sinhala, with the joiner of a conjunct', 'ශ්\u200dරී ලංකා'],
    ['Malayalam, with the joiner of a chillu', 'അനില്\u200d'],
    ['Tamil', 'சுப்பிரமணியன்'],
    ['Thai', 'สมชาย ใจดี'],
    ['Burmese', 'အောင်ဆန်းစုကြည်'],
    ['Khmer', 'សុខា'],
    ['Tibetan', 'བསྟན་འཛིན'],
    ['Georgian', 'ნინო'],
    ['Armenian', 'Հայկ'],
    ['Amharic', 'ኃይሌ ገብረሥላሴ'],
    ['Korean', '김철수'],
    ['Japanese', '山田 太郎'],
    ['Japanese with compatibility ideographs', '\ufa19谷 \ufa1b子'],
    ['Japanese with a chosen form of an ideograph', '葛\u{e0100}城'],
    ['Chinese outside the first plane', '\u{20bb7}野家'],
    ['Mongolian with its vowel separator', 'ᠴᠢᠨᠭᠭᠢᠰ\u180eᠠ'],
    ['Adlam', '𞤀𞤣𞤢𞤤𞤢𞤥'],
    ["N'Ko", 'ߒߞߏ'],
    ['one letter', 'Y'],
    ['an emoji family', 'Familie 👨‍👩‍👧‍👦'],
    ['a skin tone and a profession', '👩🏽‍🚒 Aylin'],
    ['flags', '🇩🇪 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈'],
    ['a keycap and a heart', '1️⃣ ❤️'],
    ['only an emoji', '🦊'],
  ])('may be %s', (_script, name) => {
    expect(verdictOf(name)).toBe(name);
  });

  it('is in the composed form, however it was typed', () => {
    expect(verdictOf('Ju\u0308rgen')).toBe('J\u00fcrgen');
    expect(verdictOf('\u1100\u1161\u11a8')).toBe('\uac01');
  });
});

describe('a refused name', () => {
  it.each(['', ' ', '\t\n', '\u0000\u0007', '\u202e', '\ud83d', '\u200b\u200d', '\u3164', '\u2800', '\u00ad\u034f'])(
    'is empty: %j',
    (typed) => {
      expect(verdictOf(typed)).toBe('name-empty');
    },
  );

  it('is empty when it consists of what cannot be seen', () => {
    const invisible = fc.constantFrom(
      ...[' ', '\u00a0', '\u00ad', '\u034f', '\u061c', '\u115f', '\u1160', '\u17b4', '\u180e', '\u200b', '\u200c'],
      ...['\u200d', '\u2060', '\u2064', '\u2065', '\u206f', '\u2800', '\u3000', '\u3164', '\ufe00', '\ufe0f', '\ufeff'],
      ...['\uffa0', '\ufff0', '\u{1bca0}', '\u{1d159}', '\u{1d173}', '\u{13441}', '\u{e0001}', '\u{e0100}', '\u0301'],
    );
    fc.assert(
      fc.property(fc.array(invisible, { maxLength: 20 }), (characters) => {
        expect(verdictOf(characters.join(''))).toBe('name-empty');
      }),
    );
  });

  it('has more than 64 characters as people count them', () => {
    const longest = ['x', 'ö', 'o\u0308', '🦊', '👨‍👩‍👧‍👦', '👩🏻‍❤️‍💋‍👨🏿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'क्षि'];
    for (const character of longest) {
      expect(verdictOf(character.repeat(64))).toBe(character.normalize('NFC').repeat(64));
      expect(verdictOf(character.repeat(65))).toBe('name-too-long');
    }
  });

  it('is counted after trimming', () => {
    expect(verdictOf(`  ${'x'.repeat(64)}\n`)).toBe('x'.repeat(64));
  });

  it('is a chain that Unicode calls one character, but is as wide as many', () => {
    expect(verdictOf(Array(400).fill('👩').join('\u200d'))).toBe('name-too-long');
    expect(verdictOf('क\u094d'.repeat(400))).toBe('name-too-long');
    expect(verdictOf('\u1100'.repeat(400))).toBe('name-too-long');
    expect(countCharacters(Array(8).fill('👩').join('\u200d'))).toBe(2);
  });

  it('is never an exception, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.anything()), (typed) => {
        expect(() => personNameSchema.safeParse(typed)).not.toThrow();
      }),
    );
  });
});
