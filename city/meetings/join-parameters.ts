import type { JoinRequest, Part } from '../../contract/join.ts';
import type { Role } from '../../contract/role.ts';
import { RETURN_URL } from './return-url.ts';

/** What differs between taking part silently and with a voice. */
const AUDIO: Readonly<Record<Part, Readonly<Record<string, string>>>> = {
  listen: {
    // Straight to listening: no question about a microphone, and no way to one.
    'userdata-bbb_auto_join_audio': 'true',
    'userdata-bbb_force_listen_only': 'true',
  },
  speak: {
    // Opens the choice of audio at once, so that nobody sits in silence looking for a button.
    'userdata-bbb_auto_join_audio': 'true',
    'userdata-bbb_force_listen_only': 'false',
    // Keeps the way back to listening when the microphone of the terminal fails.
    'userdata-bbb_listen_only_mode': 'true',
  },
};

const BBB_ROLE: Readonly<Record<Role, string>> = { attendee: 'VIEWER', moderator: 'MODERATOR' };

/** What one person's join of one meeting is made of. */
export interface JoinFacts {
  readonly meetingID: string;
  /** As `create` gave it: a join address that gets about dies with the meeting. */
  readonly createTime: string;
  /** New for everyone: an id used again would make two people one, and throw the first out. */
  readonly userID: string;
  readonly role: Role;
  readonly request: Pick<JoinRequest, 'name' | 'part' | 'locale' | 'checked'>;
}

/** The parameters of `join` for a person at a public terminal. */
export const joinParameters = ({
  meetingID,
  createTime,
  userID,
  role,
  request,
}: JoinFacts): Record<string, string> => ({
  fullName: request.name,
  meetingID,
  role: BBB_ROLE[role],
  createTime,
  userID,
  redirect: 'true',
  errorRedirectUrl: RETURN_URL,
  // On the join only: people at home must not land on the terminal's address when they leave.
  logoutURL: RETURN_URL,
  // No record of how much an anonymous person spoke and wrote.
  excludeFromDashboard: 'true',
  ...AUDIO[request.part],
  // Nobody knows the headset of a public terminal: hear yourself before others do, but not twice.
  'userdata-bbb_skip_check_audio': String(request.checked === true),
  'userdata-bbb_override_default_locale': request.locale,
  // A window over the meeting with numbers to dial and addresses to share, of no use at a terminal.
  'userdata-bbb_show_session_details_on_join': 'false',
  // The camera of a public place shows somebody only when they ask for it and have seen the picture.
  'userdata-bbb_auto_share_webcam': 'false',
  'userdata-bbb_skip_video_preview': 'false',
});
