import type { Parameters } from './parameters.ts';

/**
 * The `userdata-*` parameters of a join, names without the prefix. As in BBB a name counts only when it
 * has exactly one hyphen; `userdata-a-b` is dropped without a word.
 */
export const userDataOf = (parameters: Parameters): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => {
      const [prefix, rest, more] = name.split('-');
      return prefix === 'userdata' && rest !== undefined && rest !== '' && more === undefined ? [[rest, value]] : [];
    }),
  );
