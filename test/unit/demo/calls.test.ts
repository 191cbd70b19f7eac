import { describe, expect, it } from 'vitest';
import { enterMeeting } from '../../../demo/bbb/participant.ts';
import { START, standInForTest, standInWithMeeting } from './stand-in.ts';

describe('create', () => {
  it('answers with the meeting, in the order and with the names of BBB', async () => {
    const { call, standIn } = await standInForTest();
    const answer = await call('create', {
      name: 'AG Städtebau, Verkehr & <mehr>',
      meetingID: 'room-1',
      attendeePW: 'ap',
      moderatorPW: 'mp',
      duration: '90',
      meta_Origin: 'city',
      logoutURL: 'https://city.example/left',
    });
    expect(Object.keys(answer)).toEqual([
      'returncode',
      'meetingID',
      'internalMeetingID',
      'parentMeetingID',
      'attendeePW',
      'moderatorPW',
      'createTime',
      'voiceBridge',
      'dialNumber',
      'createDate',
      'hasUserJoined',
      'duration',
      'hasBeenForciblyEnded',
      'messageKey',
      'message',
    ]);
    expect(answer).toMatchObject({
      returncode: 'SUCCESS',
      parentMeetingID: 'bbb-none',
      attendeePW: 'ap',
      createTime: String(START),
      createDate: 'Wed Nov 18 16:00:00 UTC 2026',
      hasUserJoined: 'false',
      duration: '90',
      messageKey: '',
    });
    expect(answer['internalMeetingID']).toMatch(new RegExp(`^[0-9a-f]{40}-${START}$`));
    expect(standIn.meetings[0]?.parameters).toMatchObject({
      meta_Origin: 'city',
      logoutURL: 'https://city.example/left',
    });
  });

  it('gives back the telephone line that it was given, everywhere, and its own when there was none', async () => {
    const { call } = await standInForTest();
    const line = { dialNumber: '+493023125014', voiceBridge: '72011' };
    expect(await call('create', { name: 'Room', meetingID: 'room-1', ...line })).toMatchObject(line);
    expect(await call('create', { name: 'Room', meetingID: 'room-1' })).toMatchObject(line);
    expect(await call('getMeetingInfo', { meetingID: 'room-1' })).toMatchObject(line);
    const other = await call('create', { name: 'Room', meetingID: 'room-2' });
    expect(other['dialNumber']).toBe('613-555-1234');
    expect(other['voiceBridge']).toMatch(/^\d{5}$/);
  });

  it('can be repeated: the same meeting with duplicateWarning, idNotUnique with other passwords', async () => {
    const { call, clock, standIn } = await standInForTest();
    const parameters = { name: 'Room', meetingID: 'room-1', attendeePW: 'ap', moderatorPW: 'mp' };
    await call('create', parameters);
    clock.now += 60_000;
    const again = await call('create', parameters);
    expect(again).toMatchObject({ returncode: 'SUCCESS', messageKey: 'duplicateWarning', createTime: String(START) });
    const withoutPasswords = await call('create', { name: 'Room', meetingID: 'room-1' });
    expect(withoutPasswords).toMatchObject({ messageKey: 'duplicateWarning', moderatorPW: 'mp' });
    const other = await call('create', { ...parameters, moderatorPW: 'other' });
    expect(other).toMatchObject({ returncode: 'FAILED', messageKey: 'idNotUnique' });
    expect(standIn.meetings).toHaveLength(1);
  });

  it.each([
    ['missingParamMeetingID', { name: 'Room' }],
    ['missingParamMeetingID', { name: 'Room', meetingID: '' }],
    ['nullError', { meetingID: 'room-1' }],
    ['emptyError', { name: '', meetingID: 'room-1' }],
    ['sizeError', { name: 'R', meetingID: 'room-1' }],
    ['sizeError', { name: 'Room', meetingID: 'x'.repeat(257) }],
    ['sizeError', { name: 'Room', meetingID: 'room-1', attendeePW: 'x'.repeat(65) }],
    ['validationError', { name: 'Room', meetingID: 'a,b' }],
    ['validationError', { name: 'Room', meetingID: 'room-1', duration: 'long' }],
    ['validationError', { name: 'Room', meetingID: 'room-1', record: 'perhaps' }],
    ['validationError', { name: 'Room', meetingID: 'room-1', guestPolicy: 'ASK_MY_MOTHER' }],
  ])('refuses with %s: %j', async (messageKey, parameters) => {
    const { call } = await standInForTest();
    expect(await call('create', parameters)).toMatchObject({ returncode: 'FAILED', messageKey });
  });

  it('says all at once when several things are wrong', async () => {
    const { call } = await standInForTest();
    expect(await call('create')).toEqual({
      returncode: 'FAILED',
      errors: {
        error: [
          { key: 'nullError', message: 'You must provide a meeting name' },
          { key: 'missingParamMeetingID', message: 'You must provide a meeting ID' },
        ],
      },
    });
  });

  it('refuses a voice bridge that another meeting uses', async () => {
    const { call } = await standInForTest();
    await call('create', { name: 'One', meetingID: 'room-1', voiceBridge: '71234' });
    expect(await call('create', { name: 'Two', meetingID: 'room-2', voiceBridge: '71234' })).toMatchObject({
      messageKey: 'nonUniqueVoiceBridge',
    });
  });
});

describe('end', () => {
  it('ends and is remembered; the id can be used again', async () => {
    const { call, clock, joinUrl, standIn } = await standInWithMeeting({ moderatorPW: 'mp' });
    const person = await enterMeeting(joinUrl({ role: 'MODERATOR' }));
    expect(await call('end', { meetingID: 'room-1', password: 'mp' })).toMatchObject({
      returncode: 'SUCCESS',
      messageKey: 'sentEndMeetingRequest',
    });
    await person.until((seen) => seen.endedCode === 'ENDED_FROM_API');
    expect(await call('getMeetingInfo', { meetingID: 'room-1' })).toMatchObject({
      running: 'false',
      hasBeenForciblyEnded: 'true',
      endTime: String(START),
    });
    clock.now += 1000;
    expect(await call('create', { name: 'Room 1', meetingID: 'room-1' })).toMatchObject({
      messageKey: '',
      createTime: String(START + 1000),
      hasBeenForciblyEnded: 'false',
    });
    expect(standIn.meetings).toHaveLength(1);
  });

  it.each([
    ['missingParamMeetingID', {}],
    ['notFound', { meetingID: 'nowhere' }],
    ['invalidPassword', { meetingID: 'room-1', password: 'ap' }],
  ])('refuses with %s', async (messageKey, parameters) => {
    const { call } = await standInWithMeeting({ attendeePW: 'ap', moderatorPW: 'mp' });
    expect(await call('end', parameters)).toMatchObject({ returncode: 'FAILED', messageKey });
  });

  it('knows no meeting that has ended', async () => {
    const { call } = await standInWithMeeting();
    await call('end', { meetingID: 'room-1' });
    expect(await call('end', { meetingID: 'room-1' })).toMatchObject({ messageKey: 'notFound' });
  });
});

describe('isMeetingRunning', () => {
  it('is about people: false before the first, true with one, false after; an unknown meeting is no failure', async () => {
    const { call, joinUrl } = await standInWithMeeting();
    const running = async (meetingID: string) => (await call('isMeetingRunning', { meetingID }))['running'];
    expect(await running('nowhere')).toBe('false');
    expect(await running('room-1')).toBe('false');
    const person = await enterMeeting(joinUrl({ role: 'VIEWER' }));
    expect(await running('room-1')).toBe('true');
    person.send({ type: 'leave' });
    await person.until((seen) => seen.endedCode === 'user_logged_out_reason');
    expect(await running('room-1')).toBe('false');
    expect(await call('isMeetingRunning')).toMatchObject({ messageKey: 'missingParamMeetingID' });
  });
});

describe('getMeetingInfo and getMeetings', () => {
  it('tells everything about a meeting, also what no terminal may know', async () => {
    const { call, joinUrl } = await standInWithMeeting({
      moderatorPW: 'mp',
      maxParticipants: '9',
      meta_Origin: 'city',
    });
    const moderator = await enterMeeting(joinUrl({ fullName: 'Ada <b>', role: 'MODERATOR', userID: 'u-1' }));
    moderator.send({ type: 'media', media: { audio: 'microphone', muted: false, camera: true, screen: false } });
    await moderator.until((seen) => seen.snapshot?.people[0]?.media.camera === true);
    const listener = await enterMeeting(joinUrl({ fullName: 'Bo', role: 'VIEWER', 'userdata-bbb_x': '1' }));
    listener.send({ type: 'media', media: { audio: 'listening', muted: false, camera: false, screen: false } });
    await listener.until((seen) => seen.snapshot?.people[1]?.media.audio === 'listening');

    expect(await call('getMeetingInfo', { meetingID: 'room-1' })).toMatchObject({
      returncode: 'SUCCESS',
      meetingName: 'Room 1',
      moderatorPW: 'mp',
      running: 'true',
      hasUserJoined: 'true',
      participantCount: '2',
      listenerCount: '1',
      voiceParticipantCount: '1',
      videoCount: '1',
      maxUsers: '9',
      moderatorCount: '1',
      attendees: {
        attendee: [
          {
            userID: 'u-1',
            fullName: 'Ada <b>',
            role: 'MODERATOR',
            isPresenter: 'true',
            hasJoinedVoice: 'true',
            hasVideo: 'true',
          },
          { fullName: 'Bo', role: 'VIEWER', isPresenter: 'false', isListeningOnly: 'true', customdata: { bbb_x: '1' } },
        ],
      },
      metadata: { origin: 'city' },
      isBreakout: 'false',
    });
  });

  it('refuses a missing and an unknown id', async () => {
    const { call } = await standInForTest();
    expect(await call('getMeetingInfo')).toMatchObject({ messageKey: 'missingParamMeetingID' });
    expect(await call('getMeetingInfo', { meetingID: 'nowhere' })).toMatchObject({ messageKey: 'notFound' });
  });

  it('lists no meetings as a success of its own, and then each', async () => {
    const { call } = await standInForTest();
    expect(await call('getMeetings')).toEqual({
      returncode: 'SUCCESS',
      meetings: '',
      messageKey: 'noMeetings',
      message: 'no meetings were found on this server',
    });
    await call('create', { name: 'One', meetingID: 'room-1' });
    await call('create', { name: 'Two', meetingID: 'room-2' });
    expect(await call('getMeetings')).toMatchObject({
      meetings: { meeting: [{ meetingID: 'room-1' }, { meetingID: 'room-2', meetingName: 'Two' }] },
    });
  });
});

describe('the API itself', () => {
  it('says what it is without a checksum, as XML or as JSON', async () => {
    const { standIn } = await standInForTest();
    const url = `${standIn.url}/bigbluebutton/api`;
    const json = await fetch(url, { headers: { 'content-type': 'application/json' } });
    expect(await json.json()).toEqual({
      response: {
        returncode: 'SUCCESS',
        version: '2.0',
        apiVersion: '2.0',
        bbbVersion: '',
        graphqlWebsocketUrl: `ws://127.0.0.1:${standIn.port}/graphql`,
        graphqlApiUrl: `${standIn.url}/api/rest`,
      },
    });
    const xml = await fetch(`${url}/`);
    expect(xml.headers.get('content-type')).toMatch(/^text\/xml/);
    expect(await xml.text()).toContain('<returncode>SUCCESS</returncode>');
    expect(xml.headers.get('x-stand-in')).toContain('Not BigBlueButton');
  });

  it('knows GET only for join', async () => {
    const { joinUrl } = await standInWithMeeting();
    expect((await fetch(joinUrl({ role: 'VIEWER' }), { method: 'POST' })).status).toBe(405);
  });
});
