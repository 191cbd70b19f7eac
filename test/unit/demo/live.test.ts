import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { enterMeeting, enterSession, openSession } from '../../../demo/bbb/participant.ts';
import { standInWithMeeting } from './stand-in.ts';

/** @returns the status with which the WebSocket was refused, or 101 */
const upgrade = (url: string, cookie?: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers: cookie === undefined ? {} : { cookie } });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });

describe("the client's data", () => {
  it('is given for the session token together with the cookie of the join', async () => {
    const { joinUrl, standIn } = await standInWithMeeting({
      logoutURL: 'https://city.example/',
      welcome: 'Hello! Dial %%DIALNUM%%, then %%CONFNUM%%.',
      dialNumber: '+493023125014',
      voiceBridge: '72011',
    });
    const { sessionToken, cookie } = await openSession(joinUrl({ role: 'VIEWER', 'userdata-bbb_x': 'y' }));
    const headers = { 'x-session-token': sessionToken, cookie };
    const meeting = await fetch(`${standIn.url}/api/rest/meetingStaticData`, { headers });
    expect(await meeting.json()).toMatchObject({
      meeting: [
        {
          name: 'Room 1',
          welcomeMsg: 'Hello! Dial +493023125014, then 72011.',
          logoutUrl: 'https://city.example/',
          clientSettings: { clientSettingsJson: { public: { app: { skipMeetingEnded: false } } } },
        },
      ],
    });
    const metadata = await fetch(`${standIn.url}/api/rest/userMetadata`, { headers });
    expect(await metadata.json()).toEqual({ user_metadata: [{ parameter: 'bbb_x', value: 'y' }] });
  });

  it('names the logout address of the person before the one of the meeting', async () => {
    const { joinUrl, standIn } = await standInWithMeeting({ logoutURL: 'https://city.example/' });
    const logoutUrlOf = async (parameters: Readonly<Record<string, string>>) => {
      const { sessionToken, cookie } = await openSession(joinUrl(parameters));
      const headers = { 'x-session-token': sessionToken, cookie };
      const answer = await fetch(`${standIn.url}/api/rest/meetingStaticData`, { headers });
      return /"logoutUrl":"([^"]*)"/.exec(await answer.text())?.[1];
    };
    expect(await logoutUrlOf({ role: 'VIEWER', logoutURL: 'https://kiosk.invalid/left' })).toBe(
      'https://kiosk.invalid/left',
    );
    expect(await logoutUrlOf({ role: 'VIEWER' })).toBe('https://city.example/');
  });

  it.each(['meetingStaticData', 'userMetadata'])(
    "%s is 401 without token, without cookie, with another's cookie",
    async (name) => {
      const { joinUrl, standIn } = await standInWithMeeting();
      const mine = await openSession(joinUrl({ role: 'VIEWER' }));
      const others = await openSession(joinUrl({ role: 'VIEWER' }));
      const statusWith = async (headers: Readonly<Record<string, string>>) =>
        (await fetch(`${standIn.url}/api/rest/${name}`, { headers: { ...headers } })).status;
      expect(await statusWith({ 'x-session-token': mine.sessionToken, cookie: mine.cookie })).toBe(200);
      expect(await statusWith({ cookie: mine.cookie })).toBe(401);
      expect(await statusWith({ 'x-session-token': mine.sessionToken })).toBe(401);
      expect(await statusWith({ 'x-session-token': mine.sessionToken, cookie: others.cookie })).toBe(401);
      expect(await statusWith({ 'x-session-token': 'unknown', cookie: mine.cookie })).toBe(401);
    },
  );

  it('refuses the WebSocket with 401 before it is one', async () => {
    const { joinUrl, standIn } = await standInWithMeeting();
    const { sessionToken, cookie } = await openSession(joinUrl({ role: 'VIEWER' }));
    const url = `ws://127.0.0.1:${standIn.port}/graphql`;
    expect(await upgrade(url, cookie)).toBe(401);
    expect(await upgrade(`${url}?sessionToken=${sessionToken}`)).toBe(401);
    expect(await upgrade(`${url}?sessionToken=${sessionToken}`, 'JSESSIONID=0')).toBe(401);
    expect(await upgrade(`${url}?sessionToken=${sessionToken}`, cookie)).toBe(101);
  });

  it.each([
    ['the meeting', { allowRequestsWithoutSession: 'true' }, false],
    ['the server', {}, true],
  ])('needs no cookie when %s says so', async (_who, parameters, allowRequestsWithoutSession) => {
    const { joinUrl, standIn } = await standInWithMeeting(parameters, { settings: { allowRequestsWithoutSession } });
    const { sessionToken } = await openSession(joinUrl({ role: 'VIEWER' }));
    const headers = { 'x-session-token': sessionToken };
    expect((await fetch(`${standIn.url}/api/rest/userMetadata`, { headers })).status).toBe(200);
    expect(await upgrade(`ws://127.0.0.1:${standIn.port}/graphql?sessionToken=${sessionToken}`)).toBe(101);
  });

  it('closes a connection that introduces itself with another token (4403) or says something else (1008)', async () => {
    const { joinUrl, standIn } = await standInWithMeeting();
    const { sessionToken, cookie } = await openSession(joinUrl({ role: 'VIEWER' }));
    const closeCodeAfter = (text: string) =>
      new Promise<number>((resolve, reject) => {
        const url = `ws://127.0.0.1:${standIn.port}/graphql?sessionToken=${sessionToken}`;
        const socket = new WebSocket(url, { headers: { cookie } });
        socket.on('open', () => socket.send(text));
        socket.on('close', resolve);
        socket.on('error', reject);
      });
    const headers = { 'X-ClientSessionUUID': '', 'X-ClientType': 'HTML5', 'X-ClientIsMobile': 'false' };
    const init = { type: 'connection_init', payload: { headers: { 'X-Session-Token': 'other', ...headers } } };
    expect(await closeCodeAfter(JSON.stringify(init))).toBe(4403);
    expect(await closeCodeAfter('{"type":"drop tables"}')).toBe(1008);
    expect(await closeCodeAfter('no JSON')).toBe(1008);
    expect(standIn.meetings[0]?.running).toBe(false);
  });
});

describe('people in a meeting', () => {
  it('see each other and what is written, also what was written before they came', async () => {
    const { joinUrl } = await standInWithMeeting();
    const ada = await enterMeeting(joinUrl({ fullName: 'Ada', role: 'MODERATOR' }));
    ada.send({ type: 'chat', text: ' <b>Hello</b> ' });
    await ada.until((seen) => seen.chat.length === 1);
    const bo = await enterMeeting(joinUrl({ fullName: 'Bo', role: 'VIEWER' }));
    await bo.until((seen) => seen.chat.length === 1);
    expect(bo.chat[0]).toMatchObject({ senderName: 'Ada', text: '<b>Hello</b>' });
    bo.send({ type: 'chat', text: 'Hi' });
    await ada.until((seen) => seen.chat.length === 2);
    expect(ada.chat[1]).toMatchObject({ senderName: 'Bo', text: 'Hi' });
    expect(ada.snapshot?.people).toMatchObject([
      { name: 'Ada', role: 'MODERATOR', presenter: true },
      { name: 'Bo', role: 'VIEWER', presenter: false },
    ]);
    bo.send({ type: 'leave' });
    await ada.until((seen) => seen.snapshot?.people.length === 1);
    await bo.until((seen) => seen.endedCode === 'user_logged_out_reason');
  });

  it('are all sent home when a moderator ends the meeting, and not when a viewer tries', async () => {
    const { joinUrl, standIn } = await standInWithMeeting();
    const ada = await enterMeeting(joinUrl({ role: 'MODERATOR' }));
    const bo = await enterMeeting(joinUrl({ role: 'VIEWER' }));
    bo.send({ type: 'end-meeting' });
    bo.send({ type: 'chat', text: 'still here' });
    await ada.until((seen) => seen.chat.length === 1);
    expect(standIn.meetings[0]?.endedReason).toBeNull();
    ada.send({ type: 'end-meeting' });
    await Promise.all([ada, bo].map((one) => one.until((seen) => seen.endedCode === 'ENDED_AFTER_USER_LOGGED_OUT')));
    expect(standIn.meetings[0]).toMatchObject({ running: false, endedReason: 'ENDED_AFTER_USER_LOGGED_OUT' });
  });

  it('who vanish are kept for the grace time, and then gone', async () => {
    const { clock, joinUrl, standIn } = await standInWithMeeting({}, { settings: { disconnectGraceMs: 3000 } });
    const ada = await enterMeeting(joinUrl({ role: 'MODERATOR' }));
    const bo = await enterMeeting(joinUrl({ fullName: 'Bo', role: 'VIEWER' }));
    bo.vanish();
    await expect.poll(() => standIn.meetings[0]?.people[1]?.connected).toBe(false);
    clock.now += 2999;
    standIn.sweep();
    expect(standIn.meetings[0]?.people[1]?.present).toBe(true);
    clock.now += 1;
    standIn.sweep();
    expect(standIn.meetings[0]?.people[1]?.present).toBe(false);
    await ada.until((seen) => seen.snapshot?.people.length === 1);
  });

  it('with the same id are one person: the older one is removed', async () => {
    const { joinUrl, standIn } = await standInWithMeeting();
    const older = await enterMeeting(joinUrl({ role: 'VIEWER', userID: 'u-1' }));
    await enterMeeting(joinUrl({ role: 'VIEWER', userID: 'u-1' }));
    await older.until((seen) => seen.endedCode === 'duplicate_user_in_meeting_eject_reason');
    expect(standIn.meetings[0]?.people.map(({ present }) => present)).toEqual([false, true]);
  });

  it('who joined while there was room and come when there is none are told so', async () => {
    const { joinUrl } = await standInWithMeeting({ maxParticipants: '1' });
    const late = await openSession(joinUrl({ role: 'VIEWER', userID: 'late' }));
    const early = await enterMeeting(joinUrl({ role: 'VIEWER', userID: 'early' }));
    expect((await enterSession(late)).endedCode).toBe('max_participants_reason');
    expect(early.endedCode).toBeNull();
  });

  it('wait in the lobby until a moderator decides', async () => {
    const { joinUrl, standIn } = await standInWithMeeting({ guestPolicy: 'ASK_MODERATOR' });
    const ada = await enterMeeting(joinUrl({ role: 'MODERATOR' }));
    const bo = await enterMeeting(joinUrl({ fullName: 'Bo', role: 'VIEWER' }));
    const cy = await enterMeeting(joinUrl({ fullName: 'Cy', role: 'VIEWER' }));
    expect(bo.snapshot).toMatchObject({ me: { guestStatus: 'WAIT', queuePosition: 1 }, people: [], waiting: [] });
    expect(cy.snapshot).toMatchObject({ me: { guestStatus: 'WAIT', queuePosition: 2 } });
    await ada.until((seen) => seen.snapshot?.waiting.length === 2);
    const idOf = (name: string) => ada.snapshot?.waiting.find((guest) => guest.name === name)?.userId ?? '';
    const [boId, cyId] = [idOf('Bo'), idOf('Cy')];

    ada.send({ type: 'decide-guest', userId: cyId, decision: 'ALLOW' });
    await cy.until((seen) => seen.snapshot?.people.length === 2);
    // A viewer who was let in still may not let in others.
    cy.send({ type: 'decide-guest', userId: boId, decision: 'ALLOW' });
    cy.send({ type: 'chat', text: 'Come in!' });
    await ada.until((seen) => seen.chat.length === 1);
    expect(ada.snapshot?.waiting).toMatchObject([{ name: 'Bo' }]);
    ada.send({ type: 'decide-guest', userId: boId, decision: 'DENY' });
    await bo.until((seen) => seen.snapshot?.me.guestStatus === 'DENY');
    expect(standIn.meetings[0]?.people.map(({ present }) => present)).toEqual([true, false, true]);
  });
});
