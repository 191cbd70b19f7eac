import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Every way in which a secret could lie in a file: as text, in UTF-16, in a URL, in a form. */
export const forms = (secret: string): Buffer[] => [
  Buffer.from(secret, 'utf8'),
  Buffer.from(secret, 'utf16le'),
  Buffer.from(secret, 'latin1'),
  Buffer.from(encodeURIComponent(secret)),
  Buffer.from(encodeURIComponent(secret).replaceAll('%20', '+')),
  Buffer.from(JSON.stringify(secret).slice(1, -1)),
];

export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return entry.isFile() ? [file] : [];
  });

/** The files that hold a secret in one of these forms. */
export const filesWith = (folder: string, secret: string): string[] =>
  filesBelow(folder).filter((file) => {
    // Files come and go while Electron runs.
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return false;
    const bytes = readFileSync(file);
    return forms(secret).some((form) => bytes.includes(form));
  });
