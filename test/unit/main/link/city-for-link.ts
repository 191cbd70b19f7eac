import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { afterEach } from 'vitest';

/** One request as the city got it. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface CityForLink {
  readonly url: string;
  readonly heard: Heard[];
}

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

/** A server on this machine that answers as the test says; it is closed after the test. */
export const cityForLink = async (answer: (response: ServerResponse, heard: Heard) => void): Promise<CityForLink> => {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const item = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      heard.push(item);
      answer(response, item);
    });
  });
  servers.push(server);
  return { url: `http://127.0.0.1:${await listen(server)}/`, heard };
};

/** Answers with JSON. */
export const json =
  (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };

/** Answers as the contract says for a refusal. */
export const refusal = (status: number, code: string): ((response: ServerResponse) => void) =>
  json({ error: { code, message: 'No.' } }, status);

/** An address at which nobody listens. */
export const nobody = async (): Promise<string> => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
};
