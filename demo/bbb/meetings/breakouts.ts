import { randomVoiceBridge } from '../api/random.ts';
import { signedUrl } from '../signed-url.ts';
import type { Meeting, MeetingPlan } from './meeting.ts';
import type { Meetings } from './meetings.ts';
import type { Person } from './person.ts';

/** As many as BBB offers at first. */
const ROOMS = [1, 2];

const planOf = ({ plan }: Meeting, number: number): MeetingPlan => ({
  ...plan,
  meetingID: `${plan.meetingID}-breakout-${number}`,
  name: `${plan.name} ${number}`,
  voiceBridge: randomVoiceBridge(),
  maxParticipants: 0,
  endWhenNoModerator: false,
  guestPolicy: 'ALWAYS_ACCEPT',
  recordingOn: false,
  parentMeetingID: plan.meetingID,
});

const mayLead = (person: Person): boolean => person.isModerator && person.present;

/** A moderator opens breakout rooms. Nothing happens when there are some, or in one of them. */
export const openBreakouts = (meetings: Meetings, parent: Meeting, moderator: Person, now: number): void => {
  if (!mayLead(moderator) || parent.plan.parentMeetingID !== null || parent.breakouts.length > 0) return;
  parent.announceBreakouts(ROOMS.map((number) => meetings.create(planOf(parent, number), now)));
};

/** A moderator ends all breakout rooms. */
export const endBreakouts = (parent: Meeting, moderator: Person, now: number): void => {
  if (!mayLead(moderator)) return;
  for (const room of parent.breakouts) room.finish('BREAKOUT_ENDED_BY_MOD', now);
  parent.announceBreakouts([]);
};

/**
 * The signed way into a breakout room for somebody who is in its meeting; null when there is no such room.
 * @param url address of the server
 */
export const breakoutJoinUrl = (
  parent: Meeting,
  person: Person,
  meetingID: string,
  { url, secret }: { readonly url: string; readonly secret: string },
): string | null => {
  const room = parent.breakouts.find(({ plan }) => plan.meetingID === meetingID);
  if (room === undefined || !person.present) return null;
  const { name, role, userdata } = person.registration;
  return signedUrl(url, secret, 'join', {
    meetingID,
    fullName: name,
    role,
    userID: `${person.userID}-${meetingID.at(-1) ?? ''}`,
    createTime: String(room.createTime),
    ...Object.fromEntries(Object.entries(userdata).map(([key, value]) => [`userdata-${key}`, value])),
  });
};
