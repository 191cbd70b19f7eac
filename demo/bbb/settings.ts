import { CHECKSUM_ALGORITHMS, type ChecksumAlgorithm } from './api/checksum.ts';
import type { ClientSettings } from './wire.ts';

/** What an operator sets in the files of a real server; names as there where there is one. */
export interface ServerSettings {
  /** bbb-web.properties; each is recognised by the length of its checksum. */
  readonly supportedChecksumAlgorithms: readonly ChecksumAlgorithm[];
  /** Lets the client work without the JSESSIONID cookie in all meetings. */
  readonly allowRequestsWithoutSession: boolean;
  /** Moderators never wait in the lobby. */
  readonly authenticatedGuest: boolean;
  /** Where people go who were given no `logoutURL`; the server's own start page when null. */
  readonly defaultLogoutUrl: string | null;
  /** A person whose connection broke is taken as gone after this long. */
  readonly disconnectGraceMs: number;
  /** How long an ended meeting is remembered (`meetingForciblyEnded`). */
  readonly endedMeetingMemoryMs: number;
  /** `public.app` of settings.yml. */
  readonly client: ClientSettings;
}

export const DEFAULT_CLIENT_SETTINGS: ClientSettings = {
  skipMeetingEnded: false,
  timeoutBeforeRedirectOnMeetingEnd: null,
  allowDefaultLogoutUrl: true,
  allowLogout: true,
  directLeaveButton: true,
  askForConfirmationOnLeave: true,
  showGuestLobbyWaitingQueuePosition: true,
  guestDenyRedirectMs: 15_000,
};

export const DEFAULT_SETTINGS: ServerSettings = {
  supportedChecksumAlgorithms: CHECKSUM_ALGORITHMS,
  allowRequestsWithoutSession: false,
  authenticatedGuest: true,
  defaultLogoutUrl: null,
  disconnectGraceMs: 3000,
  endedMeetingMemoryMs: 5 * 60_000,
  client: DEFAULT_CLIENT_SETTINGS,
};

/** What to set differently from the defaults. */
export type SettingsChange = Partial<Omit<ServerSettings, 'client'>> & { readonly client?: Partial<ClientSettings> };

export const settingsWith = (change: SettingsChange): ServerSettings => ({
  ...DEFAULT_SETTINGS,
  ...change,
  client: { ...DEFAULT_CLIENT_SETTINGS, ...change.client },
});
