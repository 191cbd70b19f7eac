import { expect, it } from 'vitest';
import { type GoodToken, rememberTokens } from '../../../city/fleet/token-cache.ts';
import { createOwnWake } from '../../../city/store/wake.ts';

const rememberFor = (good: ReadonlySet<string>, endsAt = Number.MAX_SAFE_INTEGER) => {
  const asked: string[] = [];
  const clock = { now: 1_000_000 };
  const wake = createOwnWake();
  const find = (token: string): Promise<GoodToken | null> => {
    asked.push(token);
    const found = { terminal: token.slice(0, token.indexOf('.')), endsAt };
    return Promise.resolve(good.has(token) ? found : null);
  };
  return { find: rememberTokens(find, wake, () => clock.now), asked, clock, wake };
};

it('a good token is asked for once in ten seconds, a bad one each time', async () => {
  const { find, asked, clock } = rememberFor(new Set(['bib-1.a']));
  expect([await find('bib-1.a'), await find('bib-1.a'), await find('bib-1.b'), await find('bib-1.b')]).toEqual([
    ...['bib-1', 'bib-1'],
    ...[null, null],
  ]);
  expect(await find('bib-1.a')).toBe('bib-1');
  expect(asked).toEqual(['bib-1.a', 'bib-1.b', 'bib-1.b']);
  clock.now += 10_000;
  await find('bib-1.a');
  // A clock that was set back must not keep it alive.
  clock.now -= 60_000;
  await find('bib-1.a');
  expect(asked.slice(3)).toEqual(['bib-1.a', 'bib-1.a']);
});

it('a token that is replaced is asked for again, those of other terminals are not', async () => {
  const { find, asked, wake } = rememberFor(new Set(['bib-1.a', 'bib-2.a']));
  const both = () => Promise.all([find('bib-1.a'), find('bib-2.a')]);
  await both();
  await wake.tell('tokens', 'bib-1');
  await both();
  expect(asked).toEqual(['bib-1.a', 'bib-2.a', 'bib-1.a']);
  // After a broken line nobody knows whose.
  await wake.tell('tokens');
  await both();
  expect(asked.slice(3)).toEqual(['bib-1.a', 'bib-2.a']);
});

it('a token that is replaced while the store is asked is not remembered', async () => {
  const { find, asked, wake } = rememberFor(new Set(['bib-1.a']));
  const found = find('bib-1.a');
  await wake.tell('tokens', 'bib-1');
  expect(await found).toBe('bib-1');
  await find('bib-1.a');
  expect(asked).toEqual(['bib-1.a', 'bib-1.a']);
});

it('a token is not remembered beyond its end', async () => {
  const { find, asked, clock } = rememberFor(new Set(['bib-1.a']), 1_002_000);
  await find('bib-1.a');
  clock.now += 1_999;
  await find('bib-1.a');
  expect(asked).toEqual(['bib-1.a']);
  clock.now += 1;
  await find('bib-1.a');
  expect(asked).toEqual(['bib-1.a', 'bib-1.a']);
});
