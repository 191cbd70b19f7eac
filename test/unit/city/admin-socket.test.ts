import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdminSocket, openAdminSocket } from '../../../city/admin/admin-socket.ts';
import type { CityAdmin } from '../../../city/admin/admin.ts';
import { remoteAdmin } from '../../../city/admin/admin-client.ts';
import type { OpenHelpCall } from '../../../city/help/help-calls.ts';
import type { TerminalReport } from '../../../city/orders/command-reports.ts';
import type { StoredCommand } from '../../../city/orders/command-store.ts';
import { OperatorProblem } from '../../../city/operator-problem.ts';

let dir: string;
let socket: AdminSocket;
let calls: unknown[];

const HELP_CALL: OpenHelpCall = {
  id: '00c0ffee',
  terminal: 'bib-1',
  step: 'terms',
  locale: 'de',
  answered: false,
  since: 1,
};

const COMMAND: StoredCommand = {
  id: '0193a3a5-4f1c-7000-8000-00000000abcd',
  version: 7,
  audience: { all: true },
  command: { act: 'identify' },
  by: 'it',
  issuedAt: 1,
  expiresAt: 2,
};
const DONE: TerminalReport = { terminal: 'bib-1', state: 'done', heardAt: 2, hasAttachment: true };

/** A city that remembers what it was asked to do, and cannot do anything for the terminal `bad-1`. */
const admin: CityAdmin = {
  createDeviceToken: (request) => {
    calls.push(request);
    if (request.terminal === 'bad-1') return Promise.reject(new OperatorProblem('This one is bad.'));
    if (request.terminal === 'bad-2') return Promise.reject(new Error('Erika-Planted'));
    return Promise.resolve(`${request.terminal}.token`);
  },
  createAccessCode: (request) => {
    calls.push(request);
    return Promise.resolve('7K4-M2P-X9RT');
  },
  createServicePin: (request) => {
    calls.push(request);
    return Promise.resolve('48151623');
  },
  listEvents: (query) => {
    calls.push(query);
    return Promise.resolve([]);
  },
  importSeed: (seed) => {
    calls.push(seed);
    return Promise.resolve();
  },
  listHelpCalls: () => Promise.resolve([HELP_CALL]),
  answerHelpCall: (call) => {
    calls.push(call);
    if (call.id !== HELP_CALL.id) return Promise.reject(new OperatorProblem('Nobody waits.'));
    return Promise.resolve({ ...HELP_CALL, answered: true });
  },
  listAudience: (audience) => {
    calls.push(audience);
    return Promise.resolve(['bib-1', 'bib-2']);
  },
  sendCommand: (command) => {
    calls.push(command);
    return Promise.resolve(COMMAND);
  },
  listCommands: (query) => {
    calls.push(query);
    return Promise.resolve([{ ...COMMAND, terminals: [DONE] }]);
  },
  readAttachment: (query) => {
    calls.push(query);
    return Promise.resolve({ kind: 'log', body: 'W10=' });
  },
  backup: (request) => {
    calls.push(request);
    return Promise.resolve(7);
  },
  accounts: {
    createFirstLink: () => Promise.resolve('a-token'),
    add: (request) => {
      calls.push(request);
      return Promise.resolve('a-password');
    },
    list: () => Promise.resolve([{ name: 'anna', role: 'reader', createdAt: 1 }]),
    remove: (account) => {
      calls.push(account);
      return Promise.resolve();
    },
  },
};

beforeEach(async () => {
  calls = [];
  dir = await mkdtemp(join(tmpdir(), 'city-admin-'));
  socket = await openAdminSocket(dir, admin);
});
afterEach(async () => {
  await socket.close();
  await rm(dir, { recursive: true, force: true });
});

describe('the admin socket', () => {
  it('does what another process of the same user asks for', async () => {
    const remote = remoteAdmin(socket.path);
    expect(await remote.createDeviceToken({ terminal: 'bib-1', site: 'Stadtbibliothek' })).toBe('bib-1.token');
    expect(await remote.createAccessCode({ room: 'a', role: 'moderator' })).toBe('7K4-M2P-X9RT');
    expect(await remote.createServicePin({ role: 'librarian', pin: '48151623' })).toBe('48151623');
    expect(await remote.listEvents({ after: 3, limit: 5 })).toEqual([]);
    await remote.importSeed({ city: 'Musterstadt' });
    expect(calls).toEqual([
      { terminal: 'bib-1', site: 'Stadtbibliothek' },
      { room: 'a', role: 'moderator' },
      { role: 'librarian', pin: '48151623' },
      { after: 3, limit: 5 },
      expect.objectContaining({ city: 'Musterstadt', timeZone: 'Europe/Berlin', rooms: [] }),
    ]);
  });

  it('passes on the sentences meant for operators, and no other', async () => {
    const remote = remoteAdmin(socket.path);
    await expect(remote.createDeviceToken({ terminal: 'bad-1' })).rejects.toThrow('This one is bad.');
    await expect(remote.createDeviceToken({ terminal: 'bad-2' })).rejects.toThrow(
      'The running city endpoint could not do this.',
    );
    await expect(remote.createDeviceToken({ terminal: 'A b' })).rejects.toThrow(/small letters, digits and hyphens/);
  });

  it('lists who waits for the staff, and answers', async () => {
    const remote = remoteAdmin(socket.path);
    expect(await remote.listHelpCalls()).toEqual([HELP_CALL]);
    expect(await remote.answerHelpCall({ id: '00c0ffee' })).toEqual({ ...HELP_CALL, answered: true });
    await expect(remote.answerHelpCall({ id: 'nobody' })).rejects.toThrow('Nobody waits.');
    expect(calls).toEqual([{ id: '00c0ffee' }, { id: 'nobody' }]);
  });

  it('gives terminals a command, and reads what became of it', async () => {
    const remote = remoteAdmin(socket.path);
    expect(await remote.listAudience({ site: 'Rathaus' })).toEqual(['bib-1', 'bib-2']);
    const order = { audience: { all: true }, command: { act: 'identify' }, validSeconds: 60, by: 'it' } as const;
    expect(await remote.sendCommand(order)).toEqual(COMMAND);
    expect(await remote.listCommands({ limit: 3 })).toEqual([{ ...COMMAND, terminals: [DONE] }]);
    const query = { id: COMMAND.id, terminal: 'bib-1' };
    expect(await remote.readAttachment(query)).toEqual({ kind: 'log', body: 'W10=' });
    expect(calls).toEqual([{ site: 'Rathaus' }, order, { limit: 3 }, query]);
  });

  it('writes a backup', async () => {
    expect(await remoteAdmin(socket.path).backup({ file: '/backups/city', overwrite: false })).toBe(7);
    expect(calls).toEqual([{ file: '/backups/city', overwrite: false }]);
  });

  it('keeps the accounts of the dashboard', async () => {
    const { accounts } = remoteAdmin(socket.path);
    expect(await accounts.createFirstLink()).toBe('a-token');
    expect(await accounts.add({ name: 'anna', role: 'reader' })).toBe('a-password');
    expect(await accounts.list()).toEqual([{ name: 'anna', role: 'reader', createdAt: 1 }]);
    await accounts.remove({ name: 'anna' });
    expect(calls).toEqual([{ name: 'anna', role: 'reader' }, { name: 'anna' }]);
  });

  it('is for this user only', async () => {
    expect((await stat(socket.path)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(socket.path))).mode & 0o777).toBe(0o700);
  });

  it('says in a sentence that nobody answers any more', async () => {
    await socket.close();
    await expect(remoteAdmin(socket.path).listEvents({})).rejects.toThrow(
      'The running city endpoint does not answer; try again or stop it.',
    );
  });

  it('takes the place of one that was left over', async () => {
    await socket.close();
    await mkdir(dirname(socket.path));
    socket = await openAdminSocket(dir, admin);
    expect(await remoteAdmin(socket.path).listEvents({})).toEqual([]);
  });

  it('is reached in a folder whose name is longer than the address of a socket may be', async () => {
    await socket.close();
    const long = join(dir, 'a'.repeat(120));
    await mkdir(long);
    socket = await openAdminSocket(long, admin);
    expect(await remoteAdmin(socket.path).listEvents({})).toEqual([]);
    expect((await stat(dirname(socket.path))).mode & 0o777).toBe(0o700);
    await socket.close();
    await expect(stat(dirname(socket.path))).rejects.toThrow('ENOENT');
  });
});
