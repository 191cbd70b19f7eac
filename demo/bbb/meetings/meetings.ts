import { createHash } from 'node:crypto';
import type { ServerSettings } from '../settings.ts';
import { Meeting, type MeetingPlan } from './meeting.ts';
import type { Person } from './person.ts';

/** All meetings of the server. */
export class Meetings {
  readonly #settings: ServerSettings;
  #meetings: readonly Meeting[] = [];

  constructor(settings: ServerSettings) {
    this.#settings = settings;
  }

  /** Newest last, also the ended ones still remembered. */
  get all(): readonly Meeting[] {
    return this.#meetings;
  }

  /** What the API lists: going meetings, and those that were ended and are still remembered. */
  get listed(): readonly Meeting[] {
    return this.#meetings.filter((meeting) => meeting.end === null || meeting.forciblyEnded);
  }

  findOpen(meetingID: string): Meeting | null {
    return this.#meetings.find((meeting) => meeting.plan.meetingID === meetingID && meeting.end === null) ?? null;
  }

  /** The open meeting of this id, else the one that was ended last and is still remembered. */
  find(meetingID: string): Meeting | null {
    const ended = this.listed.findLast((meeting) => meeting.plan.meetingID === meetingID);
    return this.findOpen(meetingID) ?? ended ?? null;
  }

  usesVoiceBridge(voiceBridge: string): boolean {
    return this.#meetings.some((meeting) => meeting.end === null && meeting.plan.voiceBridge === voiceBridge);
  }

  /** Opens a meeting; one of the same id that has ended is forgotten. */
  create(plan: MeetingPlan, now: number): Meeting {
    const internalMeetingID = `${createHash('sha1').update(plan.meetingID).digest('hex')}-${now}`;
    const meeting = new Meeting(plan, internalMeetingID, now, this.#settings.disconnectGraceMs);
    this.#meetings = [...this.#meetings.filter((other) => other.plan.meetingID !== plan.meetingID), meeting];
    return meeting;
  }

  /** Who has this session token, as long as it opens anything. */
  findSession(sessionToken: string): { meeting: Meeting; person: Person } | null {
    for (const meeting of this.#meetings) {
      const person = meeting.people.find(({ credentials }) => credentials.sessionToken === sessionToken);
      if (person !== undefined) return meeting.end === null && person.goneReason === null ? { meeting, person } : null;
    }
    return null;
  }

  knowsHttpSession(httpSession: string): boolean {
    return this.#meetings.some(({ people }) =>
      people.some(({ credentials }) => credentials.httpSession === httpSession),
    );
  }

  /** As after a start of the server: all state is in memory. */
  forgetAll(): void {
    this.#meetings = [];
  }

  /** Applies the rules about time to all meetings and forgets what need not be known any more. */
  sweep(now: number): void {
    for (const meeting of this.#meetings) meeting.sweep(now);
    this.#meetings = this.#meetings.filter(
      ({ end }) => end === null || now < end.at + this.#settings.endedMeetingMemoryMs,
    );
  }
}
