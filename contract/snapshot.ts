import type { CityTexts } from './city-texts.ts';
import type { AudioUse, DevicesInUse } from './devices.ts';
import type { DialIn } from './dial-in.ts';
import type { Display } from './display.ts';
import type { RejoinCause, VisitOutcome } from './events.ts';
import type { Terms } from './configuration.ts';
import type { EnrolmentScreen } from './enrolment-screen.ts';
import type { FailureCode } from './failure.ts';
import type { Rating } from './feedback.ts';
import type { Part } from './join.ts';
import type { Locale } from './locale.ts';
import type { Message } from './message.ts';
import type { ReportReason } from './problem-report.ts';
import type { Receipt } from './receipt.ts';
import type { Room } from './room.ts';

/** The room list as the terminal knows it. */
export interface KnownRooms {
  /** `loading` before the first answer, `fresh` from the city, `stale` the last known list. */
  readonly state: 'loading' | 'fresh' | 'stale';
  readonly rooms: readonly Room[];
  /** When the list was last heard from the city: milliseconds since 1970, null if never. */
  readonly at: number | null;
  /** Why there is no fresh list; null when there is. */
  readonly failure: FailureCode | null;
}

/**
 * Drawn over the meeting next to the bar, or between them (`keyboard`); the bar itself is always there. `end` asks the
 * staff before it ends the visit, `display` comes out of the help.
 */
export type MeetingPanel = 'none' | 'help' | 'leave' | 'sound' | 'keyboard' | 'language' | 'display' | 'report' | 'end';

/** The meeting broke off and is being opened again. */
export interface Rejoining {
  readonly cause: RejoinCause;
  /** Since when it is away, in the machine's clock. */
  readonly since: number;
}

/** A code being entered. */
export interface CodeEntry {
  readonly problem: CodeProblem | null;
  /** The city is being asked. */
  readonly checking: boolean;
  /** Until when the visitor has to wait, in the machine's clock; null when not. */
  readonly waitUntil: number | null;
}

/** Nobody may lead the meeting from here until its moderator's code has been entered. */
export interface Locked {
  /** Null while nobody enters one. */
  readonly code: CodeEntry | null;
}

/** Why a code leads no further: its own problem, the camera's that saw none, or the city's. */
export type CodeProblem = 'code-incomplete' | 'code-unseen' | FailureCode;

export type NameProblem = 'name-empty' | 'name-too-long';

/** A call for the staff: on its way, waiting for an answer, answered, or lost. */
export type HelpCalling = 'none' | 'calling' | 'called' | 'answered' | 'unreachable';

export type WordsProblem = 'words-empty' | 'words-too-long';

/** The question how the visit was. */
export interface Feedback {
  /** `none` is not asked, `writing` a few words are being written, `told` they have been sent. */
  readonly state: 'none' | 'asked' | 'rated' | 'writing' | 'told' | 'skipped';
  readonly rating: Rating | null;
  readonly problem: WordsProblem | null;
}

/** One screen of the visit, with what it draws. */
export type Screen =
  | { readonly name: 'attract' }
  /** The terminal has no place in a city, or none any more. */
  | EnrolmentScreen
  | { readonly name: 'rooms' }
  | ({
      readonly name: 'code';
      /** The room that was chosen; null when the code alone says which. */
      readonly room: Room | null;
      /** The camera looks for the code. */
      readonly scanning: boolean;
    } & CodeEntry)
  | { readonly name: 'terms'; readonly room: Room; readonly terms: Terms }
  | {
      readonly name: 'name';
      readonly room: Room;
      /** Digits of the anonymous name that is offered ("Gast 4711"). */
      readonly guestNumber: number;
      readonly typedName: string;
      /** The anonymous name was chosen before; the visitor has come back. */
      readonly anonymous: boolean;
      readonly part: Part;
      readonly problem: NameProblem | null;
    }
  /** Before speaking: does the camera see, does the microphone hear? */
  | { readonly name: 'check'; readonly room: Room }
  | { readonly name: 'joining'; readonly room: Room; readonly canCancel: boolean }
  /** The way in failed: the sentence for the code, and the ways on. */
  | {
      readonly name: 'problem';
      readonly room: Room;
      readonly code: FailureCode;
      readonly canRetry: boolean;
      /** Only when it may still lead into the meeting. */
      readonly dialIn?: DialIn;
    }
  | {
      readonly name: 'meeting';
      readonly room: Room;
      readonly since: number;
      readonly panel: MeetingPanel;
      /** What has just been reported in the panel for it. */
      readonly reported: ReportReason | null;
      /** Only while the meeting is away. */
      readonly rejoining?: Rejoining;
      /** Only while the bar asks "are you still there?": the moment it runs out, in the machine's clock. */
      readonly presenceDeadline?: number;
      /** Whether the bar locks then, instead of the visit ending. */
      readonly presenceLocks?: boolean;
      /** Only while the bar is locked; the meeting's page takes no input then. */
      readonly locked?: Locked;
    }
  | { readonly name: 'wiping' }
  | {
      readonly name: 'goodbye';
      readonly outcome: VisitOutcome;
      readonly receipt: Receipt;
      readonly code: FailureCode | null;
      /** Only when the meeting was lost on the way and it may still lead there. */
      readonly dialIn?: DialIn;
      readonly feedback: Feedback;
    }
  /** The wipe failed for the first time: a new process has nothing of a visitor. */
  | { readonly name: 'restarting' }
  /** The wipe failed: nobody may use the terminal until staff has looked at it. */
  | { readonly name: 'blocked'; readonly code: FailureCode }
  /** The city has locked the terminal, with a few words or none. */
  | { readonly name: 'locked'; readonly message: Message | null }
  /** The site is closed; the moment it opens, in the city's clock, null when that is not known. */
  | { readonly name: 'closed'; readonly opensAt: number | null };

/** For what the city holds the screens for a moment, in which no touch counts. */
export type ServicedAct = 'screenshot' | 'wipe-test';

/** What the city puts over whatever screen there is. */
export type Notice =
  | { readonly kind: 'message'; readonly message: Message }
  /** Which terminal is this? Its name, large. */
  | { readonly kind: 'identify'; readonly terminal: string }
  /** The visit ends by order of the city: the moment, in the machine's clock. */
  | { readonly kind: 'ending'; readonly deadline: number }
  | { readonly kind: 'serviced'; readonly act: ServicedAct };

/** Visits are counted from here. */
export const FIRST_VISIT_KEY = 1;

/** All that the renderer draws from. It decides nothing and keeps nothing of a visit. */
export interface Snapshot {
  readonly city: string;
  readonly site: string;
  readonly languages: readonly Locale[];
  readonly locale: Locale;
  /** Text size, colours, motion and sounds, chosen by the visitor. */
  readonly display: Display;
  readonly timeZone: string;
  /** Milliseconds to add to this machine's clock to have the city's time. */
  readonly clockOffset: number;
  readonly rooms: KnownRooms;
  /** A code opens more than what is listed. */
  readonly codeOpensMore: boolean;
  /** The city's own words; null where it has none. */
  readonly texts: CityTexts | null;
  readonly audio: AudioUse | null;
  /** From how far the display is read, in cm for each inch of its diagonal; 0 where that is not known. */
  readonly distancePerInch: number;
  readonly screen: Screen;
  /** How loud the terminal is, in per cent; null when this machine has no volume that could be set. */
  readonly volume: number | null;
  readonly devices: DevicesInUse;
  /** The question "are you still there?": the moment it runs out, in the machine's clock; null when not asked. */
  readonly idleDeadline: number | null;
  readonly help: HelpCalling;
  readonly notice: Notice | null;
  /** Changes with every visit, so that the renderer starts each one with nothing kept. */
  readonly visitKey: number;
}
