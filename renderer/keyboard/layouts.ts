import type { Locale } from '../../contract/locale.ts';

/** Keys that do not write what stands on them. */
export const FUNCTION_KEYS = [
  'shift',
  'erase',
  'signs',
  'letters',
  'space',
  'done',
  'tab',
  'left',
  'right',
  'enter',
] as const;
export type FunctionKey = (typeof FUNCTION_KEYS)[number];

/** What is written: a name needs fewer signs than a conversation, and no ways about the page. */
export type Purpose = 'name' | 'meeting' | 'address';

export type Layer = 'letters' | 'signs';

/** Rows of keys with blanks between them; a function key stands in braces. */
type Rows = readonly [string, string, string, string];

/** Where a city is: small letters, and all that an address may need beside them, on one layer. */
const ADDRESS: Readonly<Record<Locale, Rows>> = {
  de: ['1 2 3 4 5 6 7 8 9 0 -', 'q w e r t z u i o p :', 'a s d f g h j k l / {erase}', 'y x c v b n m . {done}'],
  en: ['1 2 3 4 5 6 7 8 9 0 -', 'q w e r t y u i o p :', 'a s d f g h j k l / {erase}', 'z x c v b n m . {done}'],
};

/** Keys for programmers and for several lines are left out. */
const LETTERS: Readonly<Record<Exclude<Purpose, 'address'>, Readonly<Record<Locale, Rows>>>> = {
  name: {
    de: [
      'q w e r t z u i o p ü',
      'a s d f g h j k l ö ä',
      '{shift} y x c v b n m {erase}',
      "{signs} ß {space} ' - . {done}",
    ],
    en: ['q w e r t y u i o p', "a s d f g h j k l '", '{shift} z x c v b n m {erase}', '{signs} {space} - . {done}'],
  },
  meeting: {
    de: [
      'q w e r t z u i o p ü',
      'a s d f g h j k l ö ä',
      '{shift} y x c v b n m ß {erase}',
      '{signs} {tab} , {space} . ? - {left} {right} {enter}',
    ],
    en: [
      'q w e r t y u i o p',
      "a s d f g h j k l '",
      '{shift} z x c v b n m {erase}',
      '{signs} {tab} , {space} . ? - {left} {right} {enter}',
    ],
  },
};

/** Digits, signs and the letters that names of our neighbours have; the same in every language. */
const SIGNS: Readonly<Record<Exclude<Purpose, 'address'>, Rows>> = {
  name: [
    '1 2 3 4 5 6 7 8 9 0',
    'á à é è ê í ó ú ı ğ',
    '{shift} ç ñ ş š ž ł ć {erase}',
    "{letters} , {space} ' - . {done}",
  ],
  meeting: [
    '1 2 3 4 5 6 7 8 9 0',
    '! ? : ; " ( ) / @ €',
    '{shift} á é è ç ñ ş š ł {erase}',
    "{letters} {tab} , {space} . ' - {left} {right} {enter}",
  ],
};

const isFunction = (key: string): boolean => key.startsWith('{');

/** Capitals: the sharp s has one of its own since 2017, which Unicode's default mapping does not give. */
const capital = (key: string): string => (key === 'ß' ? 'ẞ' : key.toUpperCase());

const shifted = (row: string): string =>
  row
    .split(' ')
    .map((key) => (isFunction(key) ? key : capital(key)))
    .join(' ');

/** The rows of one layer, as simple-keyboard reads them. */
export const rowsOf = (purpose: Purpose, locale: Locale, layer: Layer, capitals: boolean): string[] => {
  if (purpose === 'address') return [...ADDRESS[locale]];
  return (layer === 'signs' ? SIGNS[purpose] : LETTERS[purpose][locale]).map((row) => (capitals ? shifted(row) : row));
};

/** How many keys of one width stand beside each other: those of the longest row. */
export const columnsOf = (rows: readonly string[]): number =>
  Math.max(...rows.map((row) => row.split(' ').filter((key) => !isFunction(key)).length));

/** The function behind a key as the layout names it; null for a key that writes. */
export const functionOf = (key: string): FunctionKey | null =>
  FUNCTION_KEYS.find((name) => key === `{${name}}`) ?? null;
