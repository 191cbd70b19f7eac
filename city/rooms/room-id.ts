/** Leaves place for a number after it within the 64 characters of an id. */
const LENGTH_MAX = 58;

const IN_GERMAN: readonly (readonly [letter: RegExp, written: string])[] = [
  [/ä/g, 'ae'],
  [/ö/g, 'oe'],
  [/ü/g, 'ue'],
  [/ß/g, 'ss'],
];

/** Of a title without any letter or digit that an id may have. */
const NAMELESS = 'raum';

/**
 * The id of a room by its title: "Bürger & Verwaltung" is `buerger-verwaltung`.
 * @param taken ids that there are; the new one gets a number after it
 */
export const roomIdOf = (title: string, taken: ReadonlySet<string> = new Set()): string => {
  const written = IN_GERMAN.reduce((text, [letter, way]) => text.replace(letter, way), title.toLowerCase());
  const plain = written
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LENGTH_MAX)
    .replace(/^-+|-+$/g, '');
  const wanted = plain === '' ? NAMELESS : plain;
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const numbered = `${wanted}-${number}`;
    if (!taken.has(numbered)) return numbered;
  }
};
