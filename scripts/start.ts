import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { EventTable } from '../city/events/event-table.ts';
import { startEmbeddedCity, type EmbeddedCity } from '../demo/embedded-city.ts';
import { describeRuntime, findRuntime } from './electron-runtime.mjs';
import { openDisplay, keepPicture, type Display } from './display.ts';
import { findFault, walkOneVisit } from './smoke.ts';
import { startTerminalProcess, type TerminalProcess } from './terminal-process.ts';

const root = path.dirname(import.meta.dirname);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values: options } = parseArgs({
  options: {
    windowed: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
    /** A packaged terminal instead of the checkout. */
    packaged: { type: 'string' },
  },
});

const launch = (embedded: EmbeddedCity, code: string, display: Display): TerminalProcess => {
  const runtime = findRuntime();
  if (runtime === null) throw new Error('There is no Electron yet: run "npm run setup".');
  say(
    options.packaged === undefined ? `runtime: ${describeRuntime(runtime)}` : `packaged terminal: ${options.packaged}`,
  );
  return startTerminalProcess({
    executable: options.packaged === undefined ? runtime.executable : path.resolve(options.packaged),
    app: options.packaged === undefined ? [root] : [],
    args: [
      '--city',
      embedded.city.url,
      '--enrol',
      code,
      ...(options.windowed ? ['--windowed'] : []),
      // The unattended visitor touches the screens through it.
      ...(options.smoke ? ['--remote-debugging-port=0'] : []),
      // By it a package for tests is known.
      ...(options.smoke && options.packaged !== undefined ? ['--inspect=0'] : []),
    ],
    display,
    mustRead: [path.join(root, 'dist', 'main', 'index.js')],
    say,
  });
};

const printVisit = async (embedded: EmbeddedCity): Promise<void> => {
  say('\nwhat the city received:');
  const stored = await embedded.city.events.list();
  say(new EventTable().render(stored));
  say('\nthe receipt of the wipe:');
  for (const { event } of stored) {
    if (event.type !== 'stadtfenster.visit.wiped') continue;
    say(`  ${event.data.stage}, ${event.data.receipt.durationMs} ms`);
    for (const { item, result } of event.data.receipt.items) say(`    ${item.padEnd(16)} ${result}`);
  }
};

/** @returns the exit code */
const smoke = async (embedded: EmbeddedCity, terminal: TerminalProcess): Promise<number> => {
  const fault = findFault(await walkOneVisit(embedded, terminal));
  await printVisit(embedded);
  say(fault === null ? '\nsmoke: one visit through a meeting and out again, clean' : `\nsmoke: ${fault}`);
  return fault === null ? 0 : 1;
};

/** Codes to try the city with; new ones at each start, so that none is ever known. */
const printCodes = async ({ city }: EmbeddedCity): Promise<void> => {
  say('codes to try:');
  say(`  Vorstand Heimatverein, to take part    ${await city.createAccessCode('heimatverein', 'attendee')}`);
  say(`  Vorstand Heimatverein, to moderate     ${await city.createAccessCode('heimatverein', 'moderator')}`);
  say(`  AG Energie & Umwelt, to moderate       ${await city.createAccessCode('energie-umwelt', 'moderator')}`);
};

/** The same for the service menu, and how to get there. */
const printPins = async ({ city }: EmbeddedCity): Promise<void> => {
  say('the service menu (hold the name of the site for five seconds, or Ctrl+Alt+Shift+S), PIN to try:');
  say(`  city IT                                ${await city.createServicePin('operator')}`);
  say(`  staff on site                          ${await city.createServicePin('librarian')}`);
};

const attended = async (dataDir: string, display: Display, terminal: TerminalProcess): Promise<number> => {
  if (display.isVirtual) {
    const picture = path.join(root, 'out', 'screen.png');
    keepPicture(display, picture);
    say(`a picture of the screen, every 2 seconds: ${path.relative(process.cwd(), picture)}`);
  }
  say(`what the city hears: npm run city -- events --data ${path.relative(process.cwd(), dataDir)}`);
  say('Ctrl+C ends it');
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve(0));
    process.once('SIGTERM', () => resolve(0));
    terminal.process.once('exit', (code) => resolve(code ?? 1));
  });
};

const closers: (() => Promise<void> | void)[] = [];
try {
  const dataDir = path.join(root, 'out', 'demo-city');
  // The demo begins anew each time; a real city keeps its folder.
  rmSync(dataDir, { recursive: true, force: true });
  say('starting an embedded city with invented rooms (the BigBlueButton server in it is a stand-in)');
  const embedded = await startEmbeddedCity({ dataDir: options.smoke ? null : dataDir });
  closers.unshift(() => embedded.close());
  const code = await embedded.city.createEnrolmentCode({ site: 'bibliothek' });
  if (!options.smoke) {
    await printCodes(embedded);
    await printPins(embedded);
  }
  const display = await openDisplay(say);
  closers.unshift(() => display.close());
  const terminal = launch(embedded, code, display);
  closers.unshift(() => terminal.stop());
  process.exitCode = await (options.smoke ? smoke(embedded, terminal) : attended(dataDir, display, terminal));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const close of closers) await close();
}
process.exit();
