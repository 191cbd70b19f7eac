import { enterMeeting, type Participant } from './bbb/participant.ts';
import { signedUrl } from './bbb/signed-url.ts';
import type { EmbeddedCity } from './embedded-city.ts';

/**
 * Somebody starts the meeting of a room and stays in it, so that the screens have something to tell.
 * @param room id of a room of the city
 */
export const inviteSomebody = async ({ bbb, secret }: EmbeddedCity, room: string): Promise<Participant> => {
  const meetingID = `stadtfenster-${room}`;
  const call = (name: string, parameters: Readonly<Record<string, string>>): string =>
    signedUrl(bbb.url, secret, name, { meetingID, ...parameters });
  await fetch(call('create', { name: room }));
  return enterMeeting(call('join', { fullName: 'Leitung', role: 'MODERATOR' }));
};
