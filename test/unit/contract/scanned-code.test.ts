import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODE_LENGTH, CODE_SYMBOLS, formatCode, withCheckSymbol } from '../../../contract/code-symbols.ts';
import { scannedCodeOf } from '../../../contract/scanned-code.ts';

const code = fc
  .array(fc.constantFrom(...Array.from(CODE_SYMBOLS)), { minLength: CODE_LENGTH - 1, maxLength: CODE_LENGTH - 1 })
  .map((symbols) => withCheckSymbol(symbols.join('')));

const CODE = '012345678K';

describe('a QR', () => {
  it('is ours when it holds a code as it is written down, or bare', () => {
    fc.assert(
      fc.property(code, (symbols) => {
        expect(scannedCodeOf(symbols)).toBe(symbols);
        expect(scannedCodeOf(formatCode(symbols))).toBe(symbols);
        expect(scannedCodeOf(` ${formatCode(symbols).toLowerCase().replaceAll('-', ' ')}\r\n`)).toBe(symbols);
      }),
    );
  });

  it.each(['012–345–678K', 'oi2 345 678k', '012\u00A0345\u00A0678K', '０１２-345-678K'])('is ours as %s', (text) => {
    expect(scannedCodeOf(text)).toBe(CODE);
  });

  it.each([
    '',
    CODE.slice(1),
    `${CODE}0`,
    '0123456780',
    `https://evil.example/${CODE}`,
    `https://evil.example/?code=${CODE}`,
    `evil.example/${CODE}`,
    `http:${CODE}`,
    `code:${CODE}`,
    `${CODE}.de`,
    `tel:${CODE}`,
    `WIFI:T:WPA;S:${CODE};;`,
    `-${CODE}-`,
    `${CODE}\n${CODE}`,
    `012\n345\n678K`,
    `012----345-678K`,
    `${CODE}\u0000`,
    `${CODE}ä`,
    `0${'1'.repeat(5000)}`,
    '🙂'.repeat(10),
  ])('is not ours as %j', (text) => {
    expect(scannedCodeOf(text)).toBeNull();
  });

  it('is never taken for ours when it holds anything but letters, digits and what stands between groups', () => {
    fc.assert(
      fc.property(code, fc.string({ unit: 'binary', minLength: 1 }), fc.nat(CODE_LENGTH), (symbols, more, place) => {
        const text = `${symbols.slice(0, place)}${more}${symbols.slice(place)}`;
        fc.pre(!/^[\s\u2010-\u2015-]+$/u.test(more.normalize('NFKC')));
        expect(scannedCodeOf(text)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('is no fault, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => scannedCodeOf(text)).not.toThrow();
      }),
    );
  });
});
