import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { account } from '../../../city/commands/account.ts';
import { CITY_PATHS, cityErrorSchema } from '../../../contract/city-api.ts';
import {
  type AccountRole,
  accountRoleSchema,
  auditPageSchema,
  DASHBOARD_PATHS,
  fleetSchema,
  openCallsSchema,
  terminalPageSchema,
} from '../../../contract/dashboard.ts';
import { plainActSchema } from '../../../contract/command.ts';
import { commandRowsSchema } from '../../../contract/dashboard-commands.ts';
import { daysSchema } from '../../../contract/day.ts';
import { commandActSchema } from '../../../contract/order-result.ts';
import { firstIdAt } from '../../../city/events/first-id.ts';
import { startReport } from '../../../main/report/report.ts';
import { ownFolder } from '../main/own-folder.ts';
import { startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

const MINUTE = 60_000;

let dir: string;
let test: TestCity;

interface BrowserOptions {
  /** Null leaves it out. */
  readonly site?: string | null;
  readonly origin?: string | null;
  readonly from?: string;
  readonly headers?: Record<string, string>;
}

/** What a browser does: keeps the cookie, and says where its requests come from. */
class Browser {
  cookie = '';
  setCookie = '';

  async ask(method: string, path: string, body?: unknown, options: BrowserOptions = {}) {
    const { site = 'same-origin', origin = 'http://127.0.0.1', from = '192.0.2.1' } = options;
    const answer = await fetch(new URL(path, test.city.url), {
      method,
      headers: {
        'x-forwarded-for': `203.0.113.9, ${from}`,
        ...(site === null ? {} : { 'sec-fetch-site': site }),
        ...(origin === null ? {} : { origin }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookie === '' ? {} : { cookie: `other=1; ${this.cookie}` }),
        ...options.headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    this.setCookie = answer.headers.get('set-cookie') ?? this.setCookie;
    const [pair = ''] = this.setCookie.split(';');
    this.cookie = pair;
    const text = await answer.text();
    const json: unknown = text === '' ? null : JSON.parse(text);
    const code = cityErrorSchema.safeParse(json).data?.error.code ?? null;
    return { status: answer.status, headers: answer.headers, json, code };
  }

  get = (path: string, options?: BrowserOptions) => this.ask('GET', path, undefined, options);
  signIn = (name: string, password: string, options?: BrowserOptions) =>
    this.ask('POST', DASHBOARD_PATHS.session, { name, password }, options);
}

const run = async (args: readonly string[], typed = ''): Promise<string[]> => {
  const printed: string[] = [];
  await account.run([...args, '--data', dir], {
    env: {},
    print: (text) => printed.push(text),
    firstLine: () => Promise.resolve(typed),
    stop: new AbortController().signal,
  });
  return printed;
};

const passwords = new Map<AccountRole, string>();
const signedInAs = async (role: AccountRole): Promise<Browser> => {
  const browser = new Browser();
  expect((await browser.signIn(role, passwords.get(role) ?? '')).status).toBe(200);
  return browser;
};

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'city-dashboard-'));
  test = await startTestCity(dir);
  for (const role of accountRoleSchema.options) {
    const [password = ''] = await run(['add', '--name', role, '--role', role]);
    passwords.set(role, password);
  }
}, STARTING_MS);
beforeEach(() => {
  // Beyond all waits for wrong passwords.
  test.clock.now += 60 * MINUTE;
});
afterAll(async () => {
  await test.close();
  await rm(dir, { recursive: true, force: true });
});

const tell = async (sequence: number, type: string, data: object): Promise<void> => {
  const event = {
    specversion: '1.0',
    id: firstIdAt(test.clock.now) + uuidv7().slice(15),
    source: '/terminals/bib-1',
    time: new Date(test.clock.now).toISOString(),
    sequence,
    type,
    data,
  };
  expect((await test.post(CITY_PATHS.events, [event])).status).toBe(202);
};

const auditOf = async () => {
  const operator = await signedInAs('operator');
  return auditPageSchema.parse((await operator.get(DASHBOARD_PATHS.audit)).json).entries;
};

describe('the accounts at the command line', () => {
  it('are listed without anything secret, and made with sentences for what may not be', async () => {
    const listed = await run(['list']);
    expect(listed.map((line) => line.split('  ').slice(0, 2))).toEqual([
      ['librarian', 'librarian'],
      ['operator', 'operator'],
      ['reader', 'reader'],
    ]);
    const refusals: [string[], string, RegExp][] = [
      [['add', '--name', 'Anna Ä', '--role', 'reader'], '', /small letters/],
      [['add', '--name', 'reader', '--role', 'reader'], '', /already/],
      [['add', '--name', 'kurz', '--role', 'reader', '--stdin'], 'kurz', /12 to 200/],
      [['add', '--name', 'anna', '--role', 'mayor'], '', /--role/],
      [['add', '--role', 'reader'], '', /--name/],
      [['remove', '--name', 'nobody'], '', /no account/],
      [['first-link', '--url', 'nirgends'], '', /--url/],
      [['list', 'more'], '', /one act/],
      [[], '', /first-link/],
    ];
    for (const [args, typed, sentence] of refusals) await expect(run(args, typed)).rejects.toThrow(sentence);
  });

  it('end with their sessions when they are removed', async () => {
    expect(await run(['add', '--name', 'eve', '--role', 'reader', '--stdin'], 'ein langes Kennwort')).toEqual([]);
    const browser = new Browser();
    expect((await browser.signIn(' Eve ', 'ein langes Kennwort')).json).toEqual({ name: 'eve', role: 'reader' });
    await run(['remove', '--name', 'eve']);
    expect((await browser.get(DASHBOARD_PATHS.session)).code).toBe('signed-out');
  });
});

describe('the first administrator', () => {
  const make = (link: string, name: string) =>
    new Browser().ask('POST', DASHBOARD_PATHS.firstAccount, { link, name, password: 'ein langes Kennwort' });
  const newLink = async (): Promise<string> => {
    const [link = ''] = await run(['first-link', '--url', 'https://city.example.org/']);
    expect(link).toMatch(/^https:\/\/city\.example\.org\/dashboard\/#\/first\/[\w-]{43}$/);
    return link.slice(-43);
  };

  it('makes an account with a link that works once, for a day, until there is a newer one', async () => {
    const old = await newLink();
    const link = await newLink();
    expect((await make(old, 'first')).code).toBe('link-wrong');
    expect((await make(link, 'operator')).code).toBe('name-taken');
    expect(await make(link, 'first')).toMatchObject({ status: 200, json: { name: 'first', role: 'operator' } });
    expect((await make(link, 'second')).code).toBe('link-wrong');
    const late = await newLink();
    test.clock.now += 24 * 60 * MINUTE;
    expect((await make(late, 'second')).code).toBe('link-wrong');
    expect((await make('', 'second')).code).toBe('link-wrong');
  });
});

describe('a sign-in', () => {
  it('gives a cookie that scripts and other hosts cannot reach', async () => {
    const browser = new Browser();
    const sign = (origin: string) => browser.signIn('reader', passwords.get('reader') ?? '', { origin });
    await sign('http://127.0.0.1');
    expect(browser.setCookie).toMatch(/^stadtfenster=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    await sign('https://city.example.org');
    expect(browser.setCookie).toMatch(/^__Host-stadtfenster=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    expect((await browser.get(DASHBOARD_PATHS.session)).status).toBe(200);
  });

  it('is refused alike for a wrong password and a name that is none, and for a minute after five of them', async () => {
    for (const name of ['librarian', 'nobody']) {
      const browser = new Browser();
      for (let attempt = 0; attempt < 5; attempt += 1) {
        expect(await browser.signIn(name, 'falsch')).toMatchObject({ status: 403, code: 'sign-in-wrong' });
      }
      const waiting = await browser.signIn(name, passwords.get('librarian') ?? '');
      expect([waiting.status, waiting.code, waiting.headers.get('retry-after')]).toEqual([429, 'sign-in-wait', '60']);
    }
    // Somewhere else the owner of the account gets in.
    const owner = await new Browser().signIn('librarian', passwords.get('librarian') ?? '', { from: '192.0.2.2' });
    expect(owner.status).toBe(200);
    test.clock.now += MINUTE;
    expect((await new Browser().signIn('librarian', passwords.get('librarian') ?? '')).status).toBe(200);
  });

  it('is kept for the audit log, without what was typed', async () => {
    await new Browser().signIn('reader', 'Geheimes-Kennwort');
    await new Browser().signIn('Geheimes-Kennwort', '');
    const entries = await auditOf();
    expect(entries.slice(0, 3)).toMatchObject([
      { act: 'signed-in', account: 'operator' },
      { act: 'sign-in-refused', account: null, subject: null },
      { act: 'sign-in-refused', account: null, subject: 'reader' },
    ]);
    expect(JSON.stringify([entries, test.log])).not.toMatch(/geheimes/i);
  });
});

describe('a session', () => {
  it('ends after half an hour without use, which a page that nobody touches does not count as', async () => {
    const browser = await signedInAs('reader');
    test.clock.now += 29 * MINUTE;
    expect((await browser.get(DASHBOARD_PATHS.fleet)).status).toBe(200);
    test.clock.now += 29 * MINUTE;
    expect((await browser.get(DASHBOARD_PATHS.fleet, { headers: { 'x-unattended': '1' } })).status).toBe(200);
    test.clock.now += 2 * MINUTE;
    expect((await browser.get(DASHBOARD_PATHS.fleet)).code).toBe('signed-out');
  });

  it('ends after twelve hours in any case', async () => {
    const browser = await signedInAs('reader');
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      test.clock.now += 20 * MINUTE;
      expect((await browser.get(DASHBOARD_PATHS.session)).status).toBe(200);
    }
    test.clock.now += 20 * MINUTE;
    expect((await browser.get(DASHBOARD_PATHS.session)).code).toBe('signed-out');
  });

  it('ends when somebody signs out, and everywhere when they change their password', async () => {
    const one = await signedInAs('reader');
    const other = await signedInAs('reader');
    const next = 'ein ganz anderes Kennwort';
    const change = (current: string) => one.ask('POST', DASHBOARD_PATHS.password, { current, next });
    expect((await change('falsch')).code).toBe('sign-in-wrong');
    expect((await change(passwords.get('reader') ?? '')).status).toBe(200);
    passwords.set('reader', next);
    expect((await other.get(DASHBOARD_PATHS.session)).code).toBe('signed-out');
    const { cookie } = one;
    expect((await one.ask('DELETE', DASHBOARD_PATHS.session)).status).toBe(204);
    expect(one.cookie).toBe('stadtfenster=');
    one.cookie = cookie;
    expect((await one.get(DASHBOARD_PATHS.session)).code).toBe('signed-out');
  });
});

describe('what another page wants in the name of somebody who is signed in', () => {
  it.each([
    [{ site: 'cross-site' }, false],
    [{ site: 'same-site' }, false],
    [{ site: 'none' }, false],
    [{ site: null, origin: null }, false],
    [{ site: null, origin: 'null' }, false],
    [{ site: null, origin: 'https://evil.example.org' }, false],
    [{ site: 'same-origin' }, true],
  ] as const)('is refused, at the sign-in too: %j', async (options, isOwn) => {
    const browser = new Browser();
    const wrong = await browser.ask('POST', DASHBOARD_PATHS.session, { name: '', password: '' }, options);
    expect(wrong.code).toBe(isOwn ? 'sign-in-wrong' : 'foreign-page');
    expect((await browser.ask('DELETE', DASHBOARD_PATHS.session, undefined, options)).code).toBe(
      isOwn ? 'signed-out' : 'foreign-page',
    );
  });

  it('is told by the origin where the browser does not say more', async () => {
    const origin = new URL(test.city.url).origin;
    expect((await new Browser().signIn('', '', { site: null, origin })).code).toBe('sign-in-wrong');
  });
});

describe('each address of the dashboard', () => {
  const FOR_ALL = accountRoleSchema.options;
  const ADDRESSES: readonly (readonly [path: string, roles: readonly AccountRole[]])[] = [
    [DASHBOARD_PATHS.session, FOR_ALL],
    [DASHBOARD_PATHS.fleet, FOR_ALL],
    [DASHBOARD_PATHS.terminal('bib-1'), FOR_ALL],
    [`${DASHBOARD_PATHS.days}?terminals=bib-1`, FOR_ALL],
    [DASHBOARD_PATHS.helpCalls, FOR_ALL],
    [DASHBOARD_PATHS.commands, FOR_ALL],
    [DASHBOARD_PATHS.audit, ['operator']],
  ];

  it('is open to the roles that may, and to nobody else', async () => {
    for (const role of FOR_ALL) {
      const browser = await signedInAs(role);
      for (const [path, roles] of ADDRESSES) {
        const { status, code } = await browser.get(path);
        const expected = roles.includes(role) ? [200, null] : [403, 'role-insufficient'];
        expect([role, path, status, code]).toEqual([role, path, ...expected]);
      }
    }
  });

  it('asks for a session: nothing else opens it, a device token neither; and a session opens nothing of v1', async () => {
    const stranger = new Browser();
    const token = { headers: { authorization: `Bearer ${test.token}` } };
    for (const [path] of ADDRESSES) {
      expect((await stranger.get(path)).code).toBe('signed-out');
      expect((await stranger.get(path, token)).code).toBe('signed-out');
      stranger.cookie = 'stadtfenster=x';
    }
    const operator = await signedInAs('operator');
    expect((await operator.get(CITY_PATHS.configuration)).code).toBe('unauthorized');
  });
});

describe('the fleet', () => {
  it('shows every terminal with what was newest of it, and an answer that has not changed only once', async () => {
    await test.enrol('pavillon-1', 'pavillon');
    const reader = await signedInAs('reader');
    const fleet = async () => {
      test.clock.now += 10_000;
      return fleetSchema.parse((await reader.get(DASHBOARD_PATHS.fleet)).json).terminals;
    };
    expect(await fleet()).toMatchObject([
      { id: 'pavillon-1', site: 'Klima-Pavillon', state: 'never-heard' },
      { id: 'bib-1', site: 'Stadtbibliothek', state: 'never-heard', version: null, heardAt: null },
    ]);
    await tell(1, 'stadtfenster.terminal.started', {
      version: '1.2.3',
      electron: '45.4.1',
      chromium: '140.0',
      sandboxed: true,
    });
    await tell(2, 'stadtfenster.visit.started', { visit: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' });
    const started = test.clock.now;
    expect((await fleet())[1]).toMatchObject({
      id: 'bib-1',
      site: 'Stadtbibliothek',
      siteId: 'bib',
      state: 'in-use',
      since: started,
      concerns: [],
      version: '1.2.3',
      heardAt: started,
      waiting: null,
    });
    const first = await reader.get(DASHBOARD_PATHS.fleet);
    const tag = first.headers.get('etag') ?? '';
    const again = await reader.get(DASHBOARD_PATHS.fleet, { headers: { 'if-none-match': tag } });
    expect([again.status, again.json]).toEqual([304, null]);
  });

  it('shows what the new machine tells that has taken the name of another one', async () => {
    const reader = await signedInAs('reader');
    const starts = async (version: string, times: number) => {
      const token = await test.enrol('pavillon-1', 'pavillon');
      const machine = await startReport(
        {
          folder: ownFolder(),
          terminal: 'pavillon-1',
          now: () => test.clock.now,
          send: async (events) =>
            (await test.post(CITY_PATHS.events, events, { token })).status === 202 ? 'taken' : 'later',
          batchMax: () => 20,
          random: () => 0.5,
          after: () => () => undefined,
        },
        () => undefined,
      );
      const started = { version, electron: '45.4.1', chromium: '140.0', sandboxed: true };
      for (let time = 0; time < times; time += 1) {
        expect(await machine.record('stadtfenster.terminal.started', started)).toBe(true);
      }
      await vi.waitUntil(() => machine.waiting() === 0);
      await machine.close();
      test.clock.now += 10_000;
      const { terminals } = fleetSchema.parse((await reader.get(DASHBOARD_PATHS.fleet)).json);
      return terminals.find(({ id }) => id === 'pavillon-1')?.version;
    };
    expect(await starts('1.2.2', 3)).toBe('1.2.2');
    expect(await starts('1.2.3', 1)).toBe('1.2.3');
  });

  it('has a page for each terminal, newest first, on which nothing is of what visitors thought of their visit', async () => {
    const visit = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
    await tell(3, 'stadtfenster.visit.feedback', { visit, rating: 4, words: 'Danke schön' });
    const operator = await signedInAs('operator');
    const page = await operator.get(DASHBOARD_PATHS.terminal('bib-1'));
    expect(terminalPageSchema.parse(page.json).events.map(({ event }) => event.sequence)).toEqual([2, 1]);
    expect(JSON.stringify(page.json)).not.toMatch(/Danke schön|rating/);
    const reader = await signedInAs('reader');
    expect((await reader.get(DASHBOARD_PATHS.terminal('nowhere'))).code).toBe('not-found');
  });
});

const HOUR = 60 * MINUTE;

const beat = (doing: string, more: object = {}) => ({
  doing,
  version: '1.2.3',
  electron: '45.4.1',
  chromium: '140.0',
  ...{ upSeconds: 1, machineUpSeconds: 1, clockAheadSeconds: 0 },
  spool: { waiting: 0, bytes: 0, dropped: 0, deadLetters: 0 },
  ...more,
});

describe('what is known of a terminal', () => {
  it('is what its newest heartbeat says, beside what it should be at, with the layer of each setting', async () => {
    await tell(9, 'stadtfenster.configuration.taken', {
      version: 1,
      layers: [{ field: 'devices', layers: ['default', 'machine'] }],
    });
    await tell(10, 'stadtfenster.terminal.heartbeat', beat('idle', { microphones: 2 }));
    const reader = await signedInAs('reader');
    const { wanted, terminal, settings } = terminalPageSchema.parse(
      (await reader.get(DASHBOARD_PATHS.terminal('bib-1'))).json,
    );
    expect(wanted).toMatchObject({ version: '1.2.3' });
    expect(terminal).toMatchObject({ version: '1.2.3', configurationVersion: null, devices: { microphones: 2 } });
    expect(settings.find(({ field }) => field === 'devices')?.layers).toEqual(['default', 'machine']);
  });

  it('is a bar for each of the last 24 hours, for terminals in sight only', async () => {
    await tell(11, 'stadtfenster.terminal.heartbeat', beat('idle'));
    test.clock.now += 24 * HOUR;
    await tell(12, 'stadtfenster.terminal.heartbeat', beat('in-meeting'));
    test.clock.now += 2 * HOUR;
    await tell(13, 'stadtfenster.terminal.heartbeat', beat('off'));
    test.clock.now += 2 * HOUR;
    const reader = await signedInAs('reader');
    const daysFor = (names: string) => reader.get(`${DASHBOARD_PATHS.days}?terminals=${names}`);
    const { days } = daysSchema.parse((await daysFor('bib-1,pavillon-1')).json);
    expect(days['bib-1']?.slice(-6)).toEqual(['silent', 'used', 'silent', 'off', 'off', 'off']);
    expect(days['pavillon-1']).toEqual(Array.from({ length: 24 }, () => 'absent'));
    for (const names of ['', 'Ä', Array.from({ length: 61 }, () => 'a').join(',')]) {
      expect((await daysFor(names)).code).toBe('invalid-request');
    }
    test.clock.now += 30 * HOUR;
    const later = await signedInAs('reader');
    const after = daysSchema.parse((await later.get(`${DASHBOARD_PATHS.days}?terminals=bib-1`)).json);
    expect(after.days['bib-1']).toEqual(Array.from({ length: 24 }, () => 'off'));
  });
});

describe('a command from the dashboard', () => {
  const give = (browser: Browser, act: string, audience: object = { terminal: 'bib-1' }) =>
    browser.ask('POST', DASHBOARD_PATHS.commands, { audience, command: { act }, validSeconds: 60 });
  const rowsFor = async (browser: Browser, query = '') =>
    commandRowsSchema.parse((await browser.get(`${DASHBOARD_PATHS.commands}${query}`)).json).commands;

  it('is given by operators, of some kinds by librarians, by nobody else, and kept for the audit log', async () => {
    const [operator, librarian, reader] = await Promise.all([
      signedInAs('operator'),
      signedInAs('librarian'),
      signedInAs('reader'),
    ]);
    for (const act of commandActSchema.options.filter((one) => plainActSchema.safeParse(one).success)) {
      const isForAll = act === 'identify' || act === 'end-visit';
      expect([act, (await give(operator, act)).status]).toEqual([act, 201]);
      expect([act, (await give(librarian, act)).status]).toEqual([act, isForAll ? 201 : 403]);
      expect([act, (await give(reader, act)).code]).toEqual([act, 'role-insufficient']);
    }
    expect((await give(operator, 'identify', { terminal: 'nowhere' })).code).toBe('not-found');
    expect((await give(operator, 'run-program')).code).toBe('invalid-request');
    expect(await auditOf()).toContainEqual(
      expect.objectContaining({ act: 'command-given', account: 'librarian', subject: 'identify bib-1' }),
    );
  });

  it('reaches the terminal, and its results are read by terminal and as numbers', async () => {
    const operator = await signedInAs('operator');
    await give(operator, 'screenshot', { all: true });
    const [command] = await rowsFor(operator);
    const id = command?.id ?? '';
    await tell(20, 'stadtfenster.order.result', { order: id, act: 'screenshot', state: 'failed', reason: 'visited' });
    expect((await rowsFor(operator))[0]).toMatchObject({
      ...{ id, by: 'operator', command: { act: 'screenshot' }, counts: { failed: 1, waiting: 1 } },
      results: [
        { terminal: 'bib-1', state: 'failed', reason: 'visited' },
        { terminal: 'pavillon-1', state: 'waiting' },
      ],
    });
    await give(operator, 'identify', { terminal: 'pavillon-1' });
    const [ofOne] = await rowsFor(operator, '?terminal=bib-1');
    expect(ofOne).toMatchObject({ id, results: [{ terminal: 'bib-1', state: 'failed' }] });
  });

  it('brings a picture that operators see, and nobody else', async () => {
    const operator = await signedInAs('operator');
    await give(operator, 'screenshot');
    const [command] = await rowsFor(operator);
    const picture = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1]);
    const sent = await fetch(new URL(CITY_PATHS.orderAttachment(command?.id ?? ''), test.city.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${test.token}`, 'content-type': 'image/jpeg' },
      body: picture,
    });
    expect(sent.ok).toBe(true);
    const path = DASHBOARD_PATHS.attachment(command?.id ?? '', 'bib-1');
    const seen = await fetch(new URL(path, test.city.url), { headers: { cookie: operator.cookie } });
    expect([seen.headers.get('content-type'), new Uint8Array(await seen.arrayBuffer())]).toEqual([
      'image/jpeg',
      picture,
    ]);
    const librarian = await signedInAs('librarian');
    expect((await librarian.get(path)).code).toBe('role-insufficient');
    expect((await operator.get(DASHBOARD_PATHS.attachment(command?.id ?? '', 'pavillon-1'))).code).toBe('not-found');
    expect(await auditOf()).toContainEqual(expect.objectContaining({ act: 'attachment-seen', subject: 'bib-1' }));
  });
});

describe('a call for help', () => {
  it('is seen by all, and answered by whoever may', async () => {
    await test.post(CITY_PATHS.helpCalls, { step: 'name', locale: 'de' });
    const librarian = await signedInAs('librarian');
    const reader = await signedInAs('reader');
    const [call] = openCallsSchema.parse((await reader.get(DASHBOARD_PATHS.helpCalls)).json).calls;
    expect(call).toMatchObject({ terminal: 'bib-1', step: 'name', answered: false });
    const answer = (browser: Browser, id = call?.id ?? '') => browser.ask('POST', DASHBOARD_PATHS.helpAnswer(id));
    expect((await answer(reader)).code).toBe('role-insufficient');
    expect((await answer(librarian)).json).toMatchObject({ calls: [{ answered: true }] });
    expect((await answer(librarian, '00000000')).code).toBe('not-found');
    expect(await auditOf()).toContainEqual(
      expect.objectContaining({ act: 'help-answered', account: 'librarian', subject: 'bib-1' }),
    );
  });
});
