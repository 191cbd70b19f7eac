import { z } from 'zod';

/**
 * What goes between the stand-in and its client over `/graphql` and `/api/rest`. Addresses, the
 * handshake (`connection_init` with the session token) and close codes are those of BBB 3.0; behind the
 * handshake BBB speaks GraphQL and the stand-in these few messages.
 */
export const LIVE_SUBPROTOCOL = 'bbb-stand-in';

/** WebSocket close code of BBB for a session token it does not know. */
export const CLOSE_BAD_TOKEN = 4403;

export const CHAT_MAX_CHARACTERS = 5000;

/** The part of `public.app` in settings.yml that the stand-in's client obeys. */
export const clientSettingsSchema = z.object({
  /** Go to the logout address at once instead of showing the ended page. */
  skipMeetingEnded: z.boolean(),
  /** Milliseconds until the ended page goes on by itself; null: never. */
  timeoutBeforeRedirectOnMeetingEnd: z.number().min(0).nullable(),
  allowDefaultLogoutUrl: z.boolean(),
  /** False hides the entry for leaving. */
  allowLogout: z.boolean(),
  /** The leave button stands in the top bar; otherwise in the menu behind three dots. */
  directLeaveButton: z.boolean(),
  askForConfirmationOnLeave: z.boolean(),
  showGuestLobbyWaitingQueuePosition: z.boolean(),
  /** Milliseconds from the moderator's refusal until the lobby goes to the logout address. */
  guestDenyRedirectMs: z.number().min(0),
});
export type ClientSettings = z.infer<typeof clientSettingsSchema>;

/** Below this BBB has presentations to take home. */
export const PRESENTATION_FILE = '/bigbluebutton/presentation/download/presentation.txt';

export const apiInfoSchema = z.object({
  response: z.object({
    returncode: z.literal('SUCCESS'),
    graphqlWebsocketUrl: z.string(),
    graphqlApiUrl: z.string(),
  }),
});

/** Answer of `/api/rest/meetingStaticData`. */
export const meetingStaticDataSchema = z.object({
  meeting: z.tuple([
    z.object({
      name: z.string(),
      welcomeMsg: z.string(),
      /** Whoever comes in is told that the meeting is recorded (`notifyRecordingIsOn` of create). */
      notifyRecordingIsOn: z.boolean(),
      /** A breakout room of another meeting. */
      isBreakout: z.boolean(),
      /** Where this person goes afterwards; empty when nowhere. */
      logoutUrl: z.string(),
      clientSettings: z.object({
        clientSettingsJson: z.object({ public: z.object({ app: clientSettingsSchema }) }),
      }),
    }),
  ]),
});
export type MeetingStaticData = z.infer<typeof meetingStaticDataSchema>;

/** Answer of `/api/rest/userMetadata`: the `userdata-*` of the join, names without the prefix. */
export const userMetadataSchema = z.object({
  user_metadata: z.array(z.object({ parameter: z.string(), value: z.string() })),
});
export type UserMetadata = z.infer<typeof userMetadataSchema>;

export const roleSchema = z.enum(['MODERATOR', 'VIEWER']);
export type Role = z.infer<typeof roleSchema>;

export const guestStatusSchema = z.enum(['ALLOW', 'WAIT', 'DENY']);
export type GuestStatus = z.infer<typeof guestStatusSchema>;

/** How somebody chose to hear and speak. */
export const audioSchema = z.enum(['none', 'listening', 'microphone']);
export type Audio = z.infer<typeof audioSchema>;

/** What somebody gives and takes of sound and picture, as their client reports it. */
export const mediaStateSchema = z.object({
  audio: audioSchema,
  /** The microphone is there and sends silence. */
  muted: z.boolean(),
  camera: z.boolean(),
  /** Shows its screen, or a window of it. */
  screen: z.boolean(),
});
export type MediaState = z.infer<typeof mediaStateSchema>;

/** Each kind goes over a connection of its own, from the one who sends it to the one who receives it. */
export const mediaKindSchema = z.enum(['audio', 'camera', 'screen']);
export type MediaKind = z.infer<typeof mediaKindSchema>;

const DESCRIPTION_MAX_CHARACTERS = 32_000;
const descriptionSchema = z.string().max(DESCRIPTION_MAX_CHARACTERS);

/** How two clients agree on a connection between them (RFC 8829); the server only passes it on. */
export const mediaSignalSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('offer'), kind: mediaKindSchema, sdp: descriptionSchema }),
  z.object({ step: z.literal('answer'), sdp: descriptionSchema }),
  z.object({
    step: z.literal('candidate'),
    candidate: z.string().max(2000),
    sdpMid: z.string().max(100).nullable(),
    sdpMLineIndex: z.int().min(0).nullable(),
  }),
]);
export type MediaSignal = z.infer<typeof mediaSignalSchema>;

/** Names one connection; made by the one who sends over it. */
const linkSchema = z.string().min(1).max(64);

const personSchema = z.object({
  userId: z.string(),
  name: z.string(),
  role: roleSchema,
  presenter: z.boolean(),
  media: mediaStateSchema,
  /** Place among the raised hands, 1 was first; 0 when not raised. */
  hand: z.int(),
  /** How often this person's client has connected: at a new number it knows of no media connection. */
  connects: z.int(),
});
export type ShownPerson = z.infer<typeof personSchema>;

const chatLineSchema = z.object({
  id: z.int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  senderId: z.string(),
  senderName: z.string(),
  text: z.string(),
});
export type ChatLine = z.infer<typeof chatLineSchema>;

export const serverMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connection_ack') }),
  z.object({ type: z.literal('pong') }),
  z.object({
    type: z.literal('snapshot'),
    me: z.object({
      userId: z.string(),
      role: roleSchema,
      guestStatus: guestStatusSchema,
      /** Place in the lobby's queue, 1 is next; 0 when not waiting. */
      queuePosition: z.int(),
    }),
    people: z.array(personSchema),
    /** People in the lobby; only moderators are told. */
    waiting: z.array(z.object({ userId: z.string(), name: z.string() })),
    /** The breakout rooms that are open. */
    breakouts: z.array(z.object({ meetingId: z.string(), name: z.string() })),
  }),
  z.object({ type: z.literal('chat'), lines: z.array(chatLineSchema) }),
  z.object({ type: z.literal('signal'), from: z.string(), link: linkSchema, signal: mediaSignalSchema }),
  /** A moderator wants silence of this person. */
  z.object({ type: z.literal('mute') }),
  /** The way into a breakout room, as this person asked. */
  z.object({ type: z.literal('breakout'), joinUrl: z.string() }),
  z.object({
    type: z.literal('ended'),
    /** BBB's reason code of the meeting's end, or of this person's. */
    code: z.string(),
    endedByUserName: z.string().nullable(),
  }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;
export type LiveSnapshot = Extract<ServerMessage, { type: 'snapshot' }>;

export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('connection_init'),
    payload: z.object({
      headers: z.object({
        'X-Session-Token': z.string(),
        'X-ClientSessionUUID': z.string(),
        'X-ClientType': z.string(),
        'X-ClientIsMobile': z.string(),
      }),
    }),
  }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('chat'), text: z.string().trim().min(1).max(CHAT_MAX_CHARACTERS) }),
  z.object({ type: z.literal('media'), media: mediaStateSchema }),
  z.object({ type: z.literal('signal'), to: z.string(), link: linkSchema, signal: mediaSignalSchema }),
  z.object({ type: z.literal('hand'), raised: z.boolean() }),
  z.object({ type: z.literal('leave') }),
  /** Moderators only. */
  z.object({ type: z.literal('end-meeting') }),
  /** Moderators only. Nobody can be unmuted by another. */
  z.object({ type: z.literal('mute-other'), userId: z.string() }),
  /** Moderators only; all but the one who asks. */
  z.object({ type: z.literal('mute-all') }),
  /** Moderators only. */
  z.object({ type: z.literal('open-breakouts') }),
  /** Moderators only. */
  z.object({ type: z.literal('end-breakouts') }),
  z.object({ type: z.literal('join-breakout'), meetingId: z.string() }),
  /** Moderators only. */
  z.object({ type: z.literal('decide-guest'), userId: z.string(), decision: z.enum(['ALLOW', 'DENY']) }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;
