import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ownFolder } from '../../main/own-folder.ts';

const LOCKDOWN = path.resolve(import.meta.dirname, '../../../../resources/lockdown');
const UNITS = ['stadtfenster.service', 'stadtfenster-root.service', 'stadtfenster-root.path'];

/** From 0 (well confined) to 10; what a city may expect of a terminal. */
const EXPOSURE_AT_MOST = 4;

/** A Debian system, as far as systemd's tools want to see one, over which the lock-down was laid. */
const installed = (): string => {
  const root = ownFolder();
  mkdirSync(path.join(root, 'usr', 'lib', 'systemd'), { recursive: true });
  cpSync('/usr/lib/systemd/system', path.join(root, 'usr', 'lib', 'systemd', 'system'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  symlinkSync('usr/lib', path.join(root, 'lib'));
  const program = path.join(root, 'opt', 'stadtfenster', 'stadtfenster');
  mkdirSync(path.dirname(program), { recursive: true });
  writeFileSync(program, '');
  chmodSync(program, 0o755);
  execFileSync(path.join(LOCKDOWN, 'install'), [root], { stdio: 'ignore' });
  return root;
};

const unitFile = (root: string, unit: string): string => path.join(root, 'etc', 'systemd', 'system', unit);

/** What systemd has to say against a unit. */
const faultsOf = (root: string, unit: string): string => {
  const { status, stderr } = spawnSync(
    'systemd-analyze',
    ['verify', '--recursive-errors=no', '--man=no', `--root=${root}`, unit],
    { encoding: 'utf8' },
  );
  return status === 0 ? stderr : `${stderr}(${String(status)})`;
};

/** systemd's own judgement of how much a unit could do to the machine. */
const exposureOf = (root: string, unit: string): number => {
  const told = execFileSync('systemd-analyze', ['security', '--offline=true', `--root=${root}`, unit], {
    encoding: 'utf8',
  });
  return Number(/Overall exposure level for \S+: (\d+\.\d+)/.exec(told)?.[1] ?? Number.NaN);
};

describe('the units', () => {
  it('are understood by systemd, down to the last setting', () => {
    const root = installed();
    for (const unit of UNITS) expect(faultsOf(root, unit), unit).toBe('');
  });

  it('are confined', () => {
    const root = installed();
    const services = UNITS.filter((unit) => unit.endsWith('.service'));
    expect(services).toHaveLength(2);
    for (const unit of services) expect(exposureOf(root, unit), unit).toBeLessThanOrEqual(EXPOSURE_AT_MOST);
  });

  it('would be found faulty, and open', () => {
    const other = installed();
    const file = unitFile(other, 'stadtfenster.service');
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.replace('WatchdogSec=', 'WatchdogSecs='));
    expect(faultsOf(other, 'stadtfenster.service')).toContain('WatchdogSecs');
    writeFileSync(file, whole.replace('/usr/lib/stadtfenster/session', '/usr/lib/stadtfenster/nothing'));
    expect(faultsOf(other, 'stadtfenster.service')).toContain('nothing');
    writeFileSync(file, whole.replace(/^NoNewPrivileges=.*(?=^\[Install\])/ms, ''));
    expect(exposureOf(other, 'stadtfenster.service')).toBeGreaterThan(EXPOSURE_AT_MOST);
  });
});

describe('the installation', () => {
  it('starts the terminal, and closes what else could start', () => {
    const root = installed();
    const linkOf = (name: string): string => readlinkSync(unitFile(root, name));
    expect(linkOf('default.target')).toBe('/lib/systemd/system/multi-user.target');
    expect(linkOf('multi-user.target.wants/stadtfenster.service')).toBe('../stadtfenster.service');
    for (const name of ['display-manager.service', 'getty@.service', 'ctrl-alt-del.target', 'suspend.target']) {
      expect(linkOf(name)).toBe('/dev/null');
    }
  });

  it('can be made again', () => {
    const root = installed();
    execFileSync(path.join(LOCKDOWN, 'install'), [root], { stdio: 'ignore' });
    expect(faultsOf(root, 'stadtfenster.service')).toBe('');
  });

  it('makes a user who cannot log in', () => {
    const root = installed();
    execFileSync('systemd-sysusers', [`--root=${root}`], { stdio: 'ignore' });
    expect(readFileSync(path.join(root, 'etc', 'passwd'), 'utf8')).toMatch(
      /^stadtfenster:[^:]*:\d+:\d+:[^:]*:[^:]*:\/usr\/sbin\/nologin$/m,
    );
  });
});

describe('polkit', () => {
  it("refuses the terminal's user everything, and leaves all others to the other rules", () => {
    type Rule = (action: { id: string }, subject: { user: string }) => string | null;
    const rules: Rule[] = [];
    const polkit = { addRule: (rule: Rule) => rules.push(rule), Result: { NO: 'no', NOT_HANDLED: null } };
    runInNewContext(readFileSync(path.join(LOCKDOWN, 'etc/polkit-1/rules.d/00-stadtfenster.rules'), 'utf8'), {
      polkit,
    });
    const asked = (id: string, user: string) => rules.map((rule) => rule({ id }, { user }));
    expect(asked('org.freedesktop.login1.power-off', 'stadtfenster')).toEqual(['no']);
    expect(asked('org.freedesktop.udisks2.filesystem-mount', 'stadtfenster')).toEqual(['no']);
    expect(asked('org.freedesktop.login1.power-off', 'operator')).toEqual([null]);
  });
});
