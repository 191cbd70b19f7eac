import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostPatternSchema, hostPatternsSchema, isAmongHosts } from '../../../contract/meeting-host.ts';

describe('a host for meetings', () => {
  it.each([
    'bbb.stadt.example',
    'bbb',
    'bbb.stadt.example:8443',
    '*.stadt.example',
    '*.bbb.stadt.example:8443',
    'xn--mnchen-3ya.example',
    '127.0.0.1:8090',
    '[::1]:8090',
  ])('is %s', (text) => {
    expect(hostPatternSchema.parse(text)).toBe(text);
  });

  it.each([
    '',
    '*',
    '*.',
    '*.de',
    '*.*.example',
    'bbb.*.example',
    'bbb*.stadt.example',
    'BBB.stadt.example',
    'münchen.example',
    'https://bbb.stadt.example',
    'bbb.stadt.example/',
    'bbb.stadt.example/join',
    'bbb.stadt.example:443',
    'bbb.stadt.example:70000',
    'ada@bbb.stadt.example',
    'bbb.stadt.example?x',
    'bbb.stadt.example#x',
    'bbb stadt example',
    ' bbb.stadt.example',
    '::1',
    `${'x'.repeat(250)}.example`,
  ])('is not "%s"', (text) => {
    expect(hostPatternSchema.safeParse(text).success).toBe(false);
  });

  it('must be named at least once where the field is there: none at all would close every meeting', () => {
    expect(hostPatternsSchema.safeParse([]).success).toBe(false);
    expect(hostPatternsSchema.safeParse(Array.from({ length: 51 }, (_, index) => `h${index}`)).success).toBe(false);
  });
});

describe('whether a host is among them', () => {
  it.each([
    ['bbb.stadt.example', 'bbb.stadt.example', true],
    ['bbb.stadt.example', 'bbb.stadt.example:8443', false],
    ['bbb.stadt.example:8443', 'bbb.stadt.example', false],
    ['bbb.stadt.example', 'x.bbb.stadt.example', false],
    ['*.stadt.example', 'bbb.stadt.example', true],
    ['*.stadt.example', 'a.b.stadt.example', true],
    ['*.stadt.example', 'stadt.example', false],
    ['*.stadt.example', 'bbb.stadt.example:8443', false],
    ['*.stadt.example', 'bosestadt.example', false],
    ['*.stadt.example', 'bbb.stadt.example.evil.test', false],
    ['*.stadt.example:8443', 'bbb.stadt.example:8443', true],
  ])('%s and %s: %s', (pattern, host, among) => {
    expect(isAmongHosts(host, [pattern])).toBe(among);
  });

  it('never widens: what comes after a good name, or before it without a dot, is another host', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    fc.assert(
      fc.property(label, label, label, (first, second, other) => {
        const name = `${first}.${second}.example`;
        for (const patterns of [[name], [`*.${name}`]]) {
          expect(isAmongHosts(`${name}.${other}`, patterns)).toBe(false);
          expect(isAmongHosts(`${other}${name}`, patterns)).toBe(false);
          expect(isAmongHosts(`${name}:8443`, patterns)).toBe(false);
        }
      }),
    );
  });
});
