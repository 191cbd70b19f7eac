import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { electronStateFile } from '../../../../main/terminal/state-file.electron.ts';
import { openState, type StateFile, type TerminalState } from '../../../../main/terminal/state.ts';
import { ownFolder } from '../own-folder.ts';
import { identityAt } from './terminal-for-test.ts';
import { roomNamed } from '../visit/visit-for-test.ts';

// electron-store is Conf with a place that it learns from Electron; here the place is always given.
vi.mock('electron-store', async () => {
  const { default: Conf } = await import('conf');
  return {
    default: class extends Conf {
      constructor({ name, ...options }: { name: string; cwd: string }) {
        super({ ...options, configName: name });
      }
    },
  };
});

const IDENTITY = identityAt('https://city.example/');
const EMPTY: TerminalState = {
  identity: null,
  signedConfiguration: null,
  refusal: null,
  cityKeys: [],
  rooms: null,
  wrongPins: { count: 0, at: 0 },
  wipeFailed: false,
  orders: { version: 0, known: [], open: [] },
  lock: null,
};

/** A terminal that has been at work: a folder with its state in it. */
const usedFolder = (): string => {
  const folder = ownFolder();
  openState(electronStateFile(folder)).write({ identity: IDENTITY });
  return folder;
};

const asideIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('state.malformed-'));

const put = (folder: string, text: string, name = 'state.json'): void => writeFileSync(path.join(folder, name), text);

describe('the state', () => {
  it('is empty at the first start, and that is no problem', () => {
    const folder = ownFolder();
    const state = openState(electronStateFile(folder));
    expect(state.read()).toEqual(EMPTY);
    expect(state.problems()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is there at the next start', () => {
    const folder = usedFolder();
    openState(electronStateFile(folder)).write({ rooms: { at: 1, list: [roomNamed('ag-energie')] } });
    const state = openState(electronStateFile(folder));
    expect(state.read()).toEqual({
      ...EMPTY,
      identity: IDENTITY,
      rooms: { at: 1, list: [roomNamed('ag-energie')] },
    });
    expect(state.problems()).toEqual([]);
  });

  it('is for the own user alone: the private key is in it', () => {
    const folder = usedFolder();
    for (const name of ['state.json', 'state.backup.json'])
      expect(statSync(path.join(folder, name)).mode & 0o077, name).toBe(0);
  });

  it('is written only when something is new', () => {
    const saved: TerminalState[] = [];
    const state = openState({ ...inMemory(), save: (next) => saved.push(next) });
    state.write({ identity: IDENTITY });
    state.write({ identity: { ...IDENTITY } });
    state.write({});
    expect(saved).toHaveLength(1);
    state.write({ identity: { ...IDENTITY, city: 'https://other.example/' } });
    expect(saved).toHaveLength(2);
  });

  it.each([
    ['of 0 bytes', ''],
    ['cut off', '{"identity":{"city":"https://ci'],
    ['of something else', '<html></html>'],
    ['of binary rubbish', '\u0000\u0001\ufffd'],
    ['of another shape', '{"identity":"bibliothek-1"}'],
    ['with a token that is none', JSON.stringify({ identity: { ...IDENTITY, token: 'x' } })],
    ['with a room that is none', JSON.stringify({ identity: IDENTITY, rooms: { at: 1, list: [{}] } })],
  ])('comes back from its backup when the file is %s', (_what, text) => {
    const folder = usedFolder();
    put(folder, text);
    const state = openState(electronStateFile(folder));
    expect(state.read()).toEqual({ ...EMPTY, identity: IDENTITY });
    expect(state.problems()).toEqual(['state-malformed']);
    const [aside = ''] = asideIn(folder);
    expect(readFileSync(path.join(folder, aside), 'utf8')).toBe(text);
    // And it is whole again.
    const next = openState(electronStateFile(folder));
    expect(next.read().identity).toEqual(IDENTITY);
    expect(next.problems()).toEqual([]);
  });

  it.each([
    ['missing', null],
    ['without an identity', '{}'],
    ['null', 'null'],
  ])('comes back from its backup when the file is %s', (_what, text) => {
    const folder = usedFolder();
    const file = electronStateFile(folder);
    if (text === null) file.setAside();
    else put(folder, text);
    const state = openState(file);
    expect(state.read().identity).toEqual(IDENTITY);
    state.write({ rooms: { at: 1, list: [] } });
    expect(openState(electronStateFile(folder)).read().identity).toEqual(IDENTITY);
  });

  it('begins anew, but says so, when file and backup are malformed; what was there can still be looked at', () => {
    const folder = usedFolder();
    put(folder, '{"identity":');
    put(folder, 'rubbish', 'state.backup.json');
    const state = openState(electronStateFile(folder));
    expect(state.read()).toEqual(EMPTY);
    expect(state.problems()).toEqual(['state-malformed']);
    expect(asideIn(folder)).toHaveLength(1);
    state.write({ identity: IDENTITY });
    put(folder, '');
    expect(openState(electronStateFile(folder)).read().identity).toEqual(IDENTITY);
  });

  it('does not mind what a later version has added', () => {
    const folder = ownFolder();
    put(folder, JSON.stringify({ identity: IDENTITY, roles: ['desk'] }));
    const state = openState(electronStateFile(folder));
    expect(state.read()).toEqual({ ...EMPTY, identity: IDENTITY });
    expect(state.problems()).toEqual([]);
  });
});

const inMemory = (): StateFile => ({
  load: () => ({}),
  save: () => undefined,
  setAside: () => undefined,
  loadBackup: () => ({}),
  saveBackup: () => undefined,
});

const readOnly = (): never => {
  throw new Error('EROFS: read-only file system');
};

describe('a disk that takes nothing', () => {
  it('leaves the state in memory, and is told once', () => {
    const state = openState({ ...inMemory(), save: readOnly, saveBackup: readOnly });
    expect(state.problems()).toEqual([]);
    state.write({ identity: IDENTITY });
    state.write({ rooms: { at: 1, list: [] } });
    expect(state.read()).toEqual({ ...EMPTY, identity: IDENTITY, rooms: { at: 1, list: [] } });
    expect(state.problems()).toEqual(['state-unwritable']);
  });

  it('may hold a malformed file, too', () => {
    const state = openState({
      load: () => {
        throw new SyntaxError('Unexpected end of JSON input');
      },
      save: readOnly,
      setAside: readOnly,
      loadBackup: () => ({ identity: IDENTITY }),
      saveBackup: readOnly,
    });
    expect(state.read().identity).toEqual(IDENTITY);
    expect(state.problems()).toEqual(['state-malformed', 'state-unwritable']);
  });

  it('may not even be read', () => {
    const state = openState({
      load: readOnly,
      save: readOnly,
      setAside: readOnly,
      loadBackup: readOnly,
      saveBackup: readOnly,
    });
    expect(state.read()).toEqual(EMPTY);
    expect(state.problems()).toEqual(['state-malformed', 'state-unwritable']);
  });
});
