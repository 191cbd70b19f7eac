import { Refusal } from '../refusal.ts';
import type { BbbClient } from './bbb-client.ts';

/** How long an answer is good for: all terminals together cause one call in this time. */
const FRESH_MS = 3000;
/** A server that is away is left alone for longer: each attempt makes whoever asks wait. */
const AWAY_MS = 10_000;

/** What the BBB server said about its meetings, or why it said nothing. */
export type MeetingsNow =
  | { readonly state: 'known'; readonly participants: ReadonlyMap<string, number> }
  | { readonly state: 'away'; readonly refusal: Refusal };

/**
 * Looks at the running meetings with one call for all rooms, at most one at a time.
 * @param now milliseconds since 1970
 * @returns asks for the running meetings by meetingID, with the people in them; never throws
 */
export const watchRunningMeetings = (bbb: Pick<BbbClient, 'getMeetings'>, now: () => number) => {
  let last: { readonly at: number; readonly meetings: MeetingsNow } | null = null;
  let underWay: Promise<MeetingsNow> | null = null;

  const look = async (): Promise<MeetingsNow> => {
    try {
      const running = (await bbb.getMeetings()).filter((meeting) => meeting.running);
      const participants = new Map(running.map(({ meetingID, participantCount }) => [meetingID, participantCount]));
      return { state: 'known', participants };
    } catch (error) {
      const refusal =
        error instanceof Refusal
          ? error
          : new Refusal('meeting-server-refused', error instanceof Error ? error.message : 'Unknown reason.');
      return { state: 'away', refusal };
    }
  };

  return async (): Promise<MeetingsNow> => {
    if (last !== null) {
      const age = now() - last.at;
      // A clock that was set back must not keep an old answer alive.
      if (age >= 0 && age < (last.meetings.state === 'known' ? FRESH_MS : AWAY_MS)) return last.meetings;
    }
    underWay ??= look().then((meetings) => {
      last = { at: now(), meetings };
      underWay = null;
      return meetings;
    });
    return underWay;
  };
};
