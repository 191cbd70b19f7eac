import { describe, expect, it } from 'vitest';
import { watchRunningMeetings } from '../../../city/meetings/running-meetings.ts';
import { Refusal } from '../../../city/refusal.ts';

const meeting = (meetingID: string, participantCount: number) => ({
  meetingID,
  participantCount,
  running: participantCount > 0,
});

const watchForTest = () => {
  const clock = { now: 1_000_000 };
  const server = { calls: 0, answer: () => Promise.resolve([meeting('a', 2), meeting('empty', 0)]) };
  const getMeetings = () => {
    server.calls += 1;
    return server.answer();
  };
  return { clock, server, look: watchRunningMeetings({ getMeetings }, () => clock.now) };
};

const AWAY = new Refusal('meeting-server-unreachable', 'away');

describe('the look at the running meetings', () => {
  it('knows the running ones and how many people are in them', async () => {
    const { look } = watchForTest();
    const meetings = await look();
    expect(meetings.state === 'known' && [...meetings.participants]).toEqual([['a', 2]]);
  });

  it('is one call for a hundred terminals at once', async () => {
    const { look, server } = watchForTest();
    await Promise.all(Array.from({ length: 100 }, () => look()));
    expect(server.calls).toBe(1);
  });

  it('is good for three seconds', async () => {
    const { look, server, clock } = watchForTest();
    await look();
    clock.now += 2999;
    await look();
    expect(server.calls).toBe(1);
    clock.now += 1;
    await look();
    expect(server.calls).toBe(2);
  });

  it('leaves a server that is away alone for ten seconds, and then finds it again', async () => {
    const { look, server, clock } = watchForTest();
    const well = server.answer;
    server.answer = () => Promise.reject(AWAY);
    expect(await look()).toEqual({ state: 'away', refusal: AWAY });
    clock.now += 9999;
    expect(await look()).toEqual({ state: 'away', refusal: AWAY });
    expect(server.calls).toBe(1);
    server.answer = well;
    clock.now += 1;
    expect((await look()).state).toBe('known');
  });

  it('calls every failure that is not a refusal one', async () => {
    const { look, server } = watchForTest();
    server.answer = () => Promise.reject(new Error('checksumError'));
    expect(await look()).toMatchObject({ state: 'away', refusal: { code: 'meeting-server-refused' } });
  });

  it('does not keep an old answer when the clock is set back', async () => {
    const { look, server, clock } = watchForTest();
    await look();
    clock.now -= 3_600_000;
    await look();
    expect(server.calls).toBe(2);
  });
});
