import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAuditLog } from '../../../city/accounts/audit-log.ts';
import { adminOf, type CityAdmin } from '../../../city/admin/admin.ts';
import { createHelpCalls } from '../../../city/help/help-calls.ts';
import type { Store } from '../../../city/store/open-store.ts';
import { seatTerminals } from '../../seat-terminals.ts';
import { openTestStore, SEED, START, STARTING_MS } from './city-for-test.ts';

let folder: string;
let store: Store;
let admin: CityAdmin;

const now = () => START;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'city-audit-'));
  store = await openTestStore();
  admin = adminOf(store, now, createHelpCalls(store.db, now));
}, STARTING_MS);

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

it('is in the audit log with what it was about, and without any secret: what changes a city at the command line', async () => {
  await admin.importSeed(SEED);
  await admin.addSite({ id: 'nord', name: 'Nord' });
  await seatTerminals(store.db, ['bib-1'], START);
  const secrets = [
    await admin.createEnrolmentCode({ site: 'nord' }),
    await admin.createEnrolmentCode({ site: 'nord', terminal: 'nord-1' }),
    await admin.createAccessCode({ room: 'vorstand', role: 'moderator' }),
    await admin.createServicePin({ role: 'operator' }),
  ];
  await admin.moveTerminal({ terminal: 'bib-1', ring: 'frueh' });
  const said = { de: 'Wir schließen gleich.', en: 'We close soon.' };
  await admin.sendCommand({
    audience: { ring: 'frueh' },
    command: { act: 'show-message', message: said, seconds: 60 },
    validSeconds: 60,
    by: 'root',
  });
  await admin.revokeTerminal({ terminal: 'bib-1' });
  await admin.backup({ file: join(folder, 'all'), overwrite: false });
  // What was not done is not in it.
  await expect(admin.revokeTerminal({ terminal: 'nowhere' })).rejects.toThrow();
  await expect(admin.createAccessCode({ room: 'nowhere', role: 'moderator' })).rejects.toThrow();

  const { entries } = await readAuditLog(store.db);
  expect(entries.every(({ account, at }) => account === null && at === START)).toBe(true);
  expect(entries.map(({ act, subject }) => [act, subject]).reverse()).toEqual([
    ['city-imported', SEED.city ?? ''],
    ['site-added', 'nord'],
    ['enrolment-code-made', 'nord'],
    ['enrolment-code-made', 'nord-1'],
    ['code-made', 'vorstand (moderator)'],
    ['pin-made', 'operator'],
    ['terminal-moved', 'bib-1'],
    ['command-given', 'show-message ring frueh'],
    ['terminal-revoked', 'bib-1'],
    ['backup-written', null],
  ]);
  for (const secret of [...secrets, said.de]) expect(JSON.stringify(entries)).not.toContain(secret);
});
