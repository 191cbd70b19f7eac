import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeRuntime, findRuntime } from './electron-runtime.mjs';
import { keepPicture, openDisplay } from './display.ts';
import { startTerminalProcess } from './terminal-process.ts';

/** `npm run terminal -- --profile DIR [--city URL [--enrol CODE]] [--windowed]`: the terminal alone. */
const root = path.dirname(import.meta.dirname);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const { values: options } = parseArgs({
  options: {
    city: { type: 'string' },
    enrol: { type: 'string' },
    profile: { type: 'string' },
    windowed: { type: 'boolean', default: false },
  },
});
const runtime = findRuntime();
if (runtime === null || options.profile === undefined) {
  say(
    runtime === null
      ? 'There is no Electron yet: run "npm run setup".'
      : 'Usage: npm run terminal -- --profile DIR [--city URL [--enrol CODE]] [--windowed]',
  );
  process.exit(1);
}
say(`runtime: ${describeRuntime(runtime)}`);
const display = await openDisplay(say);
if (display.isVirtual) {
  const picture = path.join(root, 'out', 'screen.png');
  keepPicture(display, picture);
  say(`a picture of the screen, every 2 seconds: ${path.relative(process.cwd(), picture)}`);
}
const terminal = startTerminalProcess({
  executable: runtime.executable,
  app: [root],
  args: [
    ...(options.city === undefined ? [] : ['--city', options.city]),
    ...(options.enrol === undefined ? [] : ['--enrol', options.enrol]),
    ...(options.windowed ? ['--windowed'] : []),
  ],
  profile: path.resolve(options.profile),
  display,
  mustRead: [path.join(root, 'dist', 'main', 'index.js')],
  say,
});
const stop = (): void => void terminal.stop();
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
terminal.process.once('exit', (code) => {
  display.close();
  process.exit(code ?? 1);
});
