import type { WebSocket } from '@fastify/websocket';
import type { FastifyPluginCallback } from 'fastify';
import type { ApiContext } from '../api/context.ts';
import { mayUse } from '../api/http-session.ts';
import { GRAPHQL_WEBSOCKET_PATH } from '../api/server-info.ts';
import { breakoutJoinUrl, endBreakouts, openBreakouts } from '../meetings/breakouts.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Line, Person } from '../meetings/person.ts';
import { rawQueryOf } from '../raw-url.ts';
import { CLOSE_BAD_TOKEN, clientMessageSchema, type ClientMessage, type ServerMessage } from '../wire.ts';

/** WebSocket close code for a message that is not of the protocol (RFC 6455, 7.4.1: policy violation). */
const CLOSE_NOT_UNDERSTOOD = 1008;

export interface LiveOptions {
  readonly context: ApiContext;
  /** Signs the ways into breakout rooms. */
  readonly secret: string;
}

const parseMessage = (data: string): ClientMessage | null => {
  try {
    return clientMessageSchema.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
};

const lineOver = (socket: WebSocket): Line => ({
  send: (message: ServerMessage) => socket.send(JSON.stringify(message)),
  close: () => socket.close(1000),
});

const obey = (message: ClientMessage, meeting: Meeting, person: Person, { context, secret }: LiveOptions): void => {
  const now = context.now();
  switch (message.type) {
    case 'chat':
      meeting.say(person, message.text, now);
      return;
    case 'media':
      meeting.reportMedia(person, message.media);
      return;
    case 'signal':
      meeting.signal(person, message.to, message.link, message.signal);
      return;
    case 'mute-other':
      meeting.mute(person, message.userId);
      return;
    case 'mute-all':
      meeting.muteAll(person);
      return;
    case 'open-breakouts':
      openBreakouts(context.meetings, meeting, person, now);
      return;
    case 'end-breakouts':
      endBreakouts(meeting, person, now);
      return;
    case 'join-breakout': {
      const joinUrl = breakoutJoinUrl(meeting, person, message.meetingId, { url: context.url(), secret });
      if (joinUrl !== null) person.line?.send({ type: 'breakout', joinUrl });
      return;
    }
    case 'hand':
      meeting.raiseHand(person, message.raised);
      return;
    case 'leave':
      meeting.leave(person, now);
      return;
    case 'end-meeting':
      if (person.isModerator && person.present) meeting.finish('ENDED_AFTER_USER_LOGGED_OUT', now, person);
      return;
    case 'decide-guest':
      meeting.decideGuest(person, message.userId, message.decision, now);
      return;
    case 'connection_init':
    case 'ping':
      return;
  }
};

/** One client's connection, from its `connection_init` until either side hangs up. */
const serve = (socket: WebSocket, meeting: Meeting, person: Person, options: LiveOptions): void => {
  const { context } = options;
  const line = lineOver(socket);
  let introduced = false;

  const introduce = (sessionToken: string): void => {
    if (sessionToken !== person.credentials.sessionToken) {
      socket.close(CLOSE_BAD_TOKEN, 'Unknown session token');
      return;
    }
    introduced = true;
    line.send({ type: 'connection_ack' });
    meeting.connect(person, line, context.now());
  };

  const receive = (message: ClientMessage): void => {
    if (message.type === 'ping') line.send({ type: 'pong' });
    else if (message.type === 'connection_init') introduce(message.payload.headers['X-Session-Token']);
    else if (introduced && person.line === line) obey(message, meeting, person, options);
  };

  socket.on('message', (data, isBinary) => {
    context.meetings.sweep(context.now());
    const message = isBinary || !Buffer.isBuffer(data) ? null : parseMessage(data.toString('utf8'));
    if (message === null) socket.close(CLOSE_NOT_UNDERSTOOD, 'Not a message of this protocol');
    else receive(message);
  });
  socket.on('close', () => meeting.disconnect(person, line, context.now()));
};

/**
 * The client's connection. The address carries the session token, so that a request without the
 * JSESSIONID of the join is refused with 401 before it becomes a WebSocket, as BBB's nginx does;
 * a `connection_init` with another token is closed with 4403.
 */
export const liveRoute: FastifyPluginCallback<LiveOptions> = (app, options, done) => {
  const { context } = options;
  const sessionOf = (rawQuery: string) => {
    context.meetings.sweep(context.now());
    return context.meetings.findSession(new URLSearchParams(rawQuery).get('sessionToken') ?? '');
  };

  app.get(
    GRAPHQL_WEBSOCKET_PATH,
    {
      websocket: true,
      preValidation: async (request, reply) => {
        const session = sessionOf(rawQueryOf(request));
        if (session === null || !mayUse(session.meeting, session.person, request.headers.cookie)) {
          await reply.status(401).send();
        }
      },
    },
    (socket, request) => {
      const session = sessionOf(rawQueryOf(request));
      if (session === null) socket.close(CLOSE_BAD_TOKEN, 'Unknown session token');
      else serve(socket, session.meeting, session.person, options);
    },
  );
  done();
};
