import { describe, expect, it } from 'vitest';
import { createLateParts } from '../../../../main/terminal/late-parts.ts';
import { settle } from '../hand-clock.ts';

const withParts = () => {
  let begin: () => void = () => undefined;
  const late = createLateParts(
    new Promise((resolve) => {
      begin = resolve;
    }),
  );
  const seen: string[] = [];
  const add = (name: string, loaded: Promise<void> = Promise.resolve()) =>
    late.add({
      load: () => {
        seen.push(`load ${name}`);
        return loaded;
      },
      start: () => {
        seen.push(`start ${name}`);
        return name;
      },
      stop: (part) => void seen.push(`stop ${part}`),
    });
  return { late, add, seen, begin: () => begin() };
};

describe('a part that the first screen does not wait for', () => {
  it('is loaded when that screen is there, and is there from then on', async () => {
    const { add, seen, begin } = withParts();
    const part = add('sound');
    await settle();
    expect([part.current(), seen]).toEqual([null, []]);
    begin();
    expect(await part.started).toBe('sound');
    expect([part.current(), seen]).toEqual(['sound', ['load sound', 'start sound']]);
  });

  it('is stopped with the others', async () => {
    const { late, add, seen, begin } = withParts();
    const parts = [add('sound'), add('orders')];
    begin();
    await Promise.all(parts.map(({ started }) => started));
    late.stop();
    late.stop();
    expect(seen.filter((what) => what.startsWith('stop'))).toEqual(['stop sound', 'stop orders']);
  });

  it('does not start any more when the terminal has closed while it was loaded', async () => {
    const { late, add, seen, begin } = withParts();
    let arrive: () => void = () => undefined;
    const part = add(
      'sound',
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    begin();
    await settle();
    late.stop();
    arrive();
    expect(await part.started).toBeNull();
    expect([part.current(), seen]).toEqual([null, ['load sound']]);
  });
});
