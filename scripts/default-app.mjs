/**
 * Stands in for Electron's own default app in the test runtime, which has none: runs the app folder
 * named on the command line (`electron path/to/app --its --arguments`).
 */
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  process.stderr.write('Which app? electron path/to/app\n');
  process.exit(1);
}
const root = path.resolve(folder);
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
if (manifest.name) app.setName(manifest.name);
if (manifest.version) app.setVersion(manifest.version);
app.setAppPath(root);
await import(pathToFileURL(path.resolve(root, manifest.main)).href);
