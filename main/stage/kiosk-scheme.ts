import path from 'node:path';
import { protocol, type Session } from 'electron';

/** Nothing but our own files: no inline script, no remote anything. Checklist items 7 and 18 of Electron's security guide. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Chromium's net error for a file that is not there. */
const FILE_NOT_FOUND = -6;

/** Must run before Electron is ready. */
export const registerKioskScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'kiosk', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
};

/**
 * Serves the built screens from `folder` and nothing outside it.
 *
 * With `registerFileProtocol` Chromium reads the files itself. `protocol.handle` would make a Request and a
 * Response in Node for each of them, whose first use alone costs 25 ms before the first picture.
 * @param folder absolute path of dist/renderer
 * @param scriptGiven is told when a page has got a script, and is busy with it
 */
export const serveKioskScheme = (session: Session, folder: string, scriptGiven: () => void): void => {
  session.protocol.registerFileProtocol('kiosk', (request, answer) => {
    const url = new URL(request.url);
    const file = path.join(folder, path.normalize(decodeURIComponent(url.pathname)));
    const type = TYPES[path.extname(file)];
    if (url.host !== 'ui' || type === undefined || !file.startsWith(folder + path.sep)) {
      answer({ error: FILE_NOT_FOUND });
      return;
    }
    answer({
      path: file,
      headers: {
        'content-type': type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
      },
    });
    if (type === TYPES['.js']) scriptGiven();
  });
};
