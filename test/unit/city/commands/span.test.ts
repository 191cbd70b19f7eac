import { describe, expect, it } from 'vitest';
import { parseSpan } from '../../../../city/commands/span.ts';

const MONTH_SECONDS = 2_592_000;

describe('a span on the command line', () => {
  it.each([
    ['90s', 90],
    ['30m', 1800],
    ['1h', 3600],
    ['30d', MONTH_SECONDS],
    ['2592000s', MONTH_SECONDS],
  ])('%s', (text, seconds) => {
    expect(parseSpan('--expires', text, MONTH_SECONDS)).toBe(seconds);
  });

  it.each(['', 'h', '0m', '31d', '2592001s', '1.5h', '-1h', '1w', '99999999s', '1 h', '10'])(
    '%j is refused with a sentence',
    (text) => {
      expect(() => parseSpan('--expires', text, MONTH_SECONDS)).toThrow(
        '--expires is a time like 90s, 30m, 12h or 10d, at most 30d.',
      );
    },
  );
});
