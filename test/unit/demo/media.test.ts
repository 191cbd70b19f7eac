import { describe, expect, it } from 'vitest';
import { deviceProblemOf } from '../../../demo/bbb/client/media/capture.ts';
import { columnsFor } from '../../../demo/bbb/client/views/grid-columns.ts';
import { isSending, linksWanted } from '../../../demo/bbb/client/media/links-wanted.ts';
import { enterMeeting, enterSession, openSession, type Participant } from '../../../demo/bbb/participant.ts';
import { clientMessageSchema, type MediaKind, type MediaState, type ShownPerson } from '../../../demo/bbb/wire.ts';
import { standInWithMeeting, type TestStandIn } from './stand-in.ts';

const SPEAKING: MediaState = { audio: 'microphone', muted: false, camera: false, screen: false };
const SILENT: MediaState = { audio: 'none', muted: false, camera: false, screen: false };

const person = (userId: string, media: Partial<MediaState> = {}, connects = 1): ShownPerson => ({
  userId,
  name: userId,
  role: 'VIEWER',
  presenter: false,
  media: { ...SILENT, ...media },
  hand: 0,
  connects,
});

const sent = (...kinds: readonly MediaKind[]) => new Map(kinds.map((kind) => [kind, `track-${kind}`]));

describe('the connections a page opens', () => {
  const me = person('me');

  it('carry sound only to those who joined the audio, and pictures to everyone but itself', () => {
    const people = [me, person('a'), person('b', { audio: 'listening' }), person('c', { audio: 'microphone' })];
    const wanted = linksWanted(me, people, sent('audio', 'camera'));
    expect(wanted.map(({ to, kind }) => `${to} ${kind}`)).toEqual([
      'a camera',
      'b audio',
      'b camera',
      'c audio',
      'c camera',
    ]);
  });

  it('stay as long as nothing changes, whatever else the others do', () => {
    const keys = (other: ShownPerson) => linksWanted(me, [me, other], sent('camera')).map(({ key }) => key);
    expect(keys(person('a', { audio: 'microphone', muted: true }))).toEqual(keys(person('a')));
  });

  it('are new ones once either client has connected anew, or the device is another', () => {
    const keyOf = (mine: ShownPerson, other: ShownPerson, trackId = 't') =>
      linksWanted(mine, [mine, other], new Map([['camera', trackId] as const]))[0]?.key;
    const first = keyOf(me, person('a'));
    const others = [
      keyOf(me, person('a', {}, 2)),
      keyOf(person('me', {}, 2), person('a')),
      keyOf(me, person('a'), 'another'),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
  });

  it('are over when the sender has left or stopped', () => {
    expect(isSending(undefined, 'camera')).toBe(false);
    expect(isSending(person('a', { audio: 'listening' }), 'audio')).toBe(false);
    expect(isSending(person('a', SPEAKING), 'audio')).toBe(true);
    expect(isSending(person('a', SPEAKING), 'camera')).toBe(false);
    expect(isSending(person('a', { camera: true }), 'camera')).toBe(true);
  });
});

describe('the pictures', () => {
  it.each([
    [1, 700, 500, 1],
    [2, 700, 560, 1],
    [2, 1600, 500, 2],
    [3, 1600, 900, 2],
    [4, 1600, 900, 2],
    [5, 1600, 900, 3],
  ])('%i of them in a room of %i by %i stand in %i columns', (count, width, height, columns) => {
    expect(columnsFor(count, width, height)).toBe(columns);
  });
});

describe('a device that cannot be had', () => {
  it.each([
    ['NotAllowedError', 'refused'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
    ['SomethingNewError', 'failed'],
  ])('with %s is %s', (name, problem) => {
    expect(deviceProblemOf(new DOMException('', name))).toBe(problem);
  });

  it('with anything else has failed', () => {
    expect(deviceProblemOf('no error at all')).toBe('failed');
  });
});

const mediaOf = (seen: Participant, name: string): MediaState | undefined =>
  seen.snapshot?.people.find((one) => one.name === name)?.media;

const idOf = (seen: Participant, name: string): string =>
  seen.snapshot?.people.find((one) => one.name === name)?.userId ?? '';

const twoPeople = async (): Promise<TestStandIn & { ada: Participant; bo: Participant }> => {
  const test = await standInWithMeeting({}, { settings: { disconnectGraceMs: 3000 } });
  const ada = await enterMeeting(test.joinUrl({ fullName: 'Ada', role: 'MODERATOR' }));
  const bo = await enterMeeting(test.joinUrl({ fullName: 'Bo', role: 'VIEWER' }));
  await ada.until((seen) => seen.snapshot?.people.length === 2);
  return { ...test, ada, bo };
};

describe('sound and picture in a meeting', () => {
  it('are shown to the others as each client reports them, and end with the person', async () => {
    const { ada, bo, clock, standIn } = await twoPeople();
    bo.send({ type: 'media', media: { audio: 'microphone', muted: true, camera: true, screen: false } });
    await ada.until((seen) => mediaOf(seen, 'Bo')?.camera === true);
    expect(mediaOf(ada, 'Bo')).toEqual({ audio: 'microphone', muted: true, camera: true, screen: false });
    bo.vanish();
    await expect.poll(() => standIn.meetings[0]?.people[1]?.connected).toBe(false);
    clock.now += 3000;
    standIn.sweep();
    expect(standIn.meetings[0]?.people[1]).toMatchObject({ present: false, media: SILENT });
  });

  it('are agreed on through the server, which tells who speaks', async () => {
    const { ada, bo } = await twoPeople();
    const signal = { step: 'offer', kind: 'camera', sdp: 'v=0' } as const;
    bo.send({ type: 'signal', to: 'nobody', link: 'l-0', signal });
    bo.send({ type: 'signal', to: idOf(ada, 'Ada'), link: 'l-1', signal });
    await ada.until((seen) => seen.signals.length > 0);
    expect(ada.signals).toEqual([{ type: 'signal', from: idOf(ada, 'Bo'), link: 'l-1', signal }]);
    expect(bo.signals).toEqual([]);
  });

  it('are not offered into the meeting from the lobby', async () => {
    const { joinUrl, standIn } = await standInWithMeeting({ guestPolicy: 'ASK_MODERATOR' });
    const ada = await enterMeeting(joinUrl({ fullName: 'Ada', role: 'MODERATOR' }));
    const bo = await enterMeeting(joinUrl({ fullName: 'Bo', role: 'VIEWER' }));
    const signal = { step: 'answer', sdp: 'v=0' } as const;
    bo.send({ type: 'signal', to: idOf(ada, 'Ada'), link: 'l-1', signal });
    bo.send({ type: 'media', media: SPEAKING });
    bo.send({ type: 'leave' });
    await bo.until((seen) => seen.endedCode !== null);
    ada.send({ type: 'chat', text: 'Anyone?' });
    await ada.until((seen) => seen.chat.length === 1);
    expect(ada.signals).toEqual([]);
    expect(standIn.meetings[0]?.people[1]?.media).toEqual(SILENT);
  });

  it('can be silenced by a moderator, not by a viewer, and not be opened by another', async () => {
    const { ada, bo } = await twoPeople();
    ada.send({ type: 'media', media: SPEAKING });
    bo.send({ type: 'media', media: SPEAKING });
    await ada.until((seen) => mediaOf(seen, 'Bo')?.audio === 'microphone');
    bo.send({ type: 'mute-other', userId: idOf(ada, 'Ada') });
    bo.send({ type: 'chat', text: 'after' });
    await ada.until((seen) => seen.chat.length === 1);
    expect(mediaOf(ada, 'Ada')).toEqual(SPEAKING);

    ada.send({ type: 'mute-other', userId: idOf(ada, 'Bo') });
    await bo.until((seen) => seen.mutes === 1);
    await bo.until((seen) => mediaOf(seen, 'Bo')?.muted === true);
    // A second time says nothing new.
    ada.send({ type: 'mute-other', userId: idOf(ada, 'Bo') });
    ada.send({ type: 'chat', text: 'again' });
    await bo.until((seen) => seen.chat.length === 2);
    expect(bo.mutes).toBe(1);
  });

  it('are set up anew when a client has connected anew', async () => {
    const { joinUrl } = await standInWithMeeting();
    const ada = await enterMeeting(joinUrl({ fullName: 'Ada', role: 'MODERATOR' }));
    const session = await openSession(joinUrl({ fullName: 'Bo', role: 'VIEWER' }));
    const connects = () => ada.snapshot?.people[1]?.connects;
    await enterSession(session);
    await ada.until(() => connects() === 1);
    await enterSession(session);
    await ada.until(() => connects() === 2);
  });

  it('are agreed on in descriptions of a bounded length', () => {
    const offerOf = (length: number) => ({
      type: 'signal',
      to: 'a',
      link: 'l',
      signal: { step: 'offer', kind: 'audio', sdp: 'x'.repeat(length) },
    });
    expect(clientMessageSchema.safeParse(offerOf(32_000)).success).toBe(true);
    expect(clientMessageSchema.safeParse(offerOf(32_001)).success).toBe(false);
  });
});
