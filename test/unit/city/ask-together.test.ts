import { expect, it } from 'vitest';
import { askTogether } from '../../../city/store/ask-together.ts';

it('questions of one moment are one query, and each has its own answer', async () => {
  const queries: (readonly number[])[] = [];
  const ask = askTogether((numbers: readonly number[]) => {
    queries.push(numbers);
    return Promise.resolve(numbers.map((number) => number * 2));
  });
  const numbers = Array.from({ length: 450 }, (_, index) => index);
  expect(await Promise.all(numbers.map(ask))).toEqual(numbers.map((number) => number * 2));
  expect(queries.map(({ length }) => length)).toEqual([200, 200, 50]);
  expect(await ask(7)).toBe(14);
});

it('a query that fails fails for those who asked in it, and for no other', async () => {
  let isAway = true;
  const ask = askTogether((words: readonly string[]) =>
    isAway ? Promise.reject(new Error('The store is away.')) : Promise.resolve(words),
  );
  expect((await Promise.allSettled([ask('a'), ask('b')])).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ]);
  isAway = false;
  expect(await ask('c')).toBe('c');
});
