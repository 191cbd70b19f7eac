import { LIVE_SUBPROTOCOL, serverMessageSchema, type ClientMessage, type ServerMessage } from '../wire.ts';
import { clientSessionUuid } from './browser-storage.ts';
import type { Session } from './session.ts';

const RETRY_AFTER_MS = 1000;
const PING_EVERY_MS = 10_000;

export interface Connection {
  /** Sends a message now, or loses it when the line is down. @returns whether it was sent */
  readonly send: (message: ClientMessage) => boolean;
  /** Hangs up for good. */
  readonly close: () => void;
}

interface Listener {
  readonly onMessage: (message: ServerMessage) => void;
  /** The line broke or stands again. */
  readonly onLine: (up: boolean) => void;
  /** Asked after each break: a browser does not tell why a WebSocket was refused. */
  readonly mayRetry: () => Promise<boolean>;
}

/** Keeps the live connection open, again and again, until it is closed from here. */
export const connect = (
  { sessionToken, websocketUrl }: Session,
  { onMessage, onLine, mayRetry }: Listener,
): Connection => {
  let socket: WebSocket | null = null;
  let closed = false;

  const send = (message: ClientMessage): boolean => {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(message));
    return true;
  };

  const open = (): void => {
    if (closed) return;
    socket = new WebSocket(websocketUrl, LIVE_SUBPROTOCOL);
    socket.addEventListener('open', () => {
      const headers = {
        'X-Session-Token': sessionToken,
        'X-ClientSessionUUID': clientSessionUuid(),
        'X-ClientType': 'HTML5',
        'X-ClientIsMobile': 'false',
      };
      send({ type: 'connection_init', payload: { headers } });
    });
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (closed || typeof event.data !== 'string') return;
      const message = serverMessageSchema.parse(JSON.parse(event.data));
      if (message.type === 'connection_ack') onLine(true);
      else onMessage(message);
    });
    socket.addEventListener('close', () => {
      if (closed) return;
      onLine(false);
      setTimeout(() => void retry(), RETRY_AFTER_MS);
    });
  };

  const retry = async (): Promise<void> => {
    if (await mayRetry()) open();
  };

  open();
  const pinging = setInterval(() => send({ type: 'ping' }), PING_EVERY_MS);
  return {
    send,
    close: () => {
      closed = true;
      clearInterval(pinging);
      socket?.close();
    },
  };
};
