import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessCodeSchema } from '../../../contract/access-code.ts';
import { typedCityAddressSchema } from '../../../contract/city-address.ts';
import { CODE_SYMBOLS, formatCode, withCheckSymbol } from '../../../contract/code-symbols.ts';
import {
  ENROLMENT_CODE,
  enrolmentCodeSchema,
  enrolmentLinkTo,
  readEnrolmentLink,
} from '../../../contract/enrolment-code.ts';
import { scannedCodeOf } from '../../../contract/scanned-code.ts';

const symbol = fc.constantFrom(...Array.from(CODE_SYMBOLS));
const codes = fc
  .array(symbol, { minLength: ENROLMENT_CODE.length - 1, maxLength: ENROLMENT_CODE.length - 1 })
  .map((symbols) => withCheckSymbol(symbols.join('')));

const CODE = withCheckSymbol('7K4M2PX9RTA');
const messageFor = (text: string): string | undefined => enrolmentCodeSchema.safeParse(text).error?.issues[0]?.message;

describe('an enrolment code', () => {
  it('has more than 40 random bits, and is understood however it is written', () => {
    expect(Math.log2(CODE_SYMBOLS.length ** (ENROLMENT_CODE.length - 1))).toBeGreaterThan(40);
    fc.assert(
      fc.property(codes, (code) => {
        const printed = formatCode(code, ENROLMENT_CODE.places);
        expect(printed).toMatch(/^\w{4}-\w{4}-\w{4}$/);
        for (const typed of [code, printed, printed.toLowerCase(), ` ${printed.replaceAll('-', ' ')}\n`]) {
          expect(enrolmentCodeSchema.parse(typed)).toBe(code);
        }
      }),
    );
  });

  it('is never taken for the code of a room, nor the other way round', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(accessCodeSchema.safeParse(code).success).toBe(false);
        expect(scannedCodeOf(formatCode(code, ENROLMENT_CODE.places))).toBeNull();
        expect(enrolmentCodeSchema.safeParse(withCheckSymbol(code.slice(0, 9))).success).toBe(false);
      }),
    );
  });

  it('notices every wrong symbol and every swap of two', () => {
    fc.assert(
      fc.property(codes, fc.nat(11), fc.nat(11), symbol, (code, place, other, wrong) => {
        const mistyped = code.slice(0, place) + wrong + code.slice(place + 1);
        if (mistyped !== code) expect(messageFor(mistyped)).toBe('enrolment-code-wrong');
        const symbols = Array.from(code);
        [symbols[place], symbols[other]] = [symbols[other] ?? '', symbols[place] ?? ''];
        if (symbols.join('') !== code) expect(messageFor(symbols.join(''))).toBe('enrolment-code-wrong');
      }),
    );
  });

  it.each(['', '7K4M', `${CODE}0`, 'x'.repeat(300), '!?'])('is incomplete as %j', (text) => {
    expect(messageFor(text)).toBe('code-incomplete');
  });
});

describe('the QR of an enrolment', () => {
  it.each([
    ['https://city.example/', 'https://city.example/enrol#'],
    ['https://city.example/stadt', 'https://city.example/stadt/enrol#'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/enrol#'],
  ])('of %s says where, and with which code', (city, link) => {
    const printed = formatCode(CODE, ENROLMENT_CODE.places);
    expect(enrolmentLinkTo(new URL(city), printed)).toBe(`${link}${printed}`);
    const read = readEnrolmentLink(`${link}${printed}`);
    expect(read?.code).toBe(CODE);
    expect(read?.city?.replace(/\/$/, '')).toBe(city.replace(/\/$/, ''));
  });

  it('may hold the code alone', () => {
    expect(readEnrolmentLink(formatCode(CODE, ENROLMENT_CODE.places))).toEqual({ city: null, code: CODE });
  });

  it.each([
    `http://city.example/enrol#${CODE}`,
    `https://city.example/enrol?x#${CODE}`,
    `https://name:word@city.example/enrol#${CODE}`,
    `https://city.example/other#${CODE}`,
    `https://city.example/enrol#${CODE}/x`,
    'https://city.example/enrol#',
    `javascript:alert(1)/enrol#${CODE}`,
    `Ihr Code: ${CODE}`,
    '7K4-M2P-X9RT',
    'WIFI:S:x;T:WPA;P:y;;',
    '',
  ])('is nothing else: %j', (text) => {
    expect(readEnrolmentLink(text)).toBeNull();
  });

  it('is read from any text without harm', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 2000 }), fc.webUrl({ withFragments: true })), (text) => {
        const link = readEnrolmentLink(text);
        if (link !== null) expect(enrolmentCodeSchema.safeParse(link.code).success).toBe(true);
      }),
    );
  });
});

describe('an address as it is typed', () => {
  it.each([
    ['city.example.org', 'https://city.example.org/'],
    [' https://city.example/stadt ', 'https://city.example/stadt'],
    ['http://localhost:8080', 'http://localhost:8080/'],
  ])('%j is %s', (typed, address) => {
    expect(typedCityAddressSchema.parse(typed).href).toBe(address);
  });

  it.each(['', ' ', 'http://city.example', 'a b', 'https://', 'ftp://city.example', 'x'.repeat(3000)])(
    '%j is none',
    (typed) => {
      expect(typedCityAddressSchema.safeParse(typed).success).toBe(false);
    },
  );
});
