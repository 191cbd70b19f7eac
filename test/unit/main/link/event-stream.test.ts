import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventStreamReader } from '../../../../main/link/event-stream.ts';

const LIMIT = 1000;

/** What comes out of these pieces. */
const read = (...pieces: readonly string[]): readonly string[] => {
  const out: string[] = [];
  const take = createEventStreamReader(LIMIT, {
    event: (data) => out.push(data),
    retry: (milliseconds) => out.push(`retry ${milliseconds}`),
    oversize: () => out.push('oversize'),
  });
  for (const piece of pieces) take(piece);
  return out;
};

describe('a stream of events', () => {
  it.each([
    ['one event', ['data: a\n\n'], ['a']],
    ['without the blank', ['data:a\n\n'], ['a']],
    ['with an id, a comment and a type', [': ping\nid: 7\nevent: x\ndata: a\n\n'], ['a']],
    ['of two lines', ['data: a\ndata: b\n\n'], ['a\nb']],
    ['with the other ends of lines', ['data: a\r\n\r\ndata: b\r\r'], ['a', 'b']],
    ['in pieces', ['da', 'ta: a', 'b\r', '\n\r', '\ndata: c\n', '\n'], ['ab', 'c']],
    ['not ended', ['data: a\n'], []],
    ['with nothing in it', ['\n\n:\n\ndata\n\n'], ['']],
    ['with a time to wait', ['retry: 2000\n\nretry: soon\n\n'], ['retry 2000']],
    ['too large in one line', [`data: ${'x'.repeat(LIMIT)}\n\ndata: a\n\n`], ['oversize', 'a']],
    ['too large in many lines', [`${'data: xxxxxxxxx\n'.repeat(101)}\ndata: a\n\n`], ['oversize', 'a']],
    [
      'too large without an end',
      ['data: ', ...Array<string>(5).fill('x'.repeat(500)), '\n\ndata: a\n\n'],
      ['oversize', 'a'],
    ],
    ['a comment without an end', [':', ...Array<string>(5).fill('x'.repeat(500)), '\n\ndata: a\n\n'], ['a']],
  ])('%s', (_what, pieces, out) => {
    expect(read(...pieces)).toEqual(out);
  });

  it('says the same however it is cut', () => {
    const line = fc.constantFrom('data: a', 'data:', 'data: b: c', ': ping', 'id: 3', '', 'retry: 5', 'data');
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const stream = fc.array(fc.tuple(line, end).map((parts) => parts.join(''))).map((lines) => lines.join(''));
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200)), (text, cuts) => {
        const places = [...cuts.filter((cut) => cut < text.length), text.length].sort((one, other) => one - other);
        const pieces = places.map((place, index) => text.slice(places[index - 1] ?? 0, place));
        expect(read(...pieces)).toEqual(read(text));
      }),
    );
  });

  it('never throws, and never keeps more than its limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('data: '), fc.constant('\n'))),
        (pieces) => {
          expect(read(...pieces).every((data) => data.length <= LIMIT)).toBe(true);
        },
      ),
    );
  });
});
