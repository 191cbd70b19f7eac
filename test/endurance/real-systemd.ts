import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { startEmbeddedCity } from '../../demo/embedded-city.ts';
import { findRuntime } from '../../scripts/electron-runtime.mjs';
import { walkOneVisit } from '../../scripts/smoke.ts';
import { layOutApp } from '../lay-out-app.ts';
import { startThrowAwaySystem } from './throw-away-system.ts';

/**
 * The lock-down under a real systemd, with all that takes root: filters, namespaces, mounts, control groups, path units.
 * Of the hardware there is nothing, as in test/e2e/operating-system.e2e.ts.
 */
const UNIT = 'stadtfenster.service';
const LOG = '/var/log/stadtfenster-test.log';
const WITHIN_MS = 30_000;

/** From the last sign of life of a hung terminal to the next one that is ready. */
const HANG_WITHIN_MS = 15_000;

const say = (line: string): void => void process.stdout.write(`real systemd: ${line}\n`);

const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<number> => {
  const since = performance.now();
  while (!(await isSo())) {
    if (performance.now() - since > WITHIN_MS) throw new Error(`Waited in vain for ${what}.`);
    await after(50);
  }
  return Math.round(performance.now() - since);
};

if (process.getuid?.() !== 0) {
  say('left out, since only root can make a system of its own');
  process.exit();
}
const runtime = findRuntime();
if (runtime === null) throw new Error('There is no Electron yet: run "npm run setup".');
const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-system-'));
const work = path.join(folder, 'work');
const overlay = path.join(folder, 'overlay');
for (const one of [work, overlay]) mkdirSync(one);
for (const one of [folder, work, overlay]) chmodSync(one, 0o755);

const app = layOutApp(overlay);
writeFileSync(path.join(app, 'stadtfenster'), '#!/bin/sh\nexec /opt/electron/electron /opt/stadtfenster "$@"\n');
chmodSync(path.join(app, 'stadtfenster'), 0o755);
const embedded = await startEmbeddedCity({ dataDir: null });
const switches = ['--disable-gpu', '--remote-debugging-port=0', '--city', embedded.city.url];
const settings = {
  STADTFENSTER_SWITCHES: [
    ...switches,
    '--enrol',
    await embedded.city.createEnrolmentCode({ site: 'bibliothek', terminal: 't-1' }),
  ].join(' '),
  STADTFENSTER_CAGE: '-r',
  WLR_BACKENDS: 'headless',
  WLR_LIBINPUT_NO_DEVICES: '1',
  WLR_RENDERER: 'pixman',
};
mkdirSync(path.join(overlay, 'etc', 'stadtfenster'));
writeFileSync(
  path.join(overlay, 'etc', 'stadtfenster', 'session.conf'),
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join(''),
);
const dropIn = path.join(overlay, 'etc', 'systemd', 'system', `${UNIT}.d`);
mkdirSync(dropIn);
writeFileSync(path.join(dropIn, 'log.conf'), `[Service]\nStandardOutput=append:${LOG}\nStandardError=append:${LOG}\n`);

const system = await startThrowAwaySystem(work, runtime.folder, overlay);
try {
  const asked = (name: string): string => system.run(['systemctl', 'show', '--value', '--property', name, UNIT]).trim();
  const isActive = (restarts: number): boolean =>
    asked('ActiveState') === 'active' && asked('NRestarts') === String(restarts);
  const mainProcess = (): number => {
    const found = system.processesOf(UNIT).find((pid) => {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return command.startsWith('/opt/electron/electron') && !command.includes('--type=');
    });
    assert(found !== undefined, 'the terminal runs');
    return found;
  };
  const user = (): number => Number(system.run(['id', '-u', 'stadtfenster']));
  const wish = (name: string): string => system.run(['touch', `/run/stadtfenster/requests/${name}`], user());

  say(`ready after ${await until('the terminal to be ready', () => isActive(0))} ms`);

  const debuggerAddress = (): string =>
    [...readFileSync(path.join(system.root, LOG), 'utf8').matchAll(/^DevTools listening on (ws:\/\/\S+)/gm)].at(
      -1,
    )?.[1] ?? '';
  const events = await walkOneVisit(embedded, { debuggerAddress: Promise.resolve(debuggerAddress()) });
  const gaps = events.flatMap((event) =>
    event.type === 'stadtfenster.terminal.lock-incomplete' ? event.data.gaps : [],
  );
  const started = events.find((event) => event.type === 'stadtfenster.terminal.started');
  assert(started?.type === 'stadtfenster.terminal.started' && started.data.sandboxed);
  // What else it finds is of the machine under this system, whose consoles and kernel it shares.
  const own = gaps.filter((gap) => !['other-consoles', 'sysrq-on', 'usb-storage'].includes(gap));
  assert.deepEqual(own, ['debugging-port']);
  say("a visit through a meeting, with Chromium's sandbox on and nothing open but the debugger of this test");

  process.kill(mainProcess(), 'SIGKILL');
  say(`killed: ready again after ${await until('the terminal after a kill', () => isActive(1))} ms`);

  process.kill(mainProcess(), 'SIGSTOP');
  const hung = await until('the terminal after a hang', () => isActive(2));
  say(`hung: noticed and ready again after ${hung} ms (limit ${HANG_WITHIN_MS})`);
  assert(hung <= HANG_WITHIN_MS, 'a hang is noticed in time');

  const before = asked('MainPID');
  wish('restart');
  wish('no-such-wish');
  await until('the terminal that wished to be restarted', () => asked('MainPID') !== before && isActive(0));
  const requests = path.join(system.root, 'run', 'stadtfenster', 'requests');
  await until('all wishes to be heard', () => readdirSync(requests).length === 0);
  say('restarted by its own wish');

  const state = path.join(system.root, 'var', 'lib', 'stadtfenster', 'state', 'running');
  await until('the note that it runs', () => existsSync(state));
  system.run(['systemctl', '--no-block', 'stop', UNIT]);
  say(`stopped after ${await until('the terminal to end', () => asked('ActiveState') === 'inactive')} ms`);
  assert(!existsSync(state), 'it had time to end by itself');

  system.run(['systemctl', 'start', UNIT]);
  wish('reboot');
  await until('the machine to restart', () => !system.isRunning());
  say('the machine restarted by its wish');
} finally {
  await system.end();
  await embedded.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
