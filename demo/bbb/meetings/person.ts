import type { GuestStatus, MediaState, Role, ServerMessage } from '../wire.ts';

/** The open connection to one person's client. */
export interface Line {
  readonly send: (message: ServerMessage) => void;
  /** Hangs up; whoever hangs up has said why before. */
  readonly close: () => void;
}

/** What a join says about somebody. */
export interface Registration {
  /** The id given by the join, or null to take the server's own. */
  readonly userID: string | null;
  readonly name: string;
  readonly role: Role;
  readonly guestStatus: GuestStatus;
  readonly userdata: Readonly<Record<string, string>>;
  /** Goes before the meeting's own `logoutURL`. */
  readonly logoutUrl: string | null;
}

/** The secrets the server makes for one registration. */
export interface Credentials {
  readonly internalUserID: string;
  readonly authToken: string;
  readonly sessionToken: string;
  /** The value of the JSESSIONID cookie that this person's requests must bring. */
  readonly httpSession: string;
}

const NO_MEDIA: MediaState = { audio: 'none', muted: false, camera: false, screen: false };

/** One registration in one meeting, from the join until the meeting is forgotten. */
export class Person {
  readonly registration: Registration;
  readonly credentials: Credentials;
  readonly userID: string;
  guestStatus: GuestStatus;
  media: MediaState = NO_MEDIA;
  /** How often a client of this person has connected. */
  connects = 0;
  /** In the meeting: let in, and seen by the others. */
  present = false;
  line: Line | null = null;
  /** When the line broke; null while it stands or before it ever did. */
  lostAt: number | null = null;
  /** BBB's reason code once the way back is closed: left, removed, not let in. */
  goneReason: string | null = null;

  constructor(registration: Registration, credentials: Credentials) {
    this.registration = registration;
    this.credentials = credentials;
    this.userID = registration.userID ?? credentials.internalUserID;
    this.guestStatus = registration.guestStatus;
  }

  get isModerator(): boolean {
    return this.registration.role === 'MODERATOR';
  }

  /** Waits in the lobby with its page open. */
  get waiting(): boolean {
    return this.guestStatus === 'WAIT' && this.goneReason === null && (this.line !== null || this.lostAt !== null);
  }

  /** Is no longer there, and so neither seen nor heard. */
  depart(): void {
    this.present = false;
    this.media = NO_MEDIA;
  }

  /** Says the last word and hangs up. */
  dismiss(code: string, endedByUserName: string | null): void {
    const { line } = this;
    this.line = null;
    this.depart();
    line?.send({ type: 'ended', code, endedByUserName });
    line?.close();
  }
}
