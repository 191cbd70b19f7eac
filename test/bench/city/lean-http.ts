import { once } from 'node:events';
import { connect } from 'node:net';

/** One connection over which one request after the other is posted. */
export interface LeanLine {
  /** @returns the HTTP status of the answer, once all of it has come */
  readonly post: (body: string) => Promise<number>;
  readonly close: () => void;
}

const HEAD = /^HTTP\/1\.1 (\d{3}) [^]*?\r\ncontent-length: (\d+)\r\n[^]*?\r\n\r\n/i;

/**
 * Posts over HTTP/1.1 with as little work as a driver of a database has with its own protocol: whoever measures a server
 * on its own machine takes the processor from it. Answers must say their length.
 * @param fields the header fields of each request but its host and length
 */
export const openLeanLine = async (address: URL, fields: Readonly<Record<string, string>>): Promise<LeanLine> => {
  const socket = connect({ host: address.hostname, port: Number(address.port), noDelay: true });
  await once(socket, 'connect');
  const given = Object.entries({ host: address.host, ...fields }).map(([name, value]) => `${name}: ${value}\r\n`);
  const start = `POST ${address.pathname} HTTP/1.1\r\n${given.join('')}content-length: `;
  let received = '';
  let answered: { readonly resolve: (status: number) => void; readonly reject: (error: Error) => void } | null = null;
  socket.setEncoding('latin1');
  socket.on('data', (piece: string) => {
    received += piece;
    const [head, status, length] = HEAD.exec(received) ?? [];
    if (head === undefined || received.length < head.length + Number(length)) return;
    received = '';
    answered?.resolve(Number(status));
  });
  const fail = (error = new Error('The line was closed.')): void => answered?.reject(error);
  socket.once('error', fail);
  socket.once('close', () => fail());
  return {
    post: (body) =>
      new Promise((resolve, reject) => {
        answered = { resolve, reject };
        socket.write(`${start}${Buffer.byteLength(body)}\r\n\r\n${body}`);
      }),
    close: () => socket.destroy(),
  };
};
