import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { printTogether } from '../../../city/print-together.ts';

it('lines of one turn are printed at once, in their order, and later ones later', async () => {
  const printed: string[] = [];
  const say = printTogether((text) => printed.push(text));
  for (const line of ['one', 'two', 'three']) say(line);
  expect(printed).toEqual([]);
  await nextTurn();
  say('four');
  await nextTurn();
  expect(printed).toEqual(['one\ntwo\nthree', 'four']);
});
