import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { _electron, type ElectronApplication } from 'playwright';
import { z } from 'zod';
import { startEmbeddedCity } from '../../demo/embedded-city.ts';
import { createVisitor } from '../../demo/visitor.ts';
import { openVirtualDisplay } from '../../scripts/display.ts';
import { DRIVER_FLAGS } from '../../scripts/driver-flags.ts';
import { describeRuntime, findRuntime } from '../../scripts/electron-runtime.mjs';
import { enrolMachine, keepInProfile } from '../enrol-machine.ts';
import { openGate } from '../e2e/gate.ts';
import { measureCalls, totalOf, type CallCost } from './call.ts';
import { measureFleet, WHOLE_FLEET } from './city/fleet.ts';
import { measureFleetPage } from './city/fleet-page.ts';
import { measureIntake } from './city/intake.ts';
import { measureStorm, WHOLE_STORM } from './city/storm.ts';
import { median } from './median.ts';
import { memoryOf, processorTimeOf } from './process-tree.ts';
import { measureDrain, measureRecording } from './report.ts';

const RUNS = 7;
const WARM_UP_RUNS = 3;
/** Starting differs most from run to run. */
const START_UP_RUNS = 15;
const ANSWER_WITHIN_MS = 15_000;
const ATTEMPTS = 3;
const IDLE_BEFORE_MEMORY_MS = 10_000;
const IDLE_FOR_PROCESSOR_MS = 20_000;

const root = path.resolve(import.meta.dirname, '..', '..');
const hello = path.join(import.meta.dirname, 'hello');
const probe = path.join(import.meta.dirname, 'probe');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Row {
  readonly what: string;
  readonly unit: string;
  readonly measured: number;
  readonly hello: number | null;
  /** What is held against the limit: the measured value, or its ratio to hello-world. */
  readonly value: number;
  readonly limit: number;
  readonly runs: readonly number[];
  readonly helloRuns: readonly number[];
}

const rows: Row[] = [];
const add = (
  what: string,
  unit: string,
  runs: readonly number[],
  limit: number,
  helloRuns: readonly number[] = [],
): void => {
  const measured = median(runs);
  const reference = helloRuns.length === 0 ? null : median(helloRuns);
  const row: Row = {
    what,
    unit,
    measured,
    hello: reference,
    value: reference === null ? measured : measured / reference,
    limit,
    runs,
    helloRuns,
  };
  rows.push(row);
  say(
    `${what}: ${measured.toFixed(1)} ${unit}` +
      (reference === null ? '' : `, hello-world ${reference.toFixed(1)} ${unit}, x ${row.value.toFixed(2)}`) +
      ` (limit ${reference === null ? '' : 'x '}${limit})`,
  );
};

const runtime = findRuntime();
if (runtime === null) throw new Error('There is no Electron yet: run "npm run setup".');
const display = await openVirtualDisplay({ width: 1280, height: 800 });
const embedded = await startEmbeddedCity({ dataDir: null });
const gate = await openGate(embedded.city.url);
const work = mkdtempSync(path.join(tmpdir(), 'stadtfenster-bench-'));
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Of a terminal that has its place in the city: a start is not its first one. */
const terminalArguments = async (name: string): Promise<string[]> => {
  const profile = path.join(work, name);
  keepInProfile(profile, await enrolMachine(embedded.city, { site: 'bibliothek', terminal: name }, gate.url));
  return ['--profile', profile];
};

const launch = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(runtime.executable, [...args, ...sandbox], {
    env: { ...process.env, ...display.environment, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** The same for an app whose pages are driven. */
const open = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<ElectronApplication> =>
  _electron.launch({
    executablePath: runtime.executable,
    args: [...args, ...sandbox, ...DRIVER_FLAGS],
    env: Object.fromEntries(
      Object.entries({ ...process.env, ...display.environment, ...environment }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
  });

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once('exit', () => resolve()));

/** @returns milliseconds from the start of the process to the moment the probe reports; null without an answer */
const startUpOnce = async (app: string, question: string, args: readonly string[]): Promise<number | null> => {
  const started = Date.now();
  const child = launch([probe, ...args], { PROBE_APP: app, PROBE_SCRIPT: path.join(probe, question) });
  const patience = setTimeout(() => child.kill('SIGKILL'), ANSWER_WITHIN_MS);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await ended(child);
  clearTimeout(patience);
  const answer: unknown = JSON.parse(/^PROBE (.*)$/m.exec(output)?.[1] ?? 'null');
  return answer === null ? null : z.number().parse(answer) - started;
};

/** Chromium now and then never reports a first paint; such a run says nothing, and is repeated and told. */
const startUp = async (app: string, question: string, args: readonly string[]): Promise<number> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer = await startUpOnce(app, question, args);
    if (answer !== null) return answer;
    say(
      `  (${path.relative(root, app) || 'the terminal'} gave no answer in ${ANSWER_WITHIN_MS / 1000} s: run repeated)`,
    );
  }
  throw new Error(`No answer in ${ATTEMPTS} runs.`);
};

/** @returns MiB and per cent of one core of an app that nobody touches */
const idle = async (args: readonly string[]): Promise<{ memory: number; processor: number }> => {
  const child = launch(args);
  // A pipe that nobody reads would fill.
  child.stdout?.resume();
  const pid = z.number().parse(child.pid);
  await sleep(IDLE_BEFORE_MEMORY_MS);
  const memory = memoryOf(pid);
  const before = processorTimeOf(pid);
  await sleep(IDLE_FOR_PROCESSOR_MS);
  const processor = ((processorTimeOf(pid) - before) / (IDLE_FOR_PROCESSOR_MS / 1000)) * 100;
  const gone = ended(child);
  child.kill('SIGTERM');
  await gone;
  return { memory, processor };
};

const benchStartUp = async (): Promise<void> => {
  const args = await terminalArguments('bench-start');
  // Chromium compiles a page's scripts into its cache at the second and third start; a terminal is started daily.
  for (let run = 0; run < WARM_UP_RUNS; run += 1) {
    await startUp(hello, 'first-paint.js', []);
    await startUp(root, 'first-answer.js', args);
  }
  const ours: number[] = [];
  const others: number[] = [];
  for (let run = 0; run < START_UP_RUNS; run += 1) {
    others.push(await startUp(hello, 'first-paint.js', []));
    ours.push(await startUp(root, 'first-answer.js', args));
  }
  add('process start until a touch is answered with the rooms screen', 'ms', ours, 1.3, others);
};

const benchIdle = async (): Promise<void> => {
  const args = [root, ...(await terminalArguments('bench-idle'))];
  const ours = [];
  const others = [];
  for (let run = 0; run < RUNS; run += 1) {
    others.push(await idle([hello]));
    ours.push(await idle(args));
  }
  add(
    'idle memory of the whole tree after 10 s (PSS)',
    'MiB',
    ours.map(({ memory }) => memory),
    1.15,
    others.map(({ memory }) => memory),
  );
  add(
    'idle processor time over 20 s, of one core',
    '%',
    ours.map(({ processor }) => processor),
    0.5,
  );
  say(`  (hello-world: ${median(others.map(({ processor }) => processor)).toFixed(2)} %)`);
};

const benchVisit = async (): Promise<void> => {
  const app = await open([root, ...(await terminalArguments('bench-visit'))]);
  const page = await app.firstWindow();
  const visitor = createVisitor(page);
  /** Touches a button inside the page and says when, so that the way of the test driver does not count. */
  const touchedAt = (name: string): Promise<number> =>
    page.getByRole('button', { name }).evaluate((button) => {
      const at = Date.now();
      if (button instanceof HTMLElement) button.click();
      return at;
    });
  const joins: number[] = [];
  const leaves: number[] = [];
  const receipts: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await visitor.begin();
    await visitor.chooseRoom('AG Energie & Umwelt');
    await visitor.acceptTerms();
    await visitor.stayAnonymous();
    gate.passed.length = 0;
    const before = embedded.bbb.requests.length;
    const joinTouch = await touchedAt(visitor.texts.name.join);
    await page.getByRole('button', { name: visitor.texts.meeting.leave }).waitFor();
    const answer = gate.passed.find(({ path: asked }) => asked.endsWith('/join'));
    const first = embedded.bbb.requests.slice(before).find(({ path: asked }) => asked === '/bigbluebutton/api/join');
    if (answer === undefined || first === undefined) throw new Error('The join was not seen.');
    joins.push(first.at - joinTouch - (answer.answered - answer.asked));
    await visitor.touch(visitor.texts.meeting.leave);
    const leaveTouch = await touchedAt(visitor.texts.leave.leave);
    const seen = await page.waitForFunction(
      (heading) => (document.querySelector('h1')?.textContent === heading ? Date.now() : false),
      visitor.texts.goodbye.heading,
      { polling: 1 },
    );
    leaves.push(z.number().parse(await seen.jsonValue()) - leaveTouch);
    await visitor.finish();
    await visitor.seesAttract();
  }
  await app.close();
  for (const { event } of await embedded.city.events.list()) {
    if (event.type === 'stadtfenster.visit.wiped' && event.data.stage === 'meeting')
      receipts.push(event.data.receipt.durationMs);
  }
  add("touch on join to the meeting's first request, without the city's own time", 'ms', joins, 150);
  add('touch on leave to the goodbye screen with the receipt', 'ms', leaves, 250);
  add('of it the wipe itself, verified (from the receipts)', 'ms', receipts, 250);
};

/** From the end of the meeting's process to its page being there again, seen from the main process. */
const benchRejoin = async (): Promise<void> => {
  const app = await open([root, ...(await terminalArguments('bench-rejoin'))]);
  const page = await app.firstWindow();
  const visitor = createVisitor(page);
  const rejoins: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await visitor.begin();
    await visitor.chooseRoom('AG Energie & Umwelt');
    await visitor.acceptTerms();
    await visitor.stayAnonymous();
    await visitor.enterRoom();
    await page.getByRole('button', { name: visitor.texts.meeting.leave }).waitFor();
    rejoins.push(
      await app.evaluate(
        ({ app: electron, webContents }) =>
          new Promise<number>((resolve) => {
            const [old] = webContents.getAllWebContents().filter((contents) => !contents.getURL().startsWith('kiosk:'));
            const killed = performance.now();
            // The wipe makes a page of its own, and the meeting's is blank before it is given its address.
            electron.on('web-contents-created', (_event, contents) =>
              contents.on('dom-ready', () => {
                if (contents.getURL().includes('/html5client/')) resolve(performance.now() - killed);
              }),
            );
            process.kill(old?.getOSProcessId() ?? 0, 'SIGKILL');
          }),
      ),
    );
    await page.getByText(visitor.texts.rejoining.advice).first().waitFor({ state: 'hidden' });
    await visitor.leave();
    await visitor.finish();
    await visitor.seesAttract();
  }
  await app.close();
  add("end of the meeting's process until its page is there again", 'ms', rejoins, 5_000);
};

/** What the terminal adds to the same call in a bare view: the bar, the watchers, a view more to put together. */
const benchCall = async (): Promise<void> => {
  const calls = await measureCalls(open, [root, ...(await terminalArguments('bench-call'))], embedded);
  add(
    'processor time that bar and watchers add to a call, of one core',
    '%',
    calls.map(({ terminal, bare }) => totalOf(terminal) - totalOf(bare)),
    2,
  );
  const inWords = (costs: readonly CallCost[]): string =>
    Object.keys(costs[0] ?? {})
      .map((kind) => `${kind} ${median(costs.map((cost) => cost[kind] ?? 0)).toFixed(1)}`)
      .join(', ');
  say(`  (terminal: ${inWords(calls.map(({ terminal }) => terminal))})`);
  say(`  (bare view: ${inWords(calls.map(({ bare }) => bare))})`);
};

const benchSize = (): void => {
  const folder = path.join(root, 'dist', 'renderer', 'assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const bytes = scripts.map((name) => gzipSync(readFileSync(path.join(folder, name)), { level: 9 }).length);
  add('JavaScript of the screens, gzip', 'KB', [bytes.reduce((sum, size) => sum + size, 0) / 1000], 250);
};

const benchReport = async (): Promise<void> => {
  const { ours, bare } = await measureRecording(work);
  add('recording one event, on the disk', 'ms', ours, 5);
  say(`  (a bare write and fdatasync of the same bytes: ${median(bare).toFixed(2)} ms)`);
  const drains = await measureDrain(work);
  add(
    '10,000 offline events brought to the city, without the spread over a fleet',
    's',
    drains.map((milliseconds) => milliseconds / 1000),
    10,
  );
};

/** 60 % of the rate of a bare script are 1/0.6 of its time. */
const INTAKE_TIMES_BARE = 1 / 0.6;

const benchIntake = async (): Promise<void> => {
  const { city, bare, p99AtHalfLoad, halfLoad } = await measureIntake();
  say(
    `  (events per second: city ${Math.round(1e6 / median(city))}, bare pg script ${Math.round(1e6 / median(bare))}; ` +
      `half load ${Math.round(halfLoad)})`,
  );
  add('time to take an event on PostgreSQL beside a bare pg script', 'times', ratiosOf(city, bare), INTAKE_TIMES_BARE);
  add('99th percentile of the answers at half of that load', 'ms', [p99AtHalfLoad], 100);
};

const ratiosOf = (ours: readonly number[], others: readonly number[]): readonly number[] =>
  ours.map((value, turn) => value / (others[turn] ?? Number.NaN));

const benchStorm = async (): Promise<void> => {
  const storm = await measureStorm(WHOLE_STORM);
  say(
    `  (${storm.events} events; city process ${storm.processorInStorm.toFixed(0)} % of a core in the storm; ` +
      `nothing waits after ${storm.drainedSeconds.toFixed(0)} s)`,
  );
  add('5,000 terminals come back with an hour each: nothing waits after', 's', [storm.drainedSeconds], 300);
  add('of it answers that failed', 'answers', [storm.failures], 0);
  add('the slowest new event of terminals that were not cut off', 'ms', [storm.slowestOfOthersMs], 30_000);
  add('memory of the city process, at most (PSS)', 'MiB', [storm.memory], 600);
  add('processor time of the city process with 5,000 terminals afterwards', '%', [storm.processorAfterwards], 100);
};

/** A picture is late when whoever scrolls sees it: three of sixty in a second. */
const SMOOTH_MS = 50;

const benchFleetPage = async (): Promise<void> => {
  const { ours, bare, scrolled, scrolledBare, firstAnswer } = await measureFleetPage();
  say(
    `  (a bare page with the same answer: first rows after ${median(bare).toFixed(0)} ms, scrolled ` +
      `${median(scrolledBare).toFixed(0)} ms; the sign-in at a city that has just started ${firstAnswer.toFixed(0)} ms)`,
  );
  add('fleet page with 5,000 terminals: first rows', 'ms', ours, 1000);
  add('of it from one picture to the next while it is scrolled, 95th percentile', 'ms', scrolled, SMOOTH_MS);
};

const benchFleet = async (cities: number): Promise<void> => {
  const fleet = await measureFleet({ ...WHOLE_FLEET, cities });
  const of = `${WHOLE_FLEET.terminals} terminals on ${cities === 1 ? 'one city process' : `${cities} city processes`}`;
  add(`${of}: processor time of the busiest one`, '%', [fleet.processor], 100);
  add(`${of}: memory of the largest one (PSS)`, 'MiB', [fleet.memory], 600);
  add(`${of}: a command accepted at 99 of 100, median`, 's', fleet.accepted, 5);
  add(`${of}: a command accepted at 99 of 100, worst`, 's', [Math.max(...fleet.accepted)], 5);
  add(`${of}: that in the city's store, median`, 's', fleet.stored, 5);
  add(`${of}: that in the city's store, worst`, 's', [Math.max(...fleet.stored)], 5);
  add(`${of}: answers that failed`, 'answers', [fleet.failures], 0);
  add(`${of}: orders that a terminal did not believe`, 'orders', [fleet.refused], 0);
};

const only = process.argv.slice(2);
const parts: Readonly<Record<string, () => Promise<void> | void>> = {
  start: benchStartUp,
  visit: benchVisit,
  rejoin: benchRejoin,
  call: benchCall,
  size: benchSize,
  report: benchReport,
  idle: benchIdle,
  intake: benchIntake,
  storm: benchStorm,
  fleet: async () => {
    await benchFleet(1);
    await benchFleet(2);
  },
  'fleet-page': benchFleetPage,
};
try {
  say(
    `${describeRuntime(runtime)}; ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}; medians of ${RUNS} runs, of start-up ${START_UP_RUNS}`,
  );
  for (const [name, part] of Object.entries(parts)) {
    if (only.length === 0 || only.includes(name)) await part();
  }
  const missed = rows.filter(({ value, limit }) => value > limit);
  mkdirSync(path.join(root, 'out'), { recursive: true });
  writeFileSync(
    path.join(root, 'out', 'bench.json'),
    `${JSON.stringify({ runtime: describeRuntime(runtime), rows }, null, 2)}\n`,
  );
  say(missed.length === 0 ? 'every target met' : `MISSED: ${missed.map(({ what }) => what).join('; ')}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  await gate.close();
  await embedded.close();
  display.close();
  rmSync(work, { recursive: true, force: true });
}
process.exit();
