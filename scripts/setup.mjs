/**
 * Gets everything that `npm start` and `npm test` need, on a machine with nothing but git, Node and npm:
 * packages, Electron, Debian's libraries, and the built product. Does nothing that is done already.
 *
 * Plain JavaScript without dependencies: it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeRuntime, prepareRuntime, SetupError } from './electron-runtime.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const stampFolder = path.join(root, 'node_modules', '.stadtfenster');

/** Vite 8 and ESLint 10 need it. */
const NODE_MINIMUM = [20, 19];

/** What Electron, the virtual screen and its picture need on Debian 12; a citizen's browser; sound; printed codes; the city's database; the system around a locked terminal, and what a process asks of it; fonts for Arabic and emoji. */
const DEBIAN_PACKAGES = [
  'xvfb',
  'xauth',
  'scrot',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libnotify4',
  'libsecret-1-0',
  'chromium',
  'pulseaudio',
  'pulseaudio-utils',
  'alsa-utils',
  'libasound2-plugins',
  'tcc',
  'qrencode',
  'postgresql',
  'systemd',
  'procps',
  'strace',
  'cage',
  'xwayland',
  'grim',
  'fonts-noto-core',
  'fonts-noto-color-emoji',
];

/** Folders and files that the built product is made from. */
const SOURCES = [
  'contract',
  'main',
  'preload',
  'renderer',
  'resources',
  'demo/bbb',
  'package-lock.json',
  'scripts/build.ts',
];

// Not on standard output: what follows may print something that a script takes, such as an enrolment code.
const say = (line) => process.stderr.write(`setup: ${line}\n`);

const run = (command, args, environment = {}) =>
  spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  }).status === 0;

const stampOf = (name) => {
  const file = path.join(stampFolder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

const setStamp = (name, text) => {
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(path.join(stampFolder, name), text);
};

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < NODE_MINIMUM[0] || (major === NODE_MINIMUM[0] && minor < NODE_MINIMUM[1])) {
    throw new SetupError(
      `Node ${NODE_MINIMUM.join('.')} or newer is needed, this is ${process.versions.node}: install a newer one.`,
    );
  }
};

const installPackages = () => {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(process.version)
    .digest('hex');
  if (stampOf('packages') === wanted) return;
  say('installing the packages of package-lock.json');
  // No package needs its install script: native parts come prebuilt, Electron is fetched below.
  if (!run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])) {
    throw new SetupError(
      'The packages could not be installed: see the lines above, check the network to the npm registry, and try again.',
    );
  }
  setStamp('packages', wanted);
};

const missingDebianPackages = () => {
  const asked = spawnSync('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...DEBIAN_PACKAGES], {
    encoding: 'utf8',
  });
  const installed = new Set(
    (asked.stdout ?? '')
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return DEBIAN_PACKAGES.filter((name) => !installed.has(name));
};

const installLibraries = () => {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return;
  const missing = missingDebianPackages();
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) {
    throw new SetupError(`Debian packages are missing. Install them with: sudo apt-get update && sudo ${command}`);
  }
  say(`installing Debian packages: ${missing.join(', ')}`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...missing];
  // A fresh machine has no package lists, or old ones that name files which are gone.
  if (!run('apt-get', ['update', '-qq'], quiet) || !run('apt-get', install, quiet)) {
    throw new SetupError(`Debian packages could not be installed: run "${command}" and look at what it says.`);
  }
};

const stateOf = (place) => {
  const full = path.join(root, place);
  const state = statSync(full);
  if (!state.isDirectory()) return `${place} ${state.mtimeMs} ${state.size}\n`;
  return readdirSync(full)
    .sort()
    .map((name) => stateOf(path.join(place, name)))
    .join('');
};

const build = () => {
  const wanted = createHash('sha256').update(SOURCES.map(stateOf).join('')).digest('hex');
  if (stampOf('build') === wanted && existsSync(path.join(root, 'dist', 'main', 'index.js'))) return;
  say('building the terminal');
  if (!run(process.execPath, [path.join('node_modules', 'tsx', 'dist', 'cli.mjs'), path.join('scripts', 'build.ts')])) {
    throw new SetupError('The terminal could not be built: see the lines above.');
  }
  setStamp('build', wanted);
};

try {
  checkNode();
  installPackages();
  installLibraries();
  const runtime = await prepareRuntime(say);
  build();
  say(`ready with ${describeRuntime(runtime)}`);
} catch (error) {
  process.stderr.write(`setup: ${error instanceof SetupError ? error.message : String(error?.stack ?? error)}\n`);
  process.exitCode = 1;
}
