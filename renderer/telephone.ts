/** Country codes of the ITU: one digit, two, or all others three. */
const COUNTRY = /^\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

/** Groups of three, as numbers are remembered; one digit alone would be overlooked and goes with those before it. */
export const digitGroups = (digits: string): readonly string[] => digits.match(/\d{4}$|\d{3}(?=\d{2})|\d+$/g) ?? [];

/**
 * A number in groups to read: `+49 30 23125014` is `+49`, `30`, `231`, `250`, `14`.
 * @param number of `telephoneNumberSchema`; where its city made no groups, the country stands apart
 */
export const numberGroups = (number: string): readonly string[] => {
  const [country = '', ...groups] = number.replace(COUNTRY, '$& ').trim().split(/ +/);
  return [country, ...groups.flatMap(digitGroups)];
};

/** For a voice: every digit by itself, a pause after each group. */
export const spokenGroups = (groups: readonly string[]): string =>
  groups.map((group) => Array.from(group).join(' ').replace('+', 'plus')).join(', ');
