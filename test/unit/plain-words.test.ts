import { describe, expect, it } from 'vitest';
import { DEFAULT_TERMS } from '../../city/seed/default-terms.ts';
import { citySeedSchema } from '../../city/seed/city-seed.ts';
import type { Terms } from '../../contract/configuration.ts';
import { LOCALES, type Locale } from '../../contract/locale.ts';
import { demoSeed } from '../../demo/seed.ts';
import { TEXTS } from '../../demo/visitor.ts';
import dashboardDe from '../../resources/locales/dashboard.de.json' with { type: 'json' };
import dashboardEn from '../../resources/locales/dashboard.en.json' with { type: 'json' };
import serviceDe from '../../resources/locales/service.de.json' with { type: 'json' };
import serviceEn from '../../resources/locales/service.en.json' with { type: 'json' };

const SERVICE_TEXTS = { de: serviceDe, en: serviceEn } as const;
const DASHBOARD_TEXTS = { de: dashboardDe, en: dashboardEn } as const;

/** As many words as a sentence may have in plain language, in German "Einfache Sprache" (DIN 8581-1). */
const WORDS_MAX = 15;

interface Tree {
  readonly [key: string]: string | Tree;
}

const textsIn = (tree: Tree): readonly string[] =>
  Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : textsIn(value)));

const termsIn = ({ summary, fullText }: Terms, locale: Locale): readonly string[] =>
  [...summary, ...fullText].map((text) => text[locale] ?? '');

const seed = citySeedSchema.parse(demoSeed);

/** Everything of ours that a visitor or the staff reads, and what the cities of the example and of a first start say. */
const readBy = (locale: Locale): readonly string[] => [
  ...textsIn(TEXTS[locale]),
  ...textsIn(SERVICE_TEXTS[locale]),
  ...textsIn(DASHBOARD_TEXTS[locale]),
  ...[DEFAULT_TERMS, seed.terms].flatMap((terms) => termsIn(terms, locale)),
  ...seed.rooms.flatMap(({ title, description }) => [title[locale] ?? '', description?.[locale] ?? '']),
];

/** A colon ends no sentence: what follows it belongs to the same thought. */
const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?])\s+/);

const wordsOf = (sentence: string): string[] => sentence.match(/[\p{L}\p{N}{}]+(?:[-’'.,:][\p{L}\p{N}]+)*/gu) ?? [];

describe('plain words', () => {
  it('are counted as a reader does', () => {
    expect(wordsOf('Noch {{count}} Sekunden – Ihr Treffen „Energie & Umwelt“ (17:00 Uhr).')).toHaveLength(9);
    expect(sentencesOf('Hilft das nicht? Dann fragen Sie: Das Personal hilft.')).toHaveLength(2);
  });

  it.each(LOCALES)('are in sentences of at most 15 words: %s', (locale) => {
    const sentences = readBy(locale).flatMap(sentencesOf);
    expect(sentences.length).toBeGreaterThan(200);
    expect(sentences.filter((sentence) => wordsOf(sentence).length > WORDS_MAX)).toEqual([]);
  });

  it('say "Sie" to everybody', () => {
    const familiar = /\b(?:du|dir|dich|dein\w*|euch|eu(?:er|re)\w*)\b/i;
    expect(familiar.test('Willst du deinen Namen nennen?')).toBe(true);
    expect(readBy('de').filter((text) => familiar.test(text))).toEqual([]);
  });
});
