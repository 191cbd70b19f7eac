import type { Role, UserMetadata } from '../wire.ts';

/** What the `userdata-*` of the join ask of the client; only what the stand-in obeys. */
export interface Preferences {
  readonly locale: string;
  readonly title: string | null;
  readonly autoJoinAudio: boolean;
  readonly listenOnlyMode: boolean;
  readonly forceListenOnly: boolean;
  readonly skipCheckAudio: boolean;
  readonly enableVideo: boolean;
  readonly autoShareWebcam: boolean;
  readonly skipVideoPreview: boolean;
  readonly showSessionDetails: boolean;
  /** Null leaves it to the server's settings. */
  readonly directLeaveButton: boolean | null;
  readonly showPeople: boolean;
  readonly showChat: boolean;
  readonly hideNavBar: boolean;
  readonly hideActionsBar: boolean;
  readonly hidePresentation: boolean;
  readonly customStyle: string;
}

/**
 * @param metadata answer of `/api/rest/userMetadata`
 * @param browserLocale where the join names no language
 */
export const readPreferences = (metadata: UserMetadata, browserLocale: string): Preferences => {
  const values = new Map(metadata.user_metadata.map(({ parameter, value }) => [parameter, value]));
  const flag = (name: string, fallback: boolean): boolean => {
    const value = values.get(name)?.toLowerCase();
    return value === 'true' || value === 'false' ? value === 'true' : fallback;
  };
  const hideControls = flag('bbb_hide_controls', false);
  return {
    locale: values.get('bbb_override_default_locale') ?? browserLocale,
    title: values.get('bbb_client_title') ?? null,
    autoJoinAudio: flag('bbb_auto_join_audio', false),
    listenOnlyMode: flag('bbb_listen_only_mode', true),
    forceListenOnly: flag('bbb_force_listen_only', false),
    skipCheckAudio: flag('bbb_skip_check_audio', false),
    enableVideo: flag('bbb_enable_video', true),
    autoShareWebcam: flag('bbb_auto_share_webcam', false),
    skipVideoPreview: flag('bbb_skip_video_preview', false),
    showSessionDetails: flag('bbb_show_session_details_on_join', true),
    directLeaveButton: values.has('bbb_direct_leave_button') ? flag('bbb_direct_leave_button', true) : null,
    showPeople: flag('bbb_show_participants_on_login', true),
    showChat: flag('bbb_show_public_chat_on_login', true),
    hideNavBar: hideControls || flag('bbb_hide_nav_bar', false),
    hideActionsBar: hideControls || flag('bbb_hide_actions_bar', false),
    hidePresentation: flag('bbb_hide_presentation_on_join', false),
    customStyle: values.get('bbb_custom_style') ?? '',
  };
};

export type AudioChoice = 'microphone' | 'listening';

/** What the way to audio looks like for one person. */
export interface AudioPlan {
  readonly choices: readonly AudioChoice[];
  /** `ask` opens the choice at once, `microphone` takes it without asking, `wait` leaves it to the button. */
  readonly atStart: 'ask' | 'microphone' | 'wait';
  /** Whoever chooses the microphone hears themselves first (BBB's echo test). */
  readonly checksMicrophone: boolean;
}

/**
 * Moderators are never forced to listen only. `bbb_auto_join_audio` alone opens the choice; straight to the
 * microphone it goes only without the choice of listening and without the check.
 */
export const audioPlanFor = (preferences: Preferences, role: Role): AudioPlan => {
  const { autoJoinAudio, forceListenOnly, listenOnlyMode, skipCheckAudio } = preferences;
  const checksMicrophone = !skipCheckAudio;
  const atStart = autoJoinAudio ? 'ask' : 'wait';
  if (forceListenOnly && role === 'VIEWER') return { choices: ['listening'], atStart, checksMicrophone };
  if (listenOnlyMode) return { choices: ['microphone', 'listening'], atStart, checksMicrophone };
  if (!autoJoinAudio) return { choices: ['microphone'], atStart, checksMicrophone };
  return { choices: ['microphone'], atStart: skipCheckAudio ? 'microphone' : 'ask', checksMicrophone };
};
