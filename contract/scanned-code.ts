import { CODE_LENGTH, codeSymbolsOf, isCodeConsistent } from './code-symbols.ts';

/** Longer than a code is ever printed, with its groups far apart. */
const PRINTED_MAX = 40;

/** Letters and digits, and what stands between groups: no link, no sentence, no key of a network looks like this. */
const AS_PRINTED = /^[0-9A-Za-z](?:[ \u2010-\u2015-]{0,3}[0-9A-Za-z])*$/;

/**
 * What a QR holds, in; the bare symbols of our code, out. A QR of ours holds the code as it is written down and
 * nothing else (`7K4-M2P-X9RT`): with so little in it its fields are large, and whoever scans it with a telephone
 * reads the code. Null for everything else, also for a code that is hidden in a link.
 */
export const scannedCodeOf = (text: string): string | null => {
  const printed = text.normalize('NFKC').trim();
  if (printed.length > PRINTED_MAX || !AS_PRINTED.test(printed)) return null;
  const symbols = codeSymbolsOf(printed);
  return symbols.length === CODE_LENGTH && isCodeConsistent(symbols) ? symbols : null;
};
