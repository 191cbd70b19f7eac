import { afterEach, describe, expect, it, vi } from 'vitest';
import { endOnUncaughtFault } from '../../../../main/health/last-resort.ts';

const { exits } = vi.hoisted(() => ({ exits: new Array<number>() }));

vi.mock('electron', () => ({ app: { exit: (code: number) => exits.push(code) } }));

afterEach(() => {
  vi.restoreAllMocks();
  exits.length = 0;
});

/** @returns what is printed when nobody catches this fault */
const printedFor = (kind: string, fault: unknown): string => {
  const handlers = new Map<unknown, (fault: unknown) => void>();
  vi.spyOn(process, 'on').mockImplementation((name, handler) => {
    handlers.set(name, handler);
    return process;
  });
  let printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  endOnUncaughtFault();
  handlers.get(kind)?.(fault);
  return printed;
};

describe.each(['uncaughtException', 'unhandledRejection'])('a fault that nobody caught (%s)', (kind) => {
  it('ends the process and prints where it was, not what it said', () => {
    const printed = printedFor(kind, new TypeError('Ada Lovelace\nhttps://bbb.example/join?checksum=1'));
    expect(printed).toContain('fault (TypeError)');
    expect(printed).toContain('last-resort.test.ts');
    expect(printed).not.toContain('Ada');
    expect(printed).not.toContain('bbb.example');
    expect(exits).toEqual([70]);
  });

  it.each(['Ada Lovelace', undefined, null, { name: 'Ada' }])('may be anything: %j', (fault) => {
    expect(printedFor(kind, fault)).toBe(`stadtfenster: fault (${typeof fault})\n\n`);
    expect(exits).toEqual([70]);
  });
});
