/**
 * Starts the app named in PROBE_APP as Electron would, asks its first page the question in PROBE_SCRIPT as
 * soon as its document is there, prints the answer as one line of JSON, and ends. The same for every app
 * that is measured, so that its own cost falls on all alike.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const root = process.env.PROBE_APP;
const question = readFileSync(process.env.PROBE_SCRIPT, 'utf8');
app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    void contents.executeJavaScript(question).then((answer) => {
      process.stdout.write(`PROBE ${JSON.stringify(answer)}\n`, () => app.exit(0));
    });
  });
});
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
app.setName(manifest.name);
app.setVersion(manifest.version);
app.setAppPath(root);
await import(pathToFileURL(path.resolve(root, manifest.main)).href);
