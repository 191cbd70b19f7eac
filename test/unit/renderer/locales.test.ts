import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Tree {
  readonly [key: string]: string | Tree;
}
const treeSchema: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), treeSchema])));

const flatten = (tree: Tree, path = ''): readonly (readonly [key: string, text: string])[] =>
  Object.entries(tree).flatMap(([key, value]) => {
    const whole = `${path}${key}`;
    return typeof value === 'string' ? [[whole, value] as const] : flatten(value, `${whole}.`);
  });

const read = (file: string): ReadonlyMap<string, string> =>
  new Map(flatten(treeSchema.parse(JSON.parse(readFileSync(join(root, 'resources/locales', `${file}.json`), 'utf8')))));

const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();

/** i18next asks for `rooms.people` and finds `rooms.people_one`. */
const withoutPlural = (key: string): string => key.replace(/_(?:zero|one|two|few|many|other)$/, '');

const SERVICE = 'service';

/** Every key that the screens of a page ask for; a part that is only known when it runs stands for any one step of the path. */
const askedBy = (folder: string, isOfPage: (file: string) => boolean): readonly RegExp[] => {
  const sources = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && isOfPage(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));
  const asked = new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/\bt\(\s*(['"`])(.+?)\1/g)].map(([, , key = '']) =>
        key
          .split(/\$\{[^}]*\}/)
          .map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          .join('[^.]+'),
      ),
    ),
  );
  return [...asked].map((pattern) => new RegExp(`^${pattern}$`));
};

/** Each page has texts of its own: the terminal's, that of the service menu, and the city's dashboard. */
const PAGES = [
  {
    page: 'terminal',
    german: read('de'),
    english: read('en'),
    patterns: askedBy('renderer', (file) => !file.startsWith(SERVICE + sep)),
  },
  {
    page: SERVICE,
    german: read('service.de'),
    english: read('service.en'),
    patterns: askedBy('renderer', (file) => file.startsWith(SERVICE + sep)),
  },
  {
    page: 'dashboard',
    german: read('dashboard.de'),
    english: read('dashboard.en'),
    patterns: askedBy('city/dashboard', () => true),
  },
];

describe.each(PAGES)('texts: $page', ({ german, english, patterns }) => {
  it('has the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...german.keys()].sort());
  });

  it.each([...german])('%s has the same placeholders in both languages', (key, text) => {
    expect(placeholdersOf(english.get(key) ?? '')).toEqual(placeholdersOf(text));
  });

  it('has no empty text', () => {
    expect([...german, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('has no key that no screen asks for', () => {
    expect(patterns.length).toBeGreaterThan(40);
    const unused = [...german.keys()].filter((key) => !patterns.some((pattern) => pattern.test(withoutPlural(key))));
    expect(unused).toEqual([]);
  });

  it('has every key that a screen asks for', () => {
    const known = [...german.keys()].map(withoutPlural);
    const missing = patterns.filter((pattern) => !known.some((key) => pattern.test(key)));
    expect(missing).toEqual([]);
  });
});
