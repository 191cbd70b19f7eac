import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What stands between the terminal and its city. */
export type GateMode =
  | 'open'
  /** Connections are cut, as when the line or the city is down. */
  | 'closed'
  /** A captive portal or a wrong address: 200 with a web page. */
  | 'html'
  | 'error-500'
  /** Takes the request and never answers. */
  | 'silent'
  /** 200 with JSON that is not what the contract says. */
  | 'wrong-json';

export interface Gate {
  readonly url: string;
  mode: GateMode;
  /** Only requests whose path ends like this are treated by `mode`; all others pass. */
  only: string;
  /** What is answered in the city's place, by path; null lets the city answer. */
  instead: (path: string) => object | null;
  /** Milliseconds by which the city's clock is shown wrong. */
  clockShift: number;
  /** The requests that were passed on, and when they came and were answered (milliseconds since 1970). */
  readonly passed: { readonly path: string; readonly asked: number; readonly answered: number }[];
  close(): Promise<void>;
}

const pass = (city: URL, gate: Gate, incoming: IncomingMessage, outgoing: ServerResponse): void => {
  const asked = Date.now();
  outgoing.once('finish', () => gate.passed.push({ path: incoming.url ?? '', asked, answered: Date.now() }));
  const onward = forward(
    new URL(incoming.url ?? '/', city),
    { method: incoming.method, headers: { ...incoming.headers, host: city.host } },
    (answer) => {
      const headers = { ...answer.headers };
      if (headers.date !== undefined) headers.date = new Date(Date.parse(headers.date) + gate.clockShift).toUTCString();
      outgoing.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(outgoing);
    },
  );
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
};

/** Opens a gate in front of the city at `city`. */
export const openGate = async (city: string): Promise<Gate> => {
  const target = new URL(city);
  const sockets = new Set<Socket>();
  const server = createServer((incoming, outgoing) => {
    const instead = gate.instead(incoming.url ?? '');
    if (instead !== null) {
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(instead));
      return;
    }
    const mode = (incoming.url ?? '').endsWith(gate.only) ? gate.mode : 'open';
    switch (mode) {
      case 'open':
        pass(target, gate, incoming, outgoing);
        return;
      case 'closed':
        incoming.socket.destroy();
        return;
      case 'html':
        outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Free WiFi</title>');
        return;
      case 'error-500':
        outgoing.writeHead(500, { 'content-type': 'text/plain' }).end('oops');
        return;
      case 'wrong-json':
        outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"rooms":"none"}');
        return;
      case 'silent':
    }
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The gate has no port.');
  const gate: Gate = {
    url: `http://127.0.0.1:${address.port}/`,
    mode: 'open',
    only: '',
    instead: () => null,
    clockShift: 0,
    passed: [],
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return gate;
};
