import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';

/** A foreign host: whatever reaches it has left the meeting. */
export interface Outside {
  readonly origin: string;
  readonly host: string;
  /** Port of the same host for media servers (STUN), over UDP. */
  readonly udpPort: number;
  heard(mark: string): boolean;
  heardUdp(): number;
  close(): Promise<void>;
}

/** Not the host of the meeting, and still this machine. */
const FOREIGN = '127.0.0.2';

export const openOutside = async (): Promise<Outside> => {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    const type = (request.url ?? '').includes('.js') ? 'text/javascript' : 'text/html';
    response
      .writeHead(200, { 'content-type': type })
      .end(type === 'text/html' ? '<!doctype html><title>foreign</title>' : '');
  });
  server.on('upgrade', (request, socket) => {
    heard.push(request.url ?? '');
    socket.destroy();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const udp = createSocket('udp4');
  let packets = 0;
  udp.on('message', () => {
    packets += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, FOREIGN, resolve));
  await new Promise<void>((resolve) => udp.bind(0, FOREIGN, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The foreign host has no port.');
  const host = `${FOREIGN}:${address.port}`;
  return {
    origin: `http://${host}`,
    host,
    udpPort: udp.address().port,
    heard: (mark) => heard.some((url) => url.includes(mark)),
    heardUdp: () => packets,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      udp.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
