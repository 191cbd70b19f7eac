import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedUrl, signQuery } from '../../../city/meetings/bbb-signature.ts';

/** Published inputs of the BBB documentation and of bigbluebutton-api-php, with their sha256. */
const VECTORS = [
  {
    call: 'create',
    query: 'name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444',
    secret: '639259d4-9dd8-4b25-bf01-95f9567eaf4b',
    checksum: 'da9185f7f333cfdfcd6eeac32dca3777510c4c436020d8b887ba5515bd1d189e',
  },
  {
    call: 'getMeetings',
    query: 'foo=bar&baz=bazinga',
    secret: 'AFFE',
    checksum: 'e93a022a742425259bf3acec803ad8b4e428e7653b66bfecfa60d935a04bcc3b',
  },
  {
    call: 'foo',
    query: 'foo=bar&baz=bazinga',
    secret: 'S3cr3t',
    checksum: '0ce0d779a8220be9824c7eab055b36b59ac504ba899a76d7c528b8473960025e',
  },
] as const;

/** What a BBB server does: takes the checksum out of the raw query, and hashes the rest untouched. */
const verifies = (rawUrl: string, call: string, secret: string): boolean => {
  const query = rawUrl.slice(rawUrl.indexOf('?') + 1);
  const given = /(?:^|&)checksum=([0-9a-f]{64})$/.exec(query);
  if (given === null || query.split('checksum=').length !== 2) return false;
  const rest = query.slice(0, given.index);
  return createHash('sha256').update(call).update(rest).update(secret).digest('hex') === given[1];
};

const API = 'https://bbb.example.org/bigbluebutton/api/';
/** Any character, and often those that encoders disagree about. */
const characters = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom(...Array.from(`'"!()*~+ %&=#?;/:@$,<>[]^{|}`)),
);
const names = fc.string({ unit: characters, maxLength: 40 });
/** `checksum` inside a value is data; as a name of its own it would be a second checksum, which BBB refuses. */
const parameterNames = fc.string({ unit: characters, minLength: 1, maxLength: 12 }).map((text) => `p${text}`);
const parameters = fc.dictionary(parameterNames, names, { noNullPrototype: true, maxKeys: 8 });

describe('the signature of a BBB call', () => {
  it.each(VECTORS)('is the published one for $call with $secret', ({ call, query, secret, checksum }) => {
    expect(signQuery(call, query, secret)).toBe(`${query}&checksum=${checksum}`);
  });

  it('of an empty query is over call and secret alone', () => {
    const checksum = createHash('sha256').update('getMeetingsAFFE').digest('hex');
    expect(signQuery('getMeetings', '', 'AFFE')).toBe(`checksum=${checksum}`);
  });

  it('fits the bytes that are sent, whatever is in the parameters', () => {
    fc.assert(
      fc.property(parameters, fc.string({ minLength: 1 }), (given, secret) => {
        fc.pre(!JSON.stringify(given).includes('checksum='));
        const url = signedUrl(API, secret, 'create', given);
        // Every URL parser on the way to the wire must leave the bytes as they are.
        expect(new URL(url).href).toBe(url);
        expect(new Request(url).url).toBe(url);
        expect(verifies(url, 'create', secret)).toBe(true);
      }),
    );
  });

  it('carries every value unharmed', () => {
    fc.assert(
      fc.property(parameters, (given) => {
        const { searchParams } = new URL(signedUrl(API, 'S', 'join', given));
        searchParams.delete('checksum');
        // Lone surrogates cannot be written as UTF-8; names come without them.
        const wellFormed = Object.entries(given).map((pair) => pair.map((text) => Buffer.from(text).toString()));
        expect([...searchParams]).toEqual(wellFormed);
      }),
    );
  });
});
