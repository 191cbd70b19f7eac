import { request } from 'node:http';
import { createServer } from 'node:https';
import type { Credentials } from '../certificates.ts';

/** The city behind TLS, as behind its reverse proxy, with this certificate. */
export const openTls = async (city: URL, { certificate, key }: Credentials) => {
  const server = createServer({ cert: certificate, key }, (incoming, outgoing) => {
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', city), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `https://127.0.0.1:${port}/`, close: () => void server.close() };
};
