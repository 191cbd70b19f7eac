import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatPieces } from '../../../demo/bbb/client/views/chat-links.ts';
import { enterMeeting, openSession, type Participant } from '../../../demo/bbb/participant.ts';
import { meetingStaticDataSchema } from '../../../demo/bbb/wire.ts';
import { standInWithMeeting } from './stand-in.ts';

describe('the addresses in what people write', () => {
  const addressesIn = (text: string) => chatPieces(text).flatMap(({ address }) => (address === null ? [] : [address]));

  it.each([
    ['Siehe https://gera.example/plan.', ['https://gera.example/plan']],
    ['(http://a.example/?x=1&y=2), https://b.example', ['http://a.example/?x=1&y=2', 'https://b.example']],
    ['<a href="https://a.example">Klick</a>', ['https://a.example']],
    ['javascript:alert(1) file:///etc/passwd data:text/html,x www.a.example', []],
    ['https:// ist keine', []],
  ])('%s: %j', (text, addresses) => {
    expect(addressesIn(text)).toEqual(addresses);
  });

  it('lose no letter of the text, and are always of the web', () => {
    const words = fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('http://', 'HTTPS://x', '<', '"', ')')));
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(' ');
        const pieces = chatPieces(text);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const { address } of pieces) if (address !== null) expect(new URL(address).protocol).toMatch(/^https?:$/);
      }),
    );
  });
});

describe('raised hands', () => {
  const hands = (seen: Participant) => seen.snapshot?.people.map(({ hand }) => hand).join();

  it('are numbered in the order they went up, and close up when one goes down or leaves', async () => {
    const { joinUrl } = await standInWithMeeting();
    const ada = await enterMeeting(joinUrl({ fullName: 'Ada', role: 'MODERATOR' }));
    const bo = await enterMeeting(joinUrl({ fullName: 'Bo', role: 'VIEWER' }));
    const cy = await enterMeeting(joinUrl({ fullName: 'Cy', role: 'VIEWER' }));
    cy.send({ type: 'hand', raised: true });
    await ada.until((seen) => hands(seen) === '0,0,1');
    ada.send({ type: 'hand', raised: true });
    await ada.until((seen) => hands(seen) === '2,0,1');
    bo.send({ type: 'hand', raised: true });
    await ada.until((seen) => hands(seen) === '2,3,1');
    // Up is up: whoever asks again keeps the place.
    cy.send({ type: 'hand', raised: true });
    ada.send({ type: 'hand', raised: false });
    await ada.until((seen) => hands(seen) === '0,2,1');
    cy.send({ type: 'leave' });
    await ada.until((seen) => hands(seen) === '0,1');
  });
});

describe('the notice of a recording', () => {
  it.each([
    [{}, false],
    [{ record: 'true', notifyRecordingIsOn: 'true' }, false],
    [{ record: 'true', autoStartRecording: 'true' }, false],
    [{ autoStartRecording: 'true', notifyRecordingIsOn: 'true' }, false],
    [{ record: 'true', autoStartRecording: 'true', notifyRecordingIsOn: 'true' }, true],
  ])('with %j is given: %s', async (parameters, expected) => {
    const { joinUrl, standIn } = await standInWithMeeting(parameters);
    const { sessionToken, cookie } = await openSession(joinUrl({ role: 'VIEWER' }));
    const headers = { 'x-session-token': sessionToken, cookie };
    const answer = await fetch(`${standIn.url}/api/rest/meetingStaticData`, { headers });
    expect(meetingStaticDataSchema.parse(await answer.json()).meeting[0].notifyRecordingIsOn).toBe(expected);
  });
});
