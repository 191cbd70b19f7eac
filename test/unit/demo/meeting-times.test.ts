import { describe, expect, it } from 'vitest';
import { enterMeeting } from '../../../demo/bbb/participant.ts';
import { standInWithMeeting, type TestStandIn } from './stand-in.ts';

const MINUTE = 60_000;

const pass = ({ clock, standIn }: TestStandIn, milliseconds: number): string | null | undefined => {
  clock.now += milliseconds;
  standIn.sweep();
  return standIn.meetings[0]?.endedReason;
};

const vanished = async (test: TestStandIn): Promise<void> => {
  await expect.poll(() => test.standIn.meetings[0]?.people.every(({ connected }) => !connected)).toBe(true);
};

describe('a meeting ends by itself', () => {
  it('when nobody came in time, and is then unknown', async () => {
    const test = await standInWithMeeting({ meetingExpireIfNoUserJoinedInMinutes: '5' });
    expect(pass(test, 5 * MINUTE - 1)).toBeNull();
    expect(pass(test, 1)).toBe('ENDED_WHEN_NOT_JOINED');
    expect(await test.call('getMeetingInfo', { meetingID: 'room-1' })).toMatchObject({ messageKey: 'notFound' });
    expect(await test.call('getMeetings')).toMatchObject({ messageKey: 'noMeetings' });
  });

  it('when the last person has been gone for the time set', async () => {
    const test = await standInWithMeeting({ meetingExpireWhenLastUserLeftInMinutes: '2' });
    const ada = await enterMeeting(test.joinUrl({ role: 'VIEWER' }));
    expect(pass(test, 30 * MINUTE)).toBeNull();
    ada.send({ type: 'leave' });
    await ada.until((seen) => seen.endedCode !== null);
    expect(pass(test, 2 * MINUTE - 1)).toBeNull();
    expect(pass(test, 1)).toBe('ENDED_WHEN_LAST_USER_LEFT');
  });

  it('but not when somebody comes back in between', async () => {
    const test = await standInWithMeeting({ meetingExpireWhenLastUserLeftInMinutes: '2' });
    const ada = await enterMeeting(test.joinUrl({ role: 'VIEWER' }));
    ada.vanish();
    await vanished(test);
    expect(pass(test, MINUTE)).toBeNull();
    await enterMeeting(test.joinUrl({ role: 'VIEWER' }));
    expect(pass(test, 10 * MINUTE)).toBeNull();
  });

  it('never for want of people when both times are 0', async () => {
    const test = await standInWithMeeting({
      meetingExpireIfNoUserJoinedInMinutes: '0',
      meetingExpireWhenLastUserLeftInMinutes: '0',
    });
    expect(pass(test, 1000 * MINUTE)).toBeNull();
    const ada = await enterMeeting(test.joinUrl({ role: 'VIEWER' }));
    ada.vanish();
    await vanished(test);
    expect(pass(test, 1000 * MINUTE)).toBeNull();
  });

  it('when its duration, counted from create, is over', async () => {
    const test = await standInWithMeeting({ duration: '60' });
    const ada = await enterMeeting(test.joinUrl({ role: 'VIEWER' }));
    expect(pass(test, 60 * MINUTE - 1)).toBeNull();
    expect(pass(test, 1)).toBe('ENDED_AFTER_EXCEEDING_DURATION');
    await ada.until((seen) => seen.endedCode === 'ENDED_AFTER_EXCEEDING_DURATION');
    expect(await test.call('getMeetingInfo', { meetingID: 'room-1' })).toMatchObject({ hasBeenForciblyEnded: 'true' });
  });

  it('when the last moderator has left and it was asked for', async () => {
    const test = await standInWithMeeting({ endWhenNoModerator: 'true', endWhenNoModeratorDelayInMinutes: '3' });
    await enterMeeting(test.joinUrl({ role: 'VIEWER' }));
    expect(pass(test, 10 * MINUTE)).toBeNull();
    const ada = await enterMeeting(test.joinUrl({ role: 'MODERATOR' }));
    ada.send({ type: 'leave' });
    await ada.until((seen) => seen.endedCode !== null);
    expect(pass(test, 3 * MINUTE - 1)).toBeNull();
    expect(pass(test, 1)).toBe('ENDED_DUE_TO_NO_MODERATOR');
  });
});
