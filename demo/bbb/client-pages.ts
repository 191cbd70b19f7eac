import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { FastifyPluginCallback, FastifyReply } from 'fastify';
import type { Behaviour } from './behaviour.ts';
import { rawPathOf } from './raw-url.ts';

export const CLIENT_PATH = '/html5client';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface Page {
  readonly type: string;
  readonly body: Buffer;
}

/** All files of the built client by their path below `/html5client/`; empty when it was not built. */
export const readClient = async (folder: string): Promise<ReadonlyMap<string, Page>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const pages = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<[string, Page]> => {
      const file = join(entry.parentPath, entry.name);
      const type = TYPES[extname(entry.name)] ?? 'application/octet-stream';
      return [relative(folder, file).split(sep).join('/'), { type, body: await readFile(file) }];
    });
  return new Map(await Promise.all(pages));
};

const NOT_BUILT =
  'The client of this stand-in is not built. Run: npx vite build --config demo/bbb/client/vite.config.ts\n';

const START_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Stand-in for a BigBlueButton server</title>
<style>body{font:18px/1.6 system-ui,sans-serif;max-width:36em;margin:15vh auto;padding:0 1.5em;color:#1f2933}</style>
<h1>This is a stand-in</h1>
<p>It answers as a BigBlueButton server does, for demonstrations and tests. Sound and picture go
straight from browser to browser. It keeps nothing, and is not made by the BigBlueButton project.</p>
</html>
`;

export interface ClientPagesOptions {
  readonly pages: ReadonlyMap<string, Page>;
  readonly behaviour: () => Behaviour;
}

/** The client's page at `/html5client/join`, its files, and a start page that says what this server is. */
export const clientPages: FastifyPluginCallback<ClientPagesOptions> = (app, { pages, behaviour }, done) => {
  const send = (reply: FastifyReply, page: Page | undefined): FastifyReply => {
    if (pages.size === 0) return reply.status(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
    if (page === undefined) return reply.status(404).type('text/plain; charset=utf-8').send('Not found\n');
    return reply.header('cache-control', 'no-cache').type(page.type).send(page.body);
  };

  app.get(`${CLIENT_PATH}/join`, (_request, reply) => {
    const index = pages.get('index.html');
    const { page } = behaviour();
    if (page === 'loads') return send(reply, index);
    reply.hijack();
    if (page === 'no-answer') return reply;
    reply.raw.writeHead(200, { 'content-type': TYPES['.html'] });
    reply.raw.write('<!doctype html><html><head><title>BigBlueButton</title>');
    return reply;
  });

  app.get(`${CLIENT_PATH}/*`, (request, reply) =>
    send(reply, pages.get(rawPathOf(request).slice(CLIENT_PATH.length + 1))),
  );

  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(START_PAGE));
  done();
};
