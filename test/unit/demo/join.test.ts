import { describe, expect, it } from 'vitest';
import { errorRedirect } from '../../../demo/bbb/api/join.ts';
import { userDataOf } from '../../../demo/bbb/api/user-data.ts';
import { enterMeeting } from '../../../demo/bbb/participant.ts';
import { START, parseXml, standInForTest, standInWithMeeting } from './stand-in.ts';

const errorsIn = (location: string | null): unknown =>
  JSON.parse(new URL(location ?? '').searchParams.get('errors') ?? '');
const keysIn = (location: string | null): string =>
  JSON.stringify(errorsIn(location))
    .match(/"key":"[^"]+"/g)
    ?.join() ?? '';

describe('join', () => {
  it('leads to the client with a session token of 16 characters and sets JSESSIONID as bbb-web does', async () => {
    const { joinUrl, standIn } = await standInWithMeeting();
    const answer = await fetch(joinUrl({ role: 'viewer', userID: 'u-1' }), { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(
      new RegExp(`^${standIn.url}/html5client/join\\?sessionToken=[a-z0-9]{16}$`),
    );
    expect(answer.headers.get('set-cookie')).toMatch(/^JSESSIONID=[0-9A-F]{32}; Path=\/; Secure; HttpOnly$/);
    expect(standIn.meetings[0]?.people).toMatchObject([
      { userID: 'u-1', name: 'Ada', role: 'VIEWER', guestStatus: 'ALLOW', present: false, connected: false },
    ]);
  });

  it('answers in XML when told not to redirect', async () => {
    const { call, standIn } = await standInWithMeeting();
    const answer = await call('join', { meetingID: 'room-1', fullName: 'Ada', role: 'MODERATOR', redirect: 'false' });
    expect(Object.keys(answer)).toEqual([
      'returncode',
      'messageKey',
      'message',
      'meeting_id',
      'user_id',
      'auth_token',
      'session_token',
      'guestStatus',
      'url',
    ]);
    expect(answer).toMatchObject({ messageKey: 'successfullyJoined', guestStatus: 'ALLOW' });
    expect(answer['url']).toBe(`${standIn.url}/html5client/join?sessionToken=${String(answer['session_token'])}`);
  });

  it('keeps the cookie of a browser that joins again', async () => {
    const { joinUrl } = await standInWithMeeting();
    const first = await fetch(joinUrl({ role: 'VIEWER' }), { redirect: 'manual' });
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    const again = await fetch(joinUrl({ role: 'VIEWER' }), { redirect: 'manual', headers: { cookie } });
    expect(again.headers.get('set-cookie')).toContain(cookie);
    const forged = await fetch(joinUrl({ role: 'VIEWER' }), {
      redirect: 'manual',
      headers: { cookie: 'JSESSIONID=ABC' },
    });
    expect(forged.headers.get('set-cookie')).not.toContain('JSESSIONID=ABC;');
  });

  it('takes the role before the password, and the password where no role is', async () => {
    const { joinUrl, standIn } = await standInWithMeeting({ attendeePW: 'ap', moderatorPW: 'mp' });
    for (const who of [{ role: 'VIEWER', password: 'mp' }, { password: 'mp' }, { password: 'ap' }]) {
      await fetch(joinUrl(who), { redirect: 'manual' });
    }
    expect(standIn.meetings[0]?.people.map(({ role }) => role)).toEqual(['VIEWER', 'MODERATOR', 'VIEWER']);
  });

  it('takes userdata whose name has exactly one hyphen', () => {
    expect(
      userDataOf({ 'userdata-bbb_x': '1', 'userdata-a-b': '2', userdata: '3', 'userdata-': '4', other: '5' }),
    ).toEqual({
      bbb_x: '1',
    });
  });

  it('takes control characters out of a name', async () => {
    const { joinUrl, standIn } = await standInWithMeeting();
    await fetch(joinUrl({ role: 'VIEWER', fullName: 'A\u0000d\u001Ba' }), { redirect: 'manual' });
    expect(standIn.meetings[0]?.people[0]?.name).toBe('Ada');
  });

  const REFUSALS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['missingParamMeetingID', { fullName: 'Ada', role: 'VIEWER' }],
    ['missingParamFullName', { meetingID: 'room-1', role: 'VIEWER' }],
    ['invalidMeetingIdentifier', { meetingID: 'nowhere', fullName: 'Ada', role: 'VIEWER' }],
    ['Params required', { meetingID: 'room-1', fullName: 'Ada' }],
    ['Params required', { meetingID: 'room-1', fullName: 'Ada', role: 'KING' }],
    ['invalidPassword', { meetingID: 'room-1', fullName: 'Ada', password: 'wrong' }],
    [
      'mismatchCreateTimeParam',
      { meetingID: 'room-1', fullName: 'Ada', role: 'VIEWER', createTime: String(START - 1) },
    ],
    ['validationError', { meetingID: 'room-1', fullName: 'Ada', role: 'VIEWER', createTime: 'now' }],
    ['sizeError', { meetingID: 'x', fullName: 'Ada', role: 'VIEWER' }],
  ];

  it.each(REFUSALS)('refuses with %s, as XML and by redirect', async (messageKey, parameters) => {
    const { call, urlFor, standIn } = await standInWithMeeting();
    expect(await call('join', { ...parameters, redirect: 'false' })).toMatchObject({
      returncode: 'FAILED',
      messageKey,
    });
    const answer = await fetch(urlFor('join', parameters), { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(errorsIn(answer.headers.get('location'))).toMatchObject([{ key: messageKey }]);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(standIn.meetings[0]?.people).toEqual([]);
  });

  it('accepts the right createTime', async () => {
    const { call } = await standInWithMeeting();
    const parameters = { meetingID: 'room-1', fullName: 'Ada', role: 'VIEWER', redirect: 'false' };
    expect(await call('join', { ...parameters, createTime: String(START) })).toMatchObject({ returncode: 'SUCCESS' });
  });

  it('refuses a meeting that was ended, and after a while no longer knows it', async () => {
    const { call, clock, joinUrl } = await standInWithMeeting({}, { settings: { endedMeetingMemoryMs: 60_000 } });
    const keyOfJoin = async () =>
      keysIn((await fetch(joinUrl({ role: 'VIEWER' }), { redirect: 'manual' })).headers.get('location'));
    await call('end', { meetingID: 'room-1' });
    expect(await keyOfJoin()).toBe('"key":"meetingForciblyEnded"');
    clock.now += 60_000;
    expect(await keyOfJoin()).toBe('"key":"invalidMeetingIdentifier"');
  });

  it('refuses one person more than maxParticipants, but not one who is counted already', async () => {
    const { call, joinUrl } = await standInWithMeeting({ maxParticipants: '1' });
    await enterMeeting(joinUrl({ role: 'VIEWER', userID: 'u-1' }));
    const join = (userID: string) =>
      call('join', { meetingID: 'room-1', fullName: 'Bo', role: 'VIEWER', userID, redirect: 'false' });
    expect(await join('u-2')).toMatchObject({ returncode: 'FAILED', messageKey: 'maxParticipantsReached' });
    expect(await join('u-1')).toMatchObject({ returncode: 'SUCCESS' });
  });

  it.each([
    ['ALWAYS_ACCEPT', 'VIEWER', 'true', 'successfullyJoined', 'ALLOW'],
    ['ALWAYS_DENY', 'VIEWER', 'false', 'guestDeny', 'DENY'],
    ['ALWAYS_DENY', 'MODERATOR', 'false', 'successfullyJoined', 'ALLOW'],
    ['ASK_MODERATOR', 'VIEWER', 'false', 'guestWait', 'WAIT'],
    ['ASK_MODERATOR', 'MODERATOR', 'true', 'successfullyJoined', 'ALLOW'],
    ['ALWAYS_ACCEPT_AUTH', 'VIEWER', 'true', 'guestWait', 'WAIT'],
    ['ALWAYS_ACCEPT_AUTH', 'VIEWER', 'false', 'successfullyJoined', 'ALLOW'],
  ])('with %s lets a %s (guest=%s) see %s', async (guestPolicy, role, guest, messageKey, guestStatus) => {
    const { call } = await standInWithMeeting({ guestPolicy });
    const parameters = { meetingID: 'room-1', fullName: 'Ada', role, guest, redirect: 'false' };
    expect(await call('join', parameters)).toMatchObject({ returncode: 'SUCCESS', messageKey, guestStatus });
  });

  it('lets moderators wait too where the server says so', async () => {
    const { call } = await standInWithMeeting(
      { guestPolicy: 'ASK_MODERATOR' },
      { settings: { authenticatedGuest: false } },
    );
    expect(
      await call('join', { meetingID: 'room-1', fullName: 'Ada', role: 'MODERATOR', redirect: 'false' }),
    ).toMatchObject({ messageKey: 'guestWait' });
  });

  it("answers the guest policy's no by redirect with guestDeniedAccess", async () => {
    const { joinUrl } = await standInWithMeeting({ guestPolicy: 'ALWAYS_DENY' });
    const answer = await fetch(joinUrl({ role: 'VIEWER' }), { redirect: 'manual' });
    expect(keysIn(answer.headers.get('location'))).toBe('"key":"guestDeniedAccess"');
  });
});

describe('where a refused join leads', () => {
  const refuse = async (parameters: Readonly<Record<string, string>>, defaultLogoutUrl: string | null = null) => {
    const { standIn, urlFor } = await standInForTest({ settings: { defaultLogoutUrl } });
    const url = urlFor('join', { meetingID: 'nowhere', fullName: 'Ada', role: 'VIEWER', ...parameters });
    const location = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
    return location.replace(standIn.url, 'SELF');
  };

  it('to errorRedirectUrl, with its query and fragment as they were', async () => {
    const location = await refuse({
      errorRedirectUrl: 'https://kiosk.example.invalid/left?a=%20b#c',
      logoutURL: 'https://x.example/',
    });
    expect(location).toMatch(/^https:\/\/kiosk\.example\.invalid\/left\?a=%20b&errors=[^#]+#c$/);
    expect(errorsIn(location)).toEqual([
      { message: 'No meeting with this ID exists', key: 'invalidMeetingIdentifier' },
    ]);
  });

  it("else to logoutURL, else to the server's own address", async () => {
    expect(await refuse({ logoutURL: 'https://x.example/out' })).toMatch(/^https:\/\/x\.example\/out\?errors=/);
    expect(await refuse({ errorRedirectUrl: 'javascript:alert(1)' })).toMatch(/^SELF\/\?errors=/);
    expect(await refuse({}, 'https://city.example/')).toMatch(/^https:\/\/city\.example\/\?errors=/);
  });

  it('tells several failures at once', () => {
    const failures = [
      { key: 'a', message: 'A & "b"' },
      { key: 'c', message: 'd' },
    ];
    expect(errorsIn(errorRedirect({}, failures, 'https://x.example/'))).toEqual(failures);
  });

  it("never to a caller's address when the checksum is wrong", async () => {
    const { standIn } = await standInWithMeeting();
    const query =
      'meetingID=room-1&fullName=A&role=VIEWER&errorRedirectUrl=https%3A%2F%2Fevil.example%2F&logoutURL=https%3A%2F%2Fevil.example%2F';
    const answer = await fetch(`${standIn.url}/bigbluebutton/api/join?${query}&checksum=${'0'.repeat(64)}`, {
      redirect: 'manual',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('location')).toBeNull();
    expect(parseXml(await answer.text())).toMatchObject({ messageKey: 'checksumError' });
  });
});
