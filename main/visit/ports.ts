import type { CodeAnswer, CodeRequest } from '../../contract/access-code.ts';
import type { Terms, Times } from '../../contract/configuration.ts';
import type { AudioRole } from '../../contract/devices.ts';
import type { EventData, EventType, RestartReason } from '../../contract/events.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { JoinAnswer, JoinRequest } from '../../contract/join.ts';
import type { Locale } from '../../contract/locale.ts';
import type { MeetingKey } from '../../contract/meeting-key.ts';
import type { Receipt } from '../../contract/receipt.ts';
import type { Room, RoomId } from '../../contract/room.ts';
import type { HelpPorts } from './help-call.ts';

/** What the stage says about the meeting view it was told to open. */
export type MeetingNews =
  /** The meeting's page is there. */
  | { readonly type: 'meeting.loaded' }
  /** The meeting did not let the person in; `key` is BBB's messageKey. */
  | { readonly type: 'meeting.refused'; readonly key: string }
  | { readonly type: 'meeting.ended' }
  | { readonly type: 'meeting.crashed' }
  /** The page does not answer any more. */
  | { readonly type: 'meeting.frozen' }
  /** The page has no line to its server; `since` when, in the machine's clock. */
  | { readonly type: 'meeting.lost'; readonly since: number }
  /** Somebody touched or typed something in the meeting. */
  | { readonly type: 'meeting.touched' }
  /** The page cannot be had (any more). */
  | { readonly type: 'meeting.unreachable' };

export type JoinResult =
  { readonly ok: true; readonly value: JoinAnswer } | { readonly ok: false; readonly code: FailureCode };

export type CodeResult =
  | { readonly ok: true; readonly value: CodeAnswer }
  /** `retryAfterSeconds` comes with `code-wait`. */
  | { readonly ok: false; readonly code: FailureCode; readonly retryAfterSeconds?: number };

/** All that a visit needs of the world around it. */
export interface VisitPorts extends HelpPorts {
  readonly times: () => Times;
  /** The language a visit begins in. */
  readonly firstLocale: () => Locale;
  readonly terms: () => Terms | null;
  /** Whether people speak at this terminal, or only listen. */
  readonly maySpeak: () => boolean;
  readonly findRoom: (id: RoomId) => Room | undefined;
  readonly refreshRooms: () => void;
  readonly checkCode: (request: CodeRequest, signal: AbortSignal) => Promise<CodeResult>;
  readonly join: (room: RoomId, request: JoinRequest, signal: AbortSignal) => Promise<JoinResult>;
  /** Opens the meeting view hidden or shown as it loads; after a wipe no more news of it comes. */
  readonly openMeeting: (answer: JoinAnswer, news: (news: MeetingNews) => void) => void;
  /** Types into the meeting's page, where its own caret is. */
  readonly pressKey: (key: MeetingKey) => void;
  /** First step of the wipe: everything of the meeting. Never rejects; what failed is in the receipt. */
  readonly wipeMeeting: () => Promise<Receipt>;
  /** Second step: our own screens. Never rejects. */
  readonly wipeScreens: () => Promise<Receipt>;
  /** For this visit; {@link VisitPorts.restoreSound} follows at its end. */
  readonly setVolume: (percent: number) => void;
  /** Takes the machine's next microphone or loudspeaker, for this visit as well. */
  readonly useOtherDevice: (role: AudioRole) => void;
  readonly restoreSound: () => void;
  /** Whether a wipe has failed since the last one that was good, before the process was started anew for it. */
  readonly hasWipeFailed: () => boolean;
  /** Keeps that for the next start. */
  readonly noteWipe: (result: 'good' | 'failed') => void;
  /** Ends this process for a new one, once everything recorded is on the disk. Resolves only if that fails. */
  readonly restart: (reason: RestartReason) => Promise<void>;
  readonly record: <T extends EventType>(type: T, data: EventData<T>) => void;
  readonly now: () => number;
  readonly newVisitId: () => string;
  /** Four digits for the anonymous name. */
  readonly newGuestNumber: () => number;
}
