import type { ChatLine, LiveSnapshot, MediaSignal, MediaState } from '../wire.ts';
import type { GuestPolicy } from './guest-status.ts';
import type { Line, Person } from './person.ts';

const MINUTE_MS = 60_000;

/** What `create` says about a meeting. Minutes; 0 means: this rule does not apply. */
export interface MeetingPlan {
  readonly meetingID: string;
  readonly name: string;
  readonly attendeePW: string;
  readonly moderatorPW: string;
  readonly voiceBridge: string;
  readonly dialNumber: string;
  readonly maxParticipants: number;
  readonly durationMinutes: number;
  readonly expireIfNoUserJoinedMinutes: number;
  readonly expireWhenLastUserLeftMinutes: number;
  readonly endWhenNoModerator: boolean;
  readonly endWhenNoModeratorDelayMinutes: number;
  readonly guestPolicy: GuestPolicy;
  readonly logoutUrl: string | null;
  readonly welcome: string;
  readonly record: boolean;
  /** Recorded from its beginning, as far as anybody is told: the stand-in records nothing. */
  readonly recordingOn: boolean;
  readonly notifyRecordingIsOn: boolean;
  readonly allowRequestsWithoutSession: boolean;
  /** The meeting whose breakout room this is; null when it is none. */
  readonly parentMeetingID: string | null;
  /** The parameters of `create` as they came, also those the stand-in does not act on. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Why a meeting ended, as BBB names it; only those that can happen here. */
export type EndReason =
  | 'ENDED_FROM_API'
  | 'ENDED_AFTER_USER_LOGGED_OUT'
  | 'ENDED_AFTER_EXCEEDING_DURATION'
  | 'ENDED_WHEN_NOT_JOINED'
  | 'ENDED_WHEN_LAST_USER_LEFT'
  | 'ENDED_DUE_TO_NO_MODERATOR'
  | 'BREAKOUT_ENDED_BY_MOD';

export interface MeetingEnd {
  readonly at: number;
  readonly reason: EndReason;
}

/** These ends were ordered or agreed; the others are a meeting nobody used. */
const FORCED: readonly EndReason[] = [
  'ENDED_FROM_API',
  'ENDED_AFTER_USER_LOGGED_OUT',
  'ENDED_AFTER_EXCEEDING_DURATION',
  'ENDED_DUE_TO_NO_MODERATOR',
  'BREAKOUT_ENDED_BY_MOD',
];

/** One meeting from `create` to its end: who is in it, what they write, and when it is over. */
export class Meeting {
  readonly plan: MeetingPlan;
  readonly internalMeetingID: string;
  readonly createTime: number;
  readonly people: Person[] = [];
  readonly #disconnectGraceMs: number;
  readonly #chat: ChatLine[] = [];
  /** Who raised a hand, in this order. */
  #hands: readonly Person[] = [];
  #breakouts: readonly Meeting[] = [];
  #firstEnteredAt: number | null = null;
  #emptySince: number | null = null;
  #moderatorWasThere = false;
  #withoutModeratorSince: number | null = null;
  #end: MeetingEnd | null = null;

  /**
   * @param createTime milliseconds since 1970, the meeting's own second name
   * @param disconnectGraceMs how long somebody whose line broke is kept
   */
  constructor(plan: MeetingPlan, internalMeetingID: string, createTime: number, disconnectGraceMs: number) {
    this.plan = plan;
    this.internalMeetingID = internalMeetingID;
    this.createTime = createTime;
    this.#disconnectGraceMs = disconnectGraceMs;
  }

  /** The welcome with BBB's placeholders filled in. */
  get welcome(): string {
    const { name, dialNumber, voiceBridge, welcome } = this.plan;
    return welcome
      .replaceAll('%%CONFNAME%%', () => name)
      .replaceAll('%%DIALNUM%%', () => dialNumber)
      .replaceAll('%%CONFNUM%%', () => voiceBridge);
  }

  get present(): readonly Person[] {
    return this.people.filter((person) => person.present);
  }

  get running(): boolean {
    return this.present.length > 0;
  }

  get end(): MeetingEnd | null {
    return this.#end;
  }

  get forciblyEnded(): boolean {
    return this.#end !== null && FORCED.includes(this.#end.reason);
  }

  /** When the first person entered; null before. */
  get startTime(): number | null {
    return this.#firstEnteredAt;
  }

  /** The moderator who has been there longest presents. */
  get presenter(): Person | null {
    return this.present.find((person) => person.isModerator) ?? null;
  }

  /** Its breakout rooms that are open. */
  get breakouts(): readonly Meeting[] {
    return this.#breakouts.filter(({ end }) => end === null);
  }

  /** Whether somebody with this id would be one too many: ids are counted, not connections. */
  isFullFor(userID: string): boolean {
    const ids = new Set(this.present.map((person) => person.userID));
    return this.plan.maxParticipants > 0 && !ids.has(userID) && ids.size >= this.plan.maxParticipants;
  }

  register(person: Person): void {
    this.people.push(person);
  }

  /** A client of this person is there. An older one of the same session is hung up. */
  connect(person: Person, line: Line, now: number): void {
    person.line?.close();
    person.line = line;
    person.connects += 1;
    person.lostAt = null;
    if (person.guestStatus === 'ALLOW') this.#enter(person, now);
    this.#broadcast();
    this.#tellWhatWasSaid(person);
  }

  /** The line broke. The person is kept for the grace time, since a page that is loaded anew comes back. */
  disconnect(person: Person, line: Line, now: number): void {
    if (person.line !== line) return;
    person.line = null;
    person.lostAt = now;
  }

  say(person: Person, text: string, now: number): void {
    if (!person.present) return;
    const line: ChatLine = {
      id: this.#chat.length,
      at: now,
      senderId: person.credentials.internalUserID,
      senderName: person.registration.name,
      text,
    };
    this.#chat.push(line);
    for (const { line: open } of this.present) open?.send({ type: 'chat', lines: [line] });
  }

  /** What this person sends and receives from now on. */
  reportMedia(person: Person, media: MediaState): void {
    if (!person.present) return;
    person.media = media;
    this.#broadcast();
  }

  /** Passes a word about a media connection on. Lost when the other one is not there, as the connection is then. */
  signal(person: Person, to: string, link: string, signal: MediaSignal): void {
    if (!person.present) return;
    this.#findPresent(to)?.line?.send({ type: 'signal', from: person.credentials.internalUserID, link, signal });
  }

  /** A moderator silences somebody's microphone. */
  mute(moderator: Person, internalUserID: string): void {
    const other = this.#findPresent(internalUserID);
    if (!moderator.isModerator || !moderator.present || other === null) return;
    if (other.media.audio !== 'microphone' || other.media.muted) return;
    other.media = { ...other.media, muted: true };
    other.line?.send({ type: 'mute' });
    this.#broadcast();
  }

  /** A moderator silences everybody else. */
  muteAll(moderator: Person): void {
    for (const other of this.present) if (other !== moderator) this.mute(moderator, other.credentials.internalUserID);
  }

  /** Tells everybody of these breakout rooms. */
  announceBreakouts(rooms: readonly Meeting[]): void {
    this.#breakouts = rooms;
    this.#broadcast();
  }

  /** Raises or lowers a hand; one that is up keeps its place. */
  raiseHand(person: Person, raised: boolean): void {
    if (!person.present || raised === this.#hands.includes(person)) return;
    this.#hands = raised ? [...this.#hands, person] : this.#hands.filter((other) => other !== person);
    this.#broadcast();
  }

  leave(person: Person, now: number): void {
    this.#remove(person, 'user_logged_out_reason', now);
    this.#broadcast();
  }

  /** A moderator answers somebody in the lobby. Nothing happens when the one may not or the other is not there. */
  decideGuest(moderator: Person, internalUserID: string, decision: 'ALLOW' | 'DENY', now: number): void {
    const guest = this.people.find((person) => person.credentials.internalUserID === internalUserID);
    if (!moderator.isModerator || !moderator.present || guest === undefined || !guest.waiting) return;
    guest.guestStatus = decision;
    if (decision === 'ALLOW' && guest.line !== null) this.#enter(guest, now);
    this.#broadcast();
    this.#tellWhatWasSaid(guest);
  }

  /** Ends the meeting for everyone; a second end changes nothing. */
  finish(reason: EndReason, now: number, endedBy: Person | null = null): void {
    if (this.#end !== null) return;
    this.#end = { at: now, reason };
    for (const room of this.breakouts) room.finish('BREAKOUT_ENDED_BY_MOD', now);
    for (const person of this.people) person.dismiss(reason, endedBy?.registration.name ?? null);
  }

  /** Applies the rules about time. */
  sweep(now: number): void {
    if (this.#end !== null) return;
    this.#removeLost(now);
    const reason = this.#dueEnd(now);
    if (reason !== null) this.finish(reason, now);
  }

  #dueEnd(now: number): EndReason | null {
    const { plan } = this;
    const due = (since: number | null, minutes: number) => since !== null && now >= since + minutes * MINUTE_MS;
    const dueIfSet = (since: number | null, minutes: number) => minutes > 0 && due(since, minutes);
    if (dueIfSet(this.createTime, plan.durationMinutes)) return 'ENDED_AFTER_EXCEEDING_DURATION';
    if (due(this.#withoutModeratorSince, plan.endWhenNoModeratorDelayMinutes)) return 'ENDED_DUE_TO_NO_MODERATOR';
    if (dueIfSet(this.#emptySince, plan.expireWhenLastUserLeftMinutes)) return 'ENDED_WHEN_LAST_USER_LEFT';
    const neverUsed = this.#firstEnteredAt === null && dueIfSet(this.createTime, plan.expireIfNoUserJoinedMinutes);
    return neverUsed ? 'ENDED_WHEN_NOT_JOINED' : null;
  }

  #removeLost(now: number): void {
    const lost = this.people.filter(({ lostAt }) => lostAt !== null && now >= lostAt + this.#disconnectGraceMs);
    for (const person of lost) {
      person.lostAt = null;
      person.depart();
    }
    if (lost.length === 0) return;
    this.#noteWhoIsLeft(now);
    this.#broadcast();
  }

  #enter(person: Person, now: number): void {
    if (person.present) return;
    if (this.isFullFor(person.userID)) {
      this.#remove(person, 'max_participants_reason', now);
      return;
    }
    const older = this.present.filter(({ userID }) => userID === person.userID);
    for (const same of older) this.#remove(same, 'duplicate_user_in_meeting_eject_reason', now);
    person.present = true;
    this.#firstEnteredAt ??= now;
    this.#noteWhoIsLeft(now);
  }

  #findPresent(internalUserID: string): Person | null {
    return this.present.find(({ credentials }) => credentials.internalUserID === internalUserID) ?? null;
  }

  #tellWhatWasSaid(person: Person): void {
    if (person.present) person.line?.send({ type: 'chat', lines: this.#chat });
  }

  #remove(person: Person, reason: string, now: number): void {
    person.goneReason = reason;
    person.dismiss(reason, null);
    this.#noteWhoIsLeft(now);
  }

  #noteWhoIsLeft(now: number): void {
    this.#hands = this.#hands.filter(({ present }) => present);
    if (this.running) this.#emptySince = null;
    else if (this.#firstEnteredAt !== null) this.#emptySince ??= now;
    const moderatorThere = this.present.some((person) => person.isModerator);
    if (moderatorThere) this.#moderatorWasThere = true;
    if (moderatorThere || !this.plan.endWhenNoModerator || !this.#moderatorWasThere) this.#withoutModeratorSince = null;
    else this.#withoutModeratorSince ??= now;
  }

  #broadcast(): void {
    const waiting = this.people.filter((person) => person.waiting);
    for (const person of this.people) {
      person.line?.send(this.#snapshotFor(person, waiting));
    }
  }

  #snapshotFor(person: Person, waiting: readonly Person[]): LiveSnapshot {
    const { presenter } = this;
    return {
      type: 'snapshot',
      me: {
        userId: person.credentials.internalUserID,
        role: person.registration.role,
        guestStatus: person.guestStatus,
        queuePosition: waiting.indexOf(person) + 1,
      },
      people: person.present
        ? this.present.map((other) => ({
            userId: other.credentials.internalUserID,
            name: other.registration.name,
            role: other.registration.role,
            presenter: other === presenter,
            media: other.media,
            hand: this.#hands.indexOf(other) + 1,
            connects: other.connects,
          }))
        : [],
      waiting:
        person.present && person.isModerator
          ? waiting.map((guest) => ({ userId: guest.credentials.internalUserID, name: guest.registration.name }))
          : [],
      breakouts: person.present
        ? this.breakouts.map(({ plan }) => ({ meetingId: plan.meetingID, name: plan.name }))
        : [],
    };
  }
}
