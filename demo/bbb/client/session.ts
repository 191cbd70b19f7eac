import {
  apiInfoSchema,
  meetingStaticDataSchema,
  userMetadataSchema,
  type MeetingStaticData,
  type UserMetadata,
} from '../wire.ts';

export interface Session {
  readonly sessionToken: string;
  readonly meeting: MeetingStaticData['meeting'][0];
  readonly metadata: UserMetadata;
  readonly websocketUrl: string;
}

export type SessionResult =
  | { readonly outcome: 'ready'; readonly session: Session }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'unreachable' };

class Refused extends Error {}

const getJson = async (url: string, headers: Readonly<Record<string, string>>): Promise<unknown> => {
  const answer = await fetch(url, { headers: { ...headers }, credentials: 'include', cache: 'no-store' });
  if (answer.status === 401) throw new Refused();
  return answer.json();
};

/** Asks, in BBB's order, where things are, what the meeting is and what the join said about this person. */
export const loadSession = async (sessionToken: string): Promise<SessionResult> => {
  try {
    const info = await getJson('/bigbluebutton/api', { 'content-type': 'application/json' });
    const { graphqlApiUrl, graphqlWebsocketUrl } = apiInfoSchema.parse(info).response;
    const token = { 'x-session-token': sessionToken };
    const staticData = meetingStaticDataSchema.parse(await getJson(`${graphqlApiUrl}/meetingStaticData`, token));
    const metadata = userMetadataSchema.parse(await getJson(`${graphqlApiUrl}/userMetadata`, token));
    const websocketUrl = `${graphqlWebsocketUrl}?sessionToken=${encodeURIComponent(sessionToken)}`;
    return { outcome: 'ready', session: { sessionToken, meeting: staticData.meeting[0], metadata, websocketUrl } };
  } catch (error) {
    return { outcome: error instanceof Refused ? 'refused' : 'unreachable' };
  }
};
