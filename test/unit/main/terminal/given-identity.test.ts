import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withCheckSymbol } from '../../../../contract/code-symbols.ts';
import { parseGivenIdentity, UsageProblem } from '../../../../main/terminal/given-identity.ts';

const CODE = withCheckSymbol('7K4M2PX9RTA');

const CITY_SENTENCE = '--city needs an https address of the city endpoint (http only for 127.0.0.1).';
const CODE_SENTENCE = '--enrol needs an enrolment code as "npm run city -- enrolment-code" prints it.';
const WHERE_SENTENCE = '--enrol needs to know where: --city URL.';

/** @returns the sentence that is printed, or null for what can be used */
const sentenceFor = (city: string | undefined, enrol: string | undefined): string | null => {
  try {
    parseGivenIdentity({ city, enrol });
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(UsageProblem);
    return error instanceof Error ? error.message : '';
  }
};

describe('the city and the code on the command line', () => {
  it('may be absent, both or the code alone', () => {
    expect(parseGivenIdentity({ city: undefined, enrol: undefined })).toEqual({ city: undefined, code: undefined });
    expect(parseGivenIdentity({ city: 'https://city.example', enrol: undefined }).code).toBeUndefined();
    expect(sentenceFor(undefined, CODE)).toBe(WHERE_SENTENCE);
  });

  it.each([
    'https://city.example',
    'https://city.example/stadt',
    'http://127.0.0.1:8080',
    'http://localhost:8080/',
    'http://[::1]:8080',
  ])('may be %s', (city) => {
    expect(parseGivenIdentity({ city, enrol: CODE })).toEqual({ city: new URL(city), code: CODE });
  });

  it.each([
    'http://city.example',
    'http://127.0.0.1.evil.test',
    'http://127.0.0.1@evil.test',
    'https://name:word@city.example',
    'http://localhost.evil.test',
    'http://192.168.0.1',
    'ftp://city.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'city.example',
    'https://',
    '',
  ])('may not be the city %j: nothing travels in the clear', (city) => {
    expect(sentenceFor(city, CODE)).toBe(CITY_SENTENCE);
  });

  it.each(['', 'secret', CODE.slice(1), `${CODE}0`, `${CODE.slice(0, -1)}${CODE.endsWith('A') ? 'C' : 'A'}`])(
    'may not be the code %j',
    (code) => {
      expect(sentenceFor('https://city.example', code)).toBe(CODE_SENTENCE);
    },
  );

  it('are never repeated when they are wrong: a code may stand in either', () => {
    const mistyped = fc.oneof(fc.constantFrom(`${CODE}0`, CODE.slice(1), `http://x/${CODE}`, CODE), fc.string());
    fc.assert(
      fc.property(fc.option(mistyped, { nil: undefined }), fc.option(mistyped, { nil: undefined }), (city, code) => {
        expect([null, CITY_SENTENCE, CODE_SENTENCE, WHERE_SENTENCE]).toContain(sentenceFor(city, code));
      }),
    );
  });
});
