import { createServer, request as forward, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** The way out of a house that lets nothing else out. */
export interface ForwardProxy {
  readonly url: string;
  /** `host:port` of what it was asked for, in this order, by way. */
  readonly tunnels: readonly string[];
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens a forward proxy: tunnels (CONNECT) and plain http.
 * @param names hosts that only it knows, and the port of this machine that each is at; of all others it reaches none
 * but this machine
 */
export const openForwardProxy = async (names: Readonly<Record<string, number>>): Promise<ForwardProxy> => {
  const tunnels: string[] = [];
  const requests: string[] = [];
  const sockets = new Set<Duplex>();
  const keep = <T extends Duplex>(socket: T): T => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  /** The port of this machine that is meant; null when none is. */
  const portOf = ({ hostname, port }: URL): number | null =>
    names[hostname] ?? (hostname === '127.0.0.1' ? Number(port) : null);

  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '', 'http://proxy.invalid/');
    const port = portOf(url);
    requests.push(url.host);
    if (port === null) {
      outgoing.writeHead(502).end();
      return;
    }
    const { method, headers } = incoming;
    const onward = forward({ port, host: '127.0.0.1', path: `${url.pathname}${url.search}`, method, headers });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  server.on('connection', keep);
  server.on('connect', ({ url = '' }: IncomingMessage, client: Duplex, head: Buffer) => {
    tunnels.push(url);
    const port = portOf(new URL(`tunnel://${url}`));
    if (port === null) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const target: Socket = keep(connect(port, '127.0.0.1'));
    target.on('connect', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.write(head);
      client.pipe(target).pipe(client);
    });
    target.on('close', () => client.destroy());
    client.on('close', () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    tunnels,
    requests,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
