import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, Platform } from 'electron-builder';
import { describeRuntime, findRuntime } from './electron-runtime.mjs';
import { flipFuses } from './fuses.ts';
import { tryFuses } from './try-fuses.ts';

const root = path.dirname(import.meta.dirname);
const say = (line: string): void => void process.stdout.write(`package: ${line}\n`);

const { values: options } = parseArgs({
  options: {
    /** Tries what a packaged terminal must refuse, and walks one visit with it. */
    smoke: { type: 'boolean', default: false },
  },
});

const runtime = findRuntime();
if (runtime === null) {
  process.stderr.write('There is no Electron yet: run "npm run setup".\n');
  process.exit(1);
}
// A package with the test runtime proves that packaging works; it is not for users and says so in its name.
const output = path.join(root, 'out', runtime.kind === 'test' ? 'package-for-testing-only' : 'package');
rmSync(output, { recursive: true, force: true });
say(describeRuntime(runtime));
await build({
  projectDir: root,
  targets: Platform.LINUX.createTarget('dir'),
  config: {
    extends: path.join(root, 'electron-builder.yml'),
    electronVersion: runtime.version,
    electronDist: runtime.folder,
    directories: { output },
    afterPack: async ({ appOutDir }) => {
      // The test runtime's own small app must not lie beside ours.
      rmSync(path.join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
      await flipFuses(path.join(appOutDir, 'stadtfenster'), runtime.version);
    },
  },
});
const executable = path.join(output, 'linux-unpacked', 'stadtfenster');
if (!existsSync(executable)) throw new Error(`The package has no ${executable}.`);
say(path.relative(root, executable));
if (options.smoke) {
  await tryFuses(executable, runtime.version);
  // Nothing can drive a real package. This one differs from it in a single fuse, and is never given to users.
  const variant = path.join(path.dirname(executable), 'stadtfenster-inspectable-for-testing-only');
  copyFileSync(executable, variant);
  await flipFuses(variant, runtime.version, { inspectable: true });
  say(`${path.relative(root, variant)} differs in one fuse: EnableNodeCliInspectArguments`);
  const tsx = path.join(root, 'node_modules', '.bin', 'tsx');
  const { status } = spawnSync(tsx, [path.join(root, 'scripts', 'start.ts'), '--smoke', '--packaged', variant], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  rmSync(variant);
  process.exitCode = status ?? 1;
}
