import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { DASHBOARD_PATHS } from '../../../contract/dashboard.ts';
import type { Routes } from '../api-types.ts';

const CONTENT_TYPE: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

/** Nothing inline, nothing from elsewhere, in nobody's frame. */
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=()',
  'x-content-type-options': 'nosniff',
};

/** The name of a file under `assets/` changes with what is in it. */
const FOREVER = 'private, max-age=31536000, immutable';

interface PageFile {
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
}

/** All files below the folder, read once: they are few and small. */
const filesIn = (folder: string): PageFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => ({
      path: name.split(sep).join('/'),
      type: CONTENT_TYPE[extname(name)] ?? 'application/octet-stream',
      content: readFileSync(join(folder, name)),
    }));

/**
 * The pages of the dashboard, each under its name and under no other.
 * @param folder where `npm run build` puts them; without it there are none
 */
export const pagesRoute =
  (folder: string): Routes =>
  (app, _options, done) => {
    if (!existsSync(folder)) {
      done();
      return;
    }
    for (const { path, type, content } of filesIn(folder)) {
      const url = `/${DASHBOARD_PATHS.pages}/${path === 'index.html' ? '' : path}`;
      const caching = path.startsWith('assets/') ? { 'cache-control': FOREVER } : {};
      app.get(url, (_request, reply) =>
        reply
          .headers({ ...HEADERS, ...caching })
          .type(type)
          .send(content),
      );
    }
    app.get(`/${DASHBOARD_PATHS.pages}`, (_request, reply) => reply.redirect(`/${DASHBOARD_PATHS.pages}/`, 308));
    done();
  };
