import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGivenIdentity, UsageProblem } from '../../../../main/terminal/given-identity.ts';

const SECRET = 'Abc-_'.repeat(8) + 'xyz';
const TOKEN = `bibliothek-1.${SECRET}`;

const CITY_SENTENCE = '--city needs an https address of the city endpoint (http only for 127.0.0.1).';
const TOKEN_SENTENCE = '--token needs a device token as "npm run city -- token" prints it.';

/** @returns the sentence that is printed, or null for what can be used */
const sentenceFor = (city: string | undefined, token: string | undefined): string | null => {
  try {
    parseGivenIdentity({ city, token });
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(UsageProblem);
    return error instanceof Error ? error.message : '';
  }
};

describe('the city and the token on the command line', () => {
  it('may be absent, both or one', () => {
    expect(parseGivenIdentity({ city: undefined, token: undefined })).toEqual({ city: undefined, token: undefined });
    expect(parseGivenIdentity({ city: undefined, token: TOKEN })).toEqual({ city: undefined, token: TOKEN });
  });

  it.each([
    'https://city.example',
    'https://city.example/stadt',
    'http://127.0.0.1:8080',
    'http://localhost:8080/',
    'http://[::1]:8080',
  ])('may be %s', (city) => {
    expect(parseGivenIdentity({ city, token: TOKEN })).toEqual({ city: new URL(city), token: TOKEN });
  });

  it.each([
    'http://city.example',
    'http://127.0.0.1.evil.test',
    'http://127.0.0.1@evil.test',
    'http://localhost.evil.test',
    'http://192.168.0.1',
    'ftp://city.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'city.example',
    'https://',
    '',
  ])('may not be the city %j: a token does not travel in the clear', (city) => {
    expect(sentenceFor(city, TOKEN)).toBe(CITY_SENTENCE);
  });

  it.each(['', 'secret', SECRET, `${TOKEN}x`, ` ${TOKEN}`, TOKEN.toUpperCase()])('may not be the token %j', (token) => {
    expect(sentenceFor('https://city.example', token)).toBe(TOKEN_SENTENCE);
  });

  it('are never repeated when they are wrong: a token may stand in either', () => {
    const mistyped = fc.oneof(
      fc.constantFrom(`${TOKEN}x`, TOKEN.slice(1), SECRET, `${TOKEN} `, `Bearer ${TOKEN}`, `http://x/${TOKEN}`),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.option(mistyped, { nil: undefined }), fc.option(mistyped, { nil: undefined }), (city, token) => {
        expect([null, CITY_SENTENCE, TOKEN_SENTENCE]).toContain(sentenceFor(city, token));
      }),
    );
  });
});
