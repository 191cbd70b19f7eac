const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Where erasing begins: at the beginning of what is marked, or else of the character before the caret as a
 * person counts them, so that no half of an emoji or of a letter with its accent stays.
 *
 * @param start begin of the selection, in code units
 * @param end its end; the same as `start` for a mere caret
 */
export const eraseFrom = (text: string, start: number, end: number): number => {
  if (start !== end) return start;
  return Array.from(characters.segment(text.slice(0, start))).at(-1)?.index ?? 0;
};

/** Puts the new text into the field as if it had been typed, so that whoever listens hears of it. */
const replace = (field: HTMLInputElement, from: number, to: number, text: string): void => {
  if (field.value.length - (to - from) + text.length > field.maxLength) return;
  field.setRangeText(text, from, to, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
};

/** Writes at the caret, over what is marked; nothing when the field is full. */
export const typeInto = (field: HTMLInputElement, text: string): void => {
  const start = field.selectionStart ?? field.value.length;
  replace(field, start, field.selectionEnd ?? start, text);
};

/** Takes away what is marked, or else the character before the caret. */
export const eraseIn = (field: HTMLInputElement): void => {
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? start;
  replace(field, eraseFrom(field.value, start, end), end, '');
};
