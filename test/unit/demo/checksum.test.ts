import { describe, expect, it } from 'vitest';
import { CHECKSUM_ALGORITHMS, checksumOf, isSigned, type ChecksumAlgorithm } from '../../../demo/bbb/api/checksum.ts';
import { SECRET, parseXml, standInForTest } from './stand-in.ts';

const DOCUMENTED_QUERY = 'name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444';

const VECTORS: readonly (readonly [ChecksumAlgorithm, string, string, string, string])[] = [
  ['sha1', 'create', DOCUMENTED_QUERY, SECRET, '1fcbb0c4fc1f039f73aa6d697d2db9ba7f803f17'],
  ['sha256', 'create', DOCUMENTED_QUERY, SECRET, 'da9185f7f333cfdfcd6eeac32dca3777510c4c436020d8b887ba5515bd1d189e'],
  ['sha1', 'getMeetings', 'foo=bar&baz=bazinga', 'AFFE', '8c313ec566a91bb9a409b51a0f515f53216a43ae'],
  [
    'sha256',
    'getMeetings',
    'foo=bar&baz=bazinga',
    'AFFE',
    'e93a022a742425259bf3acec803ad8b4e428e7653b66bfecfa60d935a04bcc3b',
  ],
  ['sha1', 'getMeetings', '', 'AFFE', 'e0a2f45a343479c590e64a9bdd673331adff2a75'],
  ['sha1', 'foo', 'foo=bar&baz=bazinga', 'S3cr3t', '694ad46bc5a79a572bab6c8b9a939527c39ac7f6'],
  [
    'sha256',
    'foo',
    'foo=bar&baz=bazinga',
    'S3cr3t',
    '0ce0d779a8220be9824c7eab055b36b59ac504ba899a76d7c528b8473960025e',
  ],
  ['sha1', 'getMeetings', '', 'b4578c133b8a49acaecacbb3abec91a1', '626a395f69c5f3a3e04145a8262c318c6f788808'],
];

describe('the checksum', () => {
  it.each(VECTORS)('%s of %s is the published one', (algorithm, callName, query, secret, expected) => {
    expect(checksumOf(algorithm, callName, query, secret)).toBe(expected);
    const signedQuery = query === '' ? `checksum=${expected}` : `${query}&checksum=${expected}`;
    expect(isSigned(callName, signedQuery, [expected], secret, CHECKSUM_ALGORITHMS)).toBe(true);
  });

  it.each(CHECKSUM_ALGORITHMS)('%s is known by its length, first, in the middle and last in the query', (algorithm) => {
    const sum = checksumOf(algorithm, 'create', 'a=1&b=%20x+y', 'S');
    for (const query of [
      `checksum=${sum}&a=1&b=%20x+y`,
      `a=1&checksum=${sum}&b=%20x+y`,
      `a=1&b=%20x+y&checksum=${sum}`,
    ]) {
      expect(isSigned('create', query, [sum], 'S', CHECKSUM_ALGORITHMS)).toBe(true);
    }
  });

  it('is compared without regard to case', () => {
    const sum = checksumOf('sha256', 'end', 'a=1', 'S').toUpperCase();
    expect(isSigned('end', `a=1&checksum=${sum}`, [sum], 'S', CHECKSUM_ALGORITHMS)).toBe(true);
  });

  it('holds for the bytes as sent: %20 is not +', () => {
    const sum = checksumOf('sha256', 'create', 'name=a+b', 'S');
    expect(isSigned('create', `name=a%20b&checksum=${sum}`, [sum], 'S', CHECKSUM_ALGORITHMS)).toBe(false);
  });

  it('is refused when it is missing, twice there, of another call, of another secret, no hex or of an algorithm that is switched off', () => {
    const sum = checksumOf('sha1', 'create', 'a=1', 'S');
    const query = `a=1&checksum=${sum}`;
    expect(isSigned('create', query, [sum], 'S', CHECKSUM_ALGORITHMS)).toBe(true);
    expect(isSigned('create', 'a=1', [], 'S', CHECKSUM_ALGORITHMS)).toBe(false);
    expect(isSigned('create', query, [sum, sum], 'S', CHECKSUM_ALGORITHMS)).toBe(false);
    expect(isSigned('join', query, [sum], 'S', CHECKSUM_ALGORITHMS)).toBe(false);
    expect(isSigned('create', query, [sum], 'T', CHECKSUM_ALGORITHMS)).toBe(false);
    expect(isSigned('create', query, ['z'.repeat(40)], 'S', CHECKSUM_ALGORITHMS)).toBe(false);
    expect(isSigned('create', query, [sum], 'S', ['sha256'])).toBe(false);
  });
});

describe('signed calls over HTTP', () => {
  const create = 'name=A%20b&meetingID=room-1';

  it.each(CHECKSUM_ALGORITHMS)('takes a %s over exactly the bytes sent', async (algorithm) => {
    const { standIn } = await standInForTest();
    const url = `${standIn.url}/bigbluebutton/api/create?${create}&checksum=${checksumOf(algorithm, 'create', create, SECRET)}`;
    expect(parseXml(await (await fetch(url)).text())).toMatchObject({ returncode: 'SUCCESS' });
    expect(standIn.meetings[0]?.name).toBe('A b');
  });

  it('refuses a wrong checksum, none, and a second one, always with status 200', async () => {
    const { standIn, urlFor } = await standInForTest();
    const good = urlFor('getMeetings');
    const urls = [
      `${standIn.url}/bigbluebutton/api/getMeetings`,
      `${standIn.url}/bigbluebutton/api/getMeetings?checksum=${'0'.repeat(64)}`,
      `${good}&checksum=${'0'.repeat(64)}`,
    ];
    for (const url of urls) {
      const answer = await fetch(url);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/xml/);
      expect(parseXml(await answer.text())).toEqual({
        returncode: 'FAILED',
        messageKey: 'checksumError',
        message: 'Checksums do not match',
      });
    }
  });

  it('takes a form whose query holds only the checksum, made over the empty query', async () => {
    const { standIn } = await standInForTest();
    const url = `${standIn.url}/bigbluebutton/api/create`;
    const sum = checksumOf('sha256', 'create', '', SECRET);
    const form = { name: 'Form', meetingID: 'form-1' };
    const inQuery = await fetch(`${url}?checksum=${sum}`, { method: 'POST', body: new URLSearchParams(form) });
    expect(parseXml(await inQuery.text())).toMatchObject({ returncode: 'SUCCESS', meetingID: 'form-1' });
    const inBody = await fetch(url, { method: 'POST', body: new URLSearchParams({ ...form, checksum: sum }) });
    expect(parseXml(await inBody.text())).toMatchObject({ messageKey: 'duplicateWarning' });
    const inBoth = await fetch(`${url}?checksum=${sum}`, {
      method: 'POST',
      body: new URLSearchParams({ ...form, checksum: sum }),
    });
    expect(parseXml(await inBoth.text())).toMatchObject({ messageKey: 'checksumError' });
  });

  it('takes create with an XML body signed over the query', async () => {
    const { urlFor } = await standInForTest();
    const answer = await fetch(urlFor('create', { name: 'Room', meetingID: 'room-1' }), {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: '<modules/>',
    });
    expect(parseXml(await answer.text())).toMatchObject({ returncode: 'SUCCESS' });
  });
});
