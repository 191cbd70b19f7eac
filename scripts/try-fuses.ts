import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openVirtualDisplay } from './display.ts';
import { wrongFuses } from './fuses.ts';

const DRAWN_WITHIN_MS = 20_000;
const OPENED = /(?:DevTools|Debugger) listening on/;

/**
 * Tries on a real package what its fuses and rules must keep from having an effect: running as Node, options
 * for Node in the environment, and both debuggers.
 * @throws with a sentence when one of them has an effect, or a fuse is not as it must be
 */
export const tryFuses = async (executable: string, electron: string): Promise<void> => {
  const wrong = await wrongFuses(executable, electron);
  if (wrong.length > 0) throw new Error(`Fuses of the package are not as they must be: ${wrong.join(', ')}`);

  const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-fuses-'));
  const planted = path.join(folder, 'planted.cjs');
  const ran = path.join(folder, 'ran');
  writeFileSync(planted, `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '');`);
  const display = await openVirtualDisplay({ width: 1280, height: 800 });
  const terminal = spawn(
    executable,
    [
      planted,
      '--inspect=0',
      '--inspect-brk=0',
      '--remote-debugging-port=0',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--profile',
      path.join(folder, 'profile'),
    ],
    {
      env: {
        ...process.env,
        ...display.environment,
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: `--require ${planted}`,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  terminal.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const gone = new Promise<void>((resolve) => terminal.once('exit', () => resolve()));
  try {
    // It came as far as its own state, so it runs as the terminal that it is, past all that was asked of it.
    const deadline = Date.now() + DRAWN_WITHIN_MS;
    while (!existsSync(path.join(folder, 'profile', 'spool'))) {
      if (terminal.exitCode !== null || Date.now() > deadline)
        throw new Error(`The package did not start as a terminal under attack: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (existsSync(ran)) throw new Error('The package ran a foreign script (ELECTRON_RUN_AS_NODE or NODE_OPTIONS).');
    if (OPENED.test(said)) throw new Error('The package opened a debugger.');
  } finally {
    terminal.kill('SIGKILL');
    await gone;
    display.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
