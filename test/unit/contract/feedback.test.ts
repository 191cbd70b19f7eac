import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_DATA } from '../../../contract/events.ts';
import {
  FEEDBACK_WORDS_MAX_CHARACTERS,
  feedbackWordsSchema,
  ratingSchema,
  typedFeedbackWordsSchema,
} from '../../../contract/feedback.ts';

const visit = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 700 }),
  fc.string({ unit: 'grapheme', maxLength: 600 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '\u202e', '\u2066', '\u0000', '\u001b', '\n', '\u2028', '\ud800') }),
);

const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Bidi_C}\u2028\u2029]/u;

describe('the words of a feedback', () => {
  it('are cleaned of what could rewrite a line, once and for all', () => {
    fc.assert(
      fc.property(anything, (typed) => {
        const cleaned = typedFeedbackWordsSchema.safeParse(typed);
        if (!cleaned.success) {
          expect(['words-empty', 'words-too-long']).toContain(cleaned.error.issues[0]?.message);
          return;
        }
        expect(cleaned.data).not.toMatch(FORBIDDEN);
        expect(cleaned.data).toBe(cleaned.data.trim());
        expect(typedFeedbackWordsSchema.parse(cleaned.data)).toBe(cleaned.data);
        expect(feedbackWordsSchema.parse(cleaned.data)).toBe(cleaned.data);
      }),
      { numRuns: 1000 },
    );
  });

  it('leave the terminal only as cleaning leaves them', () => {
    fc.assert(
      fc.property(anything, (words) => {
        const taken = feedbackWordsSchema.safeParse(words);
        expect(taken.success).toBe(typedFeedbackWordsSchema.safeParse(words).data === words);
      }),
      { numRuns: 1000 },
    );
    for (const words of ['\u202etug', ' gut', 'gut\n', 'g\u001b[31mut', '', '\u200b', 'a  b'])
      expect(feedbackWordsSchema.safeParse(words).success, JSON.stringify(words)).toBe(false);
  });

  it.each([
    ['ä'.repeat(FEEDBACK_WORDS_MAX_CHARACTERS), true],
    ['ä'.repeat(FEEDBACK_WORDS_MAX_CHARACTERS + 1), false],
    [` ${'a'.repeat(FEEDBACK_WORDS_MAX_CHARACTERS)} `, true],
    [`a${'\u0301'.repeat(5)}`.repeat(FEEDBACK_WORDS_MAX_CHARACTERS), false],
    [' \t\n', false],
  ])('have 1 to 500 characters after trimming (%#)', (typed, isGood) => {
    expect(typedFeedbackWordsSchema.safeParse(typed).success).toBe(isGood);
  });

  it('come with a rating, and with no field that says who wrote them', () => {
    const schema = EVENT_DATA['stadtfenster.visit.feedback'];
    expect(Object.keys(schema.shape).sort()).toEqual(['rating', 'visit', 'words']);
    expect(schema.safeParse({ visit, rating: 3 }).success).toBe(true);
    expect(schema.safeParse({ visit, words: 'Gut.' }).success).toBe(false);
    for (const field of ['name', 'room', 'locale', 'guestNumber'])
      expect(schema.safeParse({ visit, rating: 3, words: 'Gut.', [field]: 'x' }).success).toBe(false);
  });

  it('know five faces', () => {
    for (const rating of [1, 2, 3, 4, 5]) expect(ratingSchema.parse(rating)).toBe(rating);
    for (const rating of [0, 6, 1.5, '3', null]) expect(ratingSchema.safeParse(rating).success).toBe(false);
  });
});
