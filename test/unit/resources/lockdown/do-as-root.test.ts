import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownFolder } from '../../main/own-folder.ts';
import { systemForHelper } from './do-as-root-run.ts';

const wishing = (...names: readonly string[]) => {
  const system = systemForHelper();
  for (const name of names) writeFileSync(path.join(system.requests, name), '');
  return system;
};

const RESTART = '[systemctl][--no-block][restart][stadtfenster.service]';
const REBOOT = '[systemctl][--no-block][reboot]';

describe('the root helper', () => {
  it.each([
    ['restart', [RESTART]],
    ['reboot', [REBOOT]],
    ['display-on', ['[ddcutil][setvcp][d6][1]']],
    ['display-off', ['[ddcutil][setvcp][d6][4]']],
    ['time-zone=Europe+Berlin', ['[timedatectl][set-timezone][Europe/Berlin]']],
    ['time-zone=America+Argentina+Buenos_Aires', ['[timedatectl][set-timezone][America/Argentina/Buenos_Aires]']],
  ])('hears %s', (wish, ran) => {
    const system = wishing(wish);
    expect(system.run()).toEqual(ran);
    expect(readdirSync(system.requests)).toEqual([]);
  });

  it('switches the light of a panel off and on', () => {
    const off = wishing('display-off');
    off.run();
    expect(off.panel()).toBe('4\n');
    const on = wishing('display-on');
    on.run();
    expect(on.panel()).toBe('0\n');
  });

  it('does nothing when nobody wishes anything', () => {
    expect(wishing().run()).toEqual([]);
  });

  it('hears several wishes at once, and restarts last and once', () => {
    const system = wishing('restart', 'reboot', 'display-on', 'time-zone=Europe+Berlin');
    expect(system.run()).toEqual(['[ddcutil][setvcp][d6][1]', '[timedatectl][set-timezone][Europe/Berlin]', REBOOT]);
  });

  it.each([
    ['ddcutil', 'display-off'],
    ['timedatectl', 'time-zone=Europe+Berlin'],
  ])('goes on when %s fails', (program, wish) => {
    const system = wishing(wish, 'restart');
    system.endWith(program, 'exit 1');
    expect(system.run().at(-1)).toBe(RESTART);
  });

  it.each([
    'Restart',
    'restart ',
    ' restart',
    'restart;reboot',
    'reboot\n',
    'restart\nreboot',
    '$(systemctl reboot)',
    '`reboot`',
    '--help',
    '-rf',
    '*',
    '...',
    'time-zone=',
    'time-zone=Mars+Base',
    'time-zone=Europe+Berlin+',
    'time-zone=..+..+etc+passwd',
    'time-zone=Europe+Berlin;reboot',
    'display-on=1',
    '\u202etoober',
    'x'.repeat(255),
  ])('does not hear, and throws away: %j', (wish) => {
    const system = wishing(wish);
    expect(system.run()).toEqual([]);
    expect(readdirSync(system.requests)).toEqual([]);
  });

  it('runs nothing for a name that is not on its list, whatever it is', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter((text) => !/[/\0]/.test(text) && !['.', '..'].includes(text));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), (names) => {
        const system = wishing(...names);
        expect(system.run()).toEqual([]);
        expect(readdirSync(system.requests)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('follows no link: neither what it points to nor what lies there is touched', () => {
    const elsewhere = ownFolder();
    writeFileSync(path.join(elsewhere, 'kept'), 'kept');
    const system = systemForHelper();
    symlinkSync(elsewhere, path.join(system.requests, 'junk'));
    symlinkSync(path.join(elsewhere, 'kept'), path.join(system.requests, 'restart'));
    symlinkSync('/nowhere', path.join(system.requests, 'display-on'));
    mkdirSync(path.join(system.requests, 'deep'));
    symlinkSync(elsewhere, path.join(system.requests, 'deep', 'junk'));
    expect(system.run()).toEqual(['[ddcutil][setvcp][d6][1]', RESTART]);
    expect(readdirSync(system.requests)).toEqual([]);
    expect(readFileSync(path.join(elsewhere, 'kept'), 'utf8')).toBe('kept');
  });

  it('opens nothing that lies there: a pipe does not hold it up, a folder is a wish like a file', () => {
    const system = systemForHelper();
    execFileSync('mkfifo', [path.join(system.requests, 'restart')]);
    mkdirSync(path.join(system.requests, 'display-off', 'with', 'more'), { recursive: true });
    writeFileSync(path.join(system.requests, 'display-off', 'with', 'reboot'), '');
    expect(system.run()).toEqual(['[ddcutil][setvcp][d6][4]', RESTART]);
    expect(readdirSync(system.requests)).toEqual([]);
  });

  it('loses no wish that comes while it is at work, nor one that comes again', () => {
    const system = wishing('display-on', 'time-zone=Europe+Berlin');
    const late = ['display-on', 'restart', 'time-zone=Europe+Berlin'];
    system.endWith('timedatectl', `cd '${system.requests}' && touch ${late.join(' ')}`);
    expect(system.run()).toEqual(['[ddcutil][setvcp][d6][1]', '[timedatectl][set-timezone][Europe/Berlin]']);
    expect(readdirSync(system.requests).sort()).toEqual(late);
  });

  it('begins anew after it was cut off', () => {
    const system = wishing('restart');
    mkdirSync(path.join(system.root, 'run', 'stadtfenster', 'taken', 'reboot'), { recursive: true });
    expect(system.run()).toEqual([RESTART]);
  });

  it('is not drowned by a flood', () => {
    const system = wishing(...Array.from({ length: 2_000 }, (_, index) => `reboot${index}`), 'restart');
    expect(system.run()).toEqual([RESTART]);
    expect(readdirSync(system.requests)).toEqual([]);
  });

  it('works in no folder but its own', () => {
    const system = wishing('restart');
    writeFileSync(path.join(system.root, 'run', 'stadtfenster', 'reboot'), '');
    expect(system.run()).toEqual([RESTART]);
    expect(existsSync(path.join(system.root, 'run', 'stadtfenster', 'reboot'))).toBe(true);
  });
});
