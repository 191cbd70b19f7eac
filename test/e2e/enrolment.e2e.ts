import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { startEmbeddedCity } from '../../demo/embedded-city.ts';
import { findRuntime } from '../../scripts/electron-runtime.mjs';
import { EXIT_NOT_ENROLLED } from '../../main/health/exit-codes.ts';
import { terminalStateSchema } from '../../main/terminal/state.ts';
import { makeAuthority, makeServer } from '../certificates.ts';
import { definedOnly, expect, SITE, test as base, type Terminal } from './fixtures.ts';
import { openTls } from './tls.ts';
import { filesWith } from './traces.ts';

/** So short that a terminal renews its token again and again while it is looked at. */
const TOKEN_LIFE_SECONDS = 3;

/** Looks at the rooms often, and with each look at its token. */
const QUICK = { times: { roomsRefreshSeconds: 0.2 } } as const;

const test = base.extend<object, { readonly clock: { ahead: number } }>({
  clock: [async ({}, use) => use({ ahead: 0 }), { scope: 'worker' }],
  embedded: [
    async ({ clock }, use) => {
      const now = (): number => Date.now() + clock.ahead;
      const embedded = await startEmbeddedCity({ dataDir: null, tokenLifeSeconds: TOKEN_LIFE_SECONDS, now });
      await use(embedded);
      await embedded.close();
    },
    { scope: 'worker' },
  ],
});

const stateOf = (profile: string) =>
  terminalStateSchema.parse(JSON.parse(readFileSync(path.join(profile, 'state', 'state.json'), 'utf8')));

const generationOf = (profile: string): number => stateOf(profile).identity?.generation ?? 0;

const enterCode = async (terminal: Terminal, code: string): Promise<void> => {
  const { texts } = terminal.as('de');
  await terminal.screens.getByRole('textbox', { name: texts.enrolmentCode.label }).fill(code);
  await terminal.screens.getByRole('button', { name: texts.enrolment.code.next, exact: true }).click();
};

test('a terminal is enrolled at its own screen, revoked, and enrolled again', async ({
  launch,
  embedded: { city },
  gate,
  clock,
  terminalName,
  eventsOf,
}) => {
  const terminal = await launch({ isEnrolled: false, machine: QUICK });
  const visitor = terminal.as('de');
  const { screens, profile } = terminal;
  const { enrolment, failure } = visitor.texts;
  const says = (sentence: string) => expect(screens.getByText(sentence).first()).toBeVisible();
  const place = { site: SITE, terminal: terminalName };

  await test.step('the first start asks where the city is', async () => {
    await visitor.sees(enrolment.city.heading);
    const field = screens.getByRole('textbox', { name: enrolment.city.label });
    await field.fill('http://city.example');
    await visitor.touch(enrolment.city.next);
    await says(enrolment.city.wrong);
    await expect(screens.getByText(enrolment.city.hint)).toHaveCount(0);
    await field.fill(gate.url);
    await visitor.touch(enrolment.city.next);
    await visitor.sees(enrolment.code.heading);
  });

  await test.step('a code that is wrong, used, or too old is told in plain words', async () => {
    await enterCode(terminal, '0000-0000-0000');
    await says(failure['enrolment-code-wrong'].sentence);
    const short = await city.createEnrolmentCode({ ...place, validSeconds: 60 });
    clock.ahead += 90_000;
    await enterCode(terminal, short);
    await says(failure['enrolment-code-expired'].sentence);
    const used = await city.createEnrolmentCode(place);
    gate.mode = 'closed';
    await enterCode(terminal, used);
    await says(failure['city-unreachable'].sentence);
    gate.mode = 'open';
    await visitor.touch(enrolment.code.next);
    await visitor.seesAttract();
    await says('Bibliothek am Markt');
  });

  await test.step('what it keeps is for nobody else, and of the code nothing', async () => {
    expect(statSync(path.join(profile, 'state', 'state.json')).mode & 0o777).toBe(0o600);
    expect(stateOf(profile)).toMatchObject({ identity: { terminal: terminalName }, refusal: null });
    const secret = stateOf(profile).identity?.privateKey ?? '';
    expect(JSON.stringify(await city.events.list())).not.toContain(secret);
  });

  await test.step('tokens are renewed while it runs', async () => {
    await expect.poll(() => generationOf(profile), { timeout: 30_000 }).toBeGreaterThan(3);
    await visitor.seesAttract();
  });

  await test.step('revoked, it says so, and keeps to its city', async () => {
    await city.terminals.revoke(terminalName);
    await visitor.sees(failure['terminal-refused'].sentence);
    await visitor.touch(enrolment.open);
    await visitor.sees(enrolment.code.heading);
    await visitor.touch(visitor.texts.action.back);
    await visitor.sees(failure['terminal-refused'].sentence);
  });

  await test.step('enrolled again, it goes on, and tells what had happened', async () => {
    await visitor.touch(enrolment.open);
    await enterCode(terminal, await city.createEnrolmentCode({ ...place, site: 'klima-pavillon' }));
    await visitor.seesAttract();
    await says('Klima-Pavillon');
    await expect
      .poll(async () => (await eventsOf('stadtfenster.terminal.problem')).map(({ data }) => data.code), {
        timeout: 30_000,
      })
      .toContain('terminal-refused');
  });
});

test('--enrol gives a terminal its place unattended, and waits for a city that is away', async ({
  launch,
  embedded: { city },
  gate,
}) => {
  gate.mode = 'closed';
  const code = await city.createEnrolmentCode({ site: SITE });
  const terminal = await launch({ enrol: code, machine: QUICK });
  const visitor = terminal.as('de');
  await visitor.sees(visitor.texts.enrolment.unattended.waiting);
  gate.mode = 'open';
  await visitor.seesAttract();
  expect(stateOf(terminal.profile).identity?.terminal).toMatch(/^bibliothek-\d+$/);
  for (const written of [code, code.replaceAll('-', '')]) expect(filesWith(terminal.profile, written)).toEqual([]);
});

test('--enrol with a code that is none ends with a sentence and an exit code; supervised, the staff is asked instead', async ({
  launch,
  display,
  embedded: { city },
  profile,
}) => {
  const runtime = findRuntime();
  const code = '0000-0000-0000';
  const child = spawn(
    runtime?.executable ?? '',
    [
      path.resolve(import.meta.dirname, '..', '..'),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--city', city.url, '--enrol', code, '--profile', profile],
    ],
    { env: { ...definedOnly(process.env), ...definedOnly(display.environment) }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const said = await text(child.stderr);
  expect(await ended).toBe(EXIT_NOT_ENROLLED);
  expect(said).toContain('This terminal was not enrolled: the city does not know this code');
  expect(said).not.toContain(code);

  const { screens, as } = await launch({ enrol: code, machine: QUICK, environment: { NOTIFY_SOCKET: '/nowhere' } });
  const { texts } = as('de');
  await expect(screens.getByText(texts.failure['enrolment-code-wrong'].sentence).first()).toBeVisible();
  await expect(screens.getByRole('textbox', { name: texts.enrolmentCode.label })).toBeVisible();
});

test('with --ca only what that authority has issued is the city', async ({ launch, embedded: { city }, profile }) => {
  const authority = makeAuthority('City authority');
  const ca = path.join(profile, 'ca.pem');
  writeFileSync(ca, authority.certificate);
  const own = await openTls(new URL(city.url), makeServer(authority));
  const foreign = await openTls(new URL(city.url), makeServer(makeAuthority('City authority')));
  const terminal = await launch({ isEnrolled: false, machine: { ...QUICK, ca } });
  const visitor = terminal.as('de');
  const { enrolment, failure } = visitor.texts;
  const goTo = async (url: string): Promise<void> => {
    await visitor.sees(enrolment.city.heading);
    await terminal.screens.getByRole('textbox', { name: enrolment.city.label }).fill(url);
    await visitor.touch(enrolment.city.next);
    await visitor.sees(enrolment.code.heading);
  };
  const code = await city.createEnrolmentCode({ site: SITE });
  try {
    await goTo(foreign.url);
    await enterCode(terminal, code);
    await expect(terminal.screens.getByText(failure['city-unreachable'].sentence).first()).toBeVisible();
    await visitor.touch(visitor.texts.action.back);
    await goTo(own.url);
    await enterCode(terminal, code);
    await visitor.seesAttract();
    expect(stateOf(terminal.profile).identity?.city).toBe(own.url);
  } finally {
    own.close();
    foreign.close();
  }
});

test('two machines from one disk: both are told, and so is the city', async ({
  launch,
  embedded: { city },
  terminalName,
}) => {
  const first = await launch({ machine: QUICK });
  await expect.poll(() => generationOf(first.profile), { timeout: 30_000 }).toBeGreaterThan(1);
  await first.close();
  const copy = mkdtempSync(path.join(tmpdir(), 'stadtfenster-e2e-'));
  try {
    cpSync(path.join(first.profile, 'state'), path.join(copy, 'state'), { recursive: true });
    const [one, other] = [await launch({ machine: QUICK }), await launch({ machine: QUICK, profile: copy })];
    for (const terminal of [one, other]) {
      const visitor = terminal.as('de');
      await visitor.sees(visitor.texts.failure['terminal-cloned'].sentence);
    }
    const [known] = (await city.terminals.list()).filter(({ terminal }) => terminal === terminalName);
    expect(known?.state).toBe('cloned');
    await other.close();
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
