import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { uuidv7 } from 'uuidv7';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { codeForPrint, codeInWindow } from '../../../city/codes/code-picture.ts';
import { backup } from '../../../city/commands/backup.ts';
import type { Command } from '../../../city/commands/command.ts';
import { code } from '../../../city/commands/code.ts';
import { events } from '../../../city/commands/events.ts';
import { help } from '../../../city/commands/help.ts';
import { importCity } from '../../../city/commands/import.ts';
import { restore } from '../../../city/commands/restore.ts';
import { readAuditLog } from '../../../city/accounts/audit-log.ts';
import { withStore } from '../../../city/admin/with-admin.ts';
import { serve } from '../../../city/commands/serve.ts';
import { enrolmentCode } from '../../../city/commands/enrolment-code.ts';
import { move } from '../../../city/commands/move.ts';
import { revoke } from '../../../city/commands/revoke.ts';
import { site } from '../../../city/commands/site.ts';
import { terminals } from '../../../city/commands/terminals.ts';
import { readSeedFile } from '../../../city/seed/read-seed-file.ts';
import { findFolderOwner } from '../../../city/store/folder-lock.ts';
import { CITY_PATHS } from '../../../contract/city-api.ts';
import { accessCodeSchema } from '../../../contract/access-code.ts';
import { enrolmentCodeSchema } from '../../../contract/enrolment-code.ts';
import { enrolMachine } from '../../enrol-machine.ts';
import { contentIn, STARTING_MS } from './city-for-test.ts';

const MAIN = fileURLToPath(new URL('../../../city/main.ts', import.meta.url));

/** Nothing listens there. */
const BBB = { BBB_URL: 'http://127.0.0.1:9/', BBB_SECRET: 'S' };

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'city-commands-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

type Process = ChildProcessByStdio<null, Readable, Readable>;

const started: Process[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

const start = (args: readonly string[], env: Record<string, string> = {}): Process => {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
};

const finish = async (child: Process) => {
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, out, err };
};

const run = async (command: Command, ...args: string[]): Promise<string> => {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  await command.run(args, { env: {}, print, stop: new AbortController().signal });
  return lines.join('\n');
};

const onDir = (command: Command, ...args: string[]) => run(command, ...args, '--data', dir);

const CHRISTMAS_TWICE = [
  { date: '2026-12-24', open: [{ from: '09:00', to: '12:00' }] },
  { date: '2026-12-24', open: [] },
];

const seedFile = async (content: unknown): Promise<string> => {
  const path = join(dir, 'seed.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const newEvent = (terminal: string) => ({
  specversion: '1.0',
  id: uuidv7(),
  source: `/terminals/${terminal}`,
  time: '2026-11-18T15:59:00.000Z',
  sequence: 1,
  type: 'stadtfenster.visit.started',
  data: { visit: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' },
});

describe('a city on a data folder', () => {
  it(
    'is worked on by the commands before, while and after it runs, and after it was killed',
    async () => {
      // Before: the commands open the store themselves.
      expect(await onDir(site, 'add', '--name', 'Stadtbibliothek', '--id', 'bib')).toBe('bib');
      expect(await onDir(site, 'list')).toBe('bib  Stadtbibliothek');
      expect(await onDir(terminals)).toMatch(/^No terminal has been enrolled yet/);
      const firstCode = await onDir(enrolmentCode, '--site', 'bib');
      expect(enrolmentCodeSchema.safeParse(firstCode).success).toBe(true);

      const child = start(['--port', '0', '--data', dir], BBB);
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      const ready = String((await lines.next()).value);
      const url = /ready at (\S+) /.exec(ready)?.[1] ?? '';
      const tokenFor = async (given: string): Promise<string> =>
        (await enrolMachine({ url, createEnrolmentCode: () => Promise.resolve(given) }, { site: 'bib' })).token;
      const before = await tokenFor(firstCode);
      expect(before).toMatch(/^bib-1\./);
      const ask = (path: string, bearer: string, body?: unknown) =>
        fetch(new URL(path, url), {
          method: body === undefined ? 'GET' : 'POST',
          headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
          body: body === undefined ? null : JSON.stringify(body),
        });
      expect(contentIn(await (await ask(CITY_PATHS.configuration, before)).json()).configuration.site).toBe(
        'Stadtbibliothek',
      );
      expect(await (await ask(CITY_PATHS.rooms, before)).json()).toEqual({ rooms: [] });

      // While: they go through the running process, over a socket that is for this user only.
      const socket = (await findFolderOwner(dir))?.socket ?? '';
      expect((await stat(socket)).mode & 0o777).toBe(0o600);
      expect((await stat(join(dir, 'store'))).mode & 0o077).toBe(0);
      const meanwhile = await tokenFor(
        await onDir(enrolmentCode, '--site', 'bib', '--terminal', 'bib-2', '--valid', '2h'),
      );
      expect(await onDir(site, 'add', '--name', 'Bücherei am Straßenbahnhof')).toBe('buecherei-am-strassenbahnhof');
      expect(await onDir(move, '--terminal', 'bib-1', '--site', 'buecherei-am-strassenbahnhof')).toMatch(
        /^bib-1 is at/,
      );
      expect(await onDir(revoke, '--terminal', 'bib-1')).toBe('bib-1 is not a terminal of this city any more.');
      expect((await onDir(terminals)).split('\n')).toEqual([
        expect.stringMatching(
          /^bib-1 .*REVOKED {2}buecherei-am-strassenbahnhof \(Bücherei am Straßenbahnhof\) {2}ring standard$/,
        ),
        expect.stringMatching(/^bib-2 .*enrolled {2}bib \(Stadtbibliothek\) {2}ring standard$/),
      ]);
      expect((await ask(CITY_PATHS.rooms, before)).status).toBe(401);
      expect((await ask(CITY_PATHS.events, meanwhile, [newEvent('bib-2')])).status).toBe(202);
      expect(await onDir(events)).toMatch(/bib-2 {5}visit\.started {2}someone touched the screen$/);

      const stop = new AbortController();
      const followed: string[] = [];
      const shown = (text: string) => {
        followed.push(text);
        if (followed.length === 2) stop.abort();
      };
      const following = events.run(['--follow', '--data', dir], { env: {}, print: shown, stop: stop.signal });
      await vi.waitUntil(() => followed.length === 1, STARTING_MS);
      await ask(CITY_PATHS.events, meanwhile, [newEvent('bib-2')]);
      await following;
      expect(followed[1]).toMatch(/^\S+ \S+ {2}bib-2 {5}visit\.started {2}someone touched the screen$/);

      const imported = await seedFile({ city: 'Musterstadt', rooms: [{ id: 'a', title: { de: 'Raum A' } }] });
      expect(await onDir(importCity, imported)).toBe('Rooms of Musterstadt now: 1.');
      expect(await (await ask(CITY_PATHS.rooms, meanwhile)).json()).toMatchObject({ rooms: [{ id: 'a' }] });
      const forModerators = await onDir(code, '--room', 'a', '--moderator');
      expect(forModerators).toMatch(/^\w{3}-\w{3}-\w{4}$/);
      const checked = await ask(CITY_PATHS.code, meanwhile, { code: forModerators, room: null });
      expect(await checked.json()).toMatchObject({ room: { id: 'a' }, role: 'moderator' });
      const short = await onDir(code, '--room', 'a', '--moderator', '--valid', '10d');
      expect((await ask(CITY_PATHS.code, meanwhile, { code: short, room: null })).status).toBe(200);
      for (const span of ['366d', 'long']) {
        await expect(onDir(code, '--room', 'a', '--moderator', '--valid', span)).rejects.toThrow(
          /^--valid is a time like .* at most 365d\.$/,
        );
      }
      // A person sees the QR too; for print it is a file for the owner only.
      const picture = join(dir, 'code.svg');
      const shownLines: string[] = [];
      const printed = (line: string) => void shownLines.push(line);
      const calling = ['--room', 'a', '--moderator', '--qr', picture, '--data', dir];
      await code.run(calling, { env: {}, print: printed, isRead: true, stop: new AbortController().signal });
      const [given = '', seen] = shownLines;
      expect(seen).toBe(codeInWindow(given));
      expect(await readFile(picture, 'utf8')).toBe(codeForPrint(given));
      expect((await stat(picture)).mode & 0o077).toBe(0);
      await expect(onDir(code, '--room', 'a', '--moderator', '--qr', join(dir, 'none', 'code.svg'))).rejects.toThrow(
        /^The code above is good, but .*code\.svg cannot be written \(ENOENT\)\.$/,
      );
      // A backup is written by the running process; nobody brings one back under its feet.
      const saved = join(dir, 'saved');
      expect(await onDir(backup, '--to', saved)).toMatch(/saved holds all \d+ rows\.$/);
      await expect(onDir(restore, '--from', saved, '--yes')).rejects.toThrow(/^Another process \(\d+\) is using/);
      await expect(onDir(code, '--room', 'a')).rejects.toThrow(/open to everyone/);
      await expect(onDir(enrolmentCode, '--site', 'Not A Name')).rejects.toThrow(/small letters, digits and hyphens/);
      await expect(onDir(site, 'add', '--name', 'Stadt\tbibliothek')).rejects.toThrow(
        /^A site has a name of 1 to 80 plain/,
      );
      await expect(onDir(move, '--terminal', 'bib-2', '--ring', 'Früh')).rejects.toThrow(/^Sites and rings are named/);
      await expect(onDir(enrolmentCode, '--site', 'none')).rejects.toThrow('There is no site none;');

      // A second server on the folder is told so.
      const second = await finish(start(['--port', '0', '--data', dir], BBB));
      expect(second).toMatchObject({ code: 1, out: '' });
      expect(second.err).toMatch(/^Another process \(\d+\) is using the folder .*\n$/);

      // After a kill: the lock of the dead is no obstacle.
      child.kill('SIGKILL');
      await once(child, 'exit');
      const [one, other] = await Promise.all([onDir(events, '--json'), onDir(events, '--json', '--last', '2')]);
      expect(other).toBe(one);
      expect(one.split('\n').map((line): unknown => JSON.parse(line))).toMatchObject([
        { source: '/terminals/bib-2' },
        { source: '/terminals/bib-2' },
      ]);
      // After: the command opens the store itself again; an earlier code is replaced, never shown.
      const another = await onDir(code, '--room', 'a', '--moderator');
      expect(accessCodeSchema.safeParse(another).success).toBe(true);
      expect(another).not.toBe(forModerators);
      expect(await onDir(restore, '--from', saved, '--yes')).toMatch(/^The store holds the \d+ rows of .*saved now\.$/);
      const restored = await withStore({ folder: dir }, ({ db }) => readAuditLog(db));
      expect(restored.entries[0]).toMatchObject({ account: null, act: 'backup-restored' });
      await expect(onDir(events, '--follow')).rejects.toThrow('The city endpoint does not run');
    },
    STARTING_MS,
  );

  it(
    'ends well when it is told to stop',
    async () => {
      const child = start(['--port', '0', '--data', dir], BBB);
      const ended = finish(child);
      await once(child.stdout, 'data');
      child.kill('SIGTERM');
      expect(await ended).toMatchObject({ code: 0, err: '' });
    },
    STARTING_MS,
  );
});

describe('the command line', () => {
  it(
    'says in one sentence what is missing, knows its words and explains itself',
    async () => {
      const calls = [['--data', dir], ['tokens'], ['terminals', '--help']];
      const [nothing, unknown, help] = await Promise.all(calls.map((args) => finish(start(args))));
      expect(nothing).toEqual({
        code: 1,
        out: '',
        err: 'Set BBB_URL and BBB_SECRET to the address and secret of the BBB server, as bbb-conf --secret prints them there.\n',
      });
      const words =
        'site, enrolment-code, terminals, revoke, move, code, pin, account, events, help, command, commands, import, backup, restore, simulate';
      const err = `There is no command tokens; there are ${words}.\n`;
      expect(unknown).toEqual({ code: 1, out: '', err });
      expect(help).toEqual({ code: 0, out: `${terminals.help}\n`, err: '' });
    },
    STARTING_MS,
  );

  it.each([
    ['a port that is none', serve, ['--port', '70000'], /^--port must be a whole number from 0 to 65535\.$/],
    ['an unknown option', serve, ['--frob'], /^Unknown option '--frob'/],
    ['no site', enrolmentCode, [], /^Name the site: --site ID\.$/],
    ['a span that is none', enrolmentCode, ['--site', 'a', '--valid', '10'], /^--valid is a time like .* 365d\.$/],
    ['a code for more than a year', enrolmentCode, ['--site', 'a', '--valid', '366d'], /^--valid is a time like/],
    ['a city without https', enrolmentCode, ['--site', 'a', '--city', 'http://a.example'], /^--city needs the https/],
    ['no terminal', revoke, [], /^Name the terminal: --terminal NAME\.$/],
    ['nowhere to move to', move, ['--terminal', 'a'], /^Name the terminal, and the site or the ring:/],
    ['nothing to do with sites', site, [], /^Say what is to be done:/],
    ['a site without a name', site, ['add'], /^Name the site: --name "NAME"\.$/],
    [
      'a folder that cannot be',
      revoke,
      ['--terminal', 'a', '--data', '/dev/null/x'],
      /^The folder .* cannot be used \(ENOTDIR\)/,
    ],
    [
      'a city that does not run',
      help,
      ['--data', 'none'],
      /^The city endpoint does not run, so nobody can call for help\.$/,
    ],
    ['no room', code, [], /^Name the room: --room ID\.$/],
    ['no file to write to', backup, [], /^Name the file: --to FILE\.$/],
    ['no file to read from', restore, [], /^Name the file: --from FILE\.$/],
    ['no file', importCity, [], /^Name one file: import FILE\.json\.$/],
    ['a file that is not there', importCity, ['none.json'], /^none\.json cannot be read \(ENOENT\)\.$/],
    [
      'a folder without a store',
      events,
      ['--data', 'none'],
      /^There is no store in none; say where with --data DIR\.$/,
    ],
    ['a count that is none', events, ['--last', 'x'], /^--last must be a whole number from 1 to 100000\.$/],
  ])('says in a sentence what is wrong with %s', async (_name, command, args, sentence) => {
    await expect(run(command, ...args)).rejects.toThrow(sentence);
  });

  it('says what is wrong with how long things are kept', async () => {
    for (const CITY_KEEP_DAYS of ['heartbeats=13', 'erika=30', 'heartbeats', 'visits=x']) {
      const context = { env: { ...BBB, CITY_KEEP_DAYS }, print: () => undefined, stop: new AbortController().signal };
      await expect(serve.run([], context)).rejects.toThrow(/^CITY_KEEP_DAYS must be like heartbeats=30,problems=90/);
    }
  });

  it.each([
    ['{"rooms":[', /is not valid JSON/],
    ['[]', /does not describe a city:.*expected object/s],
    [{ rooms: [{ id: 'A b', title: { de: 'Raum' } }] }, /at rooms\[0\]\.id/],
    [{ rooms: [{ id: 'a', title: { de: 'Raum' }, schedule: [{ weekday: 1, start: '25:00', end: '1' }] }] }, /17:00/],
    [{ rooms: ['a', 'a'].map((id) => ({ id, title: { de: 'Raum' } })) }, /must not use a room id twice/],
    [{ timeZone: 'Europe/Gera' }, /must be a time zone like Europe\/Berlin/],
    [{ citty: 'Musterstadt' }, /citty/],
    [{ city: 'Muster\u0000stadt' }, /holds U\+0000, which is no character\.$/],
    [{ terms: { version: '1', summary: [{ de: 'Hallo \ud83d' }], fullText: [{ de: 'a' }] } }, /holds U\+D83D/],
    [{ sites: [{ id: 'bib', name: 'Stadt\tbibliothek' }] }, /one line of plain text.*at sites\[0\]\.name/s],
    [{ openingHours: { weekly: [], exceptions: CHRISTMAS_TWICE } }, /two exceptions for one date.*exceptions/s],
  ])('says what is wrong with the file %j', async (content, sentence) => {
    await expect(onDir(importCity, await seedFile(content))).rejects.toThrow(sentence);
  });

  it('takes the file that it shows as an example', async () => {
    const [, example = ''] = importCity.help.split('A small file:');
    expect((await readSeedFile(await seedFile(example))).rooms).toHaveLength(1);
    // What is written like an escape, and characters beyond the first 65,536, are as good as any.
    const seed = await seedFile({ city: '\\u0000 \u{1F3DB}' });
    expect((await readSeedFile(seed)).city).toBe('\\u0000 \u{1F3DB}');
  });
});
