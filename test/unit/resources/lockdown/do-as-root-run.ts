import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownFolder } from '../../main/own-folder.ts';

const HELPER = path.resolve(import.meta.dirname, '../../../../resources/lockdown/usr/lib/stadtfenster/do-as-root');

/** Programs that root would run: each takes down what it was called with, word by word. */
const PROGRAMS = ['systemctl', 'timedatectl', 'ddcutil'];

const ZONES =
  '# a comment\nDE\t+5230+01322\tEurope/Berlin\tmost of Germany\nAR\t-3436-05827\tAmerica/Argentina/Buenos_Aires\n';

/** A system with a folder of requests in which the root helper can be run without being root. */
export const systemForHelper = () => {
  const root = ownFolder();
  const at = (...names: string[]): string => path.join(root, ...names);
  const requests = at('run', 'stadtfenster', 'requests');
  const log = at('log');
  for (const folder of [requests, at('bin'), at('sys/class/backlight/panel'), at('usr/share/zoneinfo')]) {
    mkdirSync(folder, { recursive: true });
  }
  writeFileSync(at('sys/class/backlight/panel/bl_power'), '0\n');
  writeFileSync(at('usr/share/zoneinfo/zone.tab'), ZONES);
  const writeProgram = (name: string, last = 'exit 0'): void => {
    const file = at('bin', name);
    writeFileSync(
      file,
      `#!/bin/sh\nfor word in ${name} "$@"; do printf '[%s]' "$word"; done >>'${log}'\necho >>'${log}'\n${last}\n`,
    );
    chmodSync(file, 0o755);
  };
  for (const name of PROGRAMS) writeProgram(name);
  return {
    root,
    requests,
    panel: () => readFileSync(at('sys/class/backlight/panel/bl_power'), 'utf8'),
    /** Lets a program of root's do something more at its end. */
    endWith: writeProgram,
    /** Runs the helper once, as systemd does. @returns what it ran */
    run: (): readonly string[] => {
      const { status, stderr } = spawnSync(HELPER, [root], {
        encoding: 'utf8',
        env: { PATH: `${at('bin')}:/usr/bin:/bin` },
        timeout: 20_000,
      });
      if (status !== 0) throw new Error(`The helper ended with ${String(status)}: ${stderr}`);
      return existsSync(log)
        ? readFileSync(log, 'utf8')
            .split('\n')
            .filter((line) => line !== '')
        : [];
    },
  };
};
