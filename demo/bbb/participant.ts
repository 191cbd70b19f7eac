import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import {
  apiInfoSchema,
  LIVE_SUBPROTOCOL,
  serverMessageSchema,
  type ChatLine,
  type ClientMessage,
  type LiveSnapshot,
  type ServerMessage,
} from './wire.ts';

type SignalMessage = Extract<ServerMessage, { type: 'signal' }>;

export interface Participant {
  /** What this person sees now; null until the first word from the server. */
  readonly snapshot: LiveSnapshot | null;
  readonly chat: readonly ChatLine[];
  /** What other clients said about connections for sound and picture. */
  readonly signals: readonly SignalMessage[];
  /** How often a moderator silenced this person. */
  readonly mutes: number;
  /** BBB's reason code once it is over for this person. */
  readonly endedCode: string | null;
  readonly send: (message: ClientMessage) => void;
  /** Waits until what this person sees fulfils the condition; rejects when it does not within the time. */
  readonly until: (condition: (seen: Participant) => boolean, timeoutMs?: number) => Promise<void>;
  /** Is gone without a word, as a person whose machine is switched off. */
  readonly vanish: () => void;
}

/** A registration that no client has used yet. */
export interface OpenSession {
  readonly sessionToken: string;
  /** The Cookie line that belongs to it. */
  readonly cookie: string;
  /** The client's page. */
  readonly page: URL;
}

/** Opens a join URL as a browser does, and goes no further. Rejects when the join is refused. */
export const openSession = async (joinUrl: string): Promise<OpenSession> => {
  const answer = await fetch(joinUrl, { redirect: 'manual' });
  const page = new URL(answer.headers.get('location') ?? joinUrl);
  const sessionToken = page.searchParams.get('sessionToken');
  if (sessionToken === null) throw new Error('The join was refused.');
  return { page, sessionToken, cookie: (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '' };
};

/**
 * Goes into a meeting without a browser: for invented people of a demonstration and for tests.
 * @param joinUrl a signed join URL with `redirect` not false
 * @returns once the server has said what this person sees; rejects when the join or the connection is refused
 */
export const enterMeeting = async (joinUrl: string): Promise<Participant> => enterSession(await openSession(joinUrl));

/** The second half of {@link enterMeeting}. */
export const enterSession = async ({ page, sessionToken, cookie }: OpenSession): Promise<Participant> => {
  const info = await fetch(new URL('/bigbluebutton/api', page), { headers: { 'content-type': 'application/json' } });
  const { graphqlWebsocketUrl } = apiInfoSchema.parse(await info.json()).response;

  const chat: ChatLine[] = [];
  const signals: SignalMessage[] = [];
  let mutes = 0;
  let snapshot: LiveSnapshot | null = null;
  let endedCode: string | null = null;
  const watchers = new Set<() => void>();

  const socket = new WebSocket(`${graphqlWebsocketUrl}?sessionToken=${sessionToken}`, LIVE_SUBPROTOCOL, {
    headers: { cookie },
  });
  const send = (message: ClientMessage) => socket.send(JSON.stringify(message));
  const see = (message: ServerMessage) => {
    if (message.type === 'snapshot') snapshot = message;
    if (message.type === 'chat') chat.push(...message.lines);
    if (message.type === 'signal') signals.push(message);
    if (message.type === 'mute') mutes += 1;
    if (message.type === 'ended') endedCode = message.code;
    for (const watcher of watchers) watcher();
  };

  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => socket.terminate());
  socket.on('message', (data) => {
    if (Buffer.isBuffer(data)) see(serverMessageSchema.parse(JSON.parse(data.toString('utf8'))));
  });
  send({
    type: 'connection_init',
    payload: {
      headers: {
        'X-Session-Token': sessionToken,
        'X-ClientSessionUUID': randomUUID(),
        'X-ClientType': 'HTML5',
        'X-ClientIsMobile': 'false',
      },
    },
  });

  const participant: Participant = {
    get snapshot() {
      return snapshot;
    },
    get chat() {
      return chat;
    },
    get signals() {
      return signals;
    },
    get mutes() {
      return mutes;
    },
    get endedCode() {
      return endedCode;
    },
    send,
    until: (condition, timeoutMs = 5000) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          watchers.delete(look);
        };
        const look = () => {
          if (!condition(participant)) return;
          stop();
          resolve();
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`Waited ${timeoutMs} ms in vain.`));
        }, timeoutMs);
        watchers.add(look);
        look();
      }),
    vanish: () => socket.terminate(),
  };
  await participant.until((seen) => seen.snapshot !== null || seen.endedCode !== null);
  return participant;
};
