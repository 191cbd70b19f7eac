import { encodeQR, type QrOpts } from 'qr';

/**
 * A code of 12 characters fits into the smallest QR with a quarter of it to spare for dirt and creases; around it the
 * quiet zone of 4 fields (ISO/IEC 18004, 6.3.8).
 */
const OPTIONS = { ecc: 'quartile', border: 4 } as const satisfies QrOpts;

/** With the quiet zone; its fields are 1.4 mm wide, which a camera sees at an arm's length. */
const SIDE = '40mm';

/**
 * The QR of a code as coloured blanks, for a window of 58 columns.
 * @param code as it is written down; the QR holds this and nothing else
 */
export const codeInWindow = (code: string): string => encodeQR(code, 'term', OPTIONS);

/** The QR of a code as an SVG for an invitation; its ground is white wherever it is put. */
export const codeForPrint = (code: string): string =>
  encodeQR(code, 'svg', OPTIONS)
    .replace('<svg ', `<svg width="${SIDE}" height="${SIDE}" `)
    .replace('<path ', '<rect width="100%" height="100%" fill="white"/><path ');

/** The QR of a code as rows of fields, `1` for a dark one, for a page that draws it itself. */
export const codeAsFields = (code: string): string[] =>
  encodeQR(code, 'raw', OPTIONS).map((row) => row.map((isDark) => (isDark ? '1' : '0')).join(''));
