import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { createCityLink } from '../../main/link/city.ts';
import { startReport, type ReportOptions } from '../../main/report/report.ts';
import { seeded } from './seeded.ts';
import { fetchWithToken } from '../fetch-with-token.ts';

/** How a terminal can be told to break its own rules, so that the bench shows that it notices. */
export const breakSchema = z.enum(['none', 'removes-before-acceptance', 'makes-ids-anew']);

/** What this process is started with, as JSON in its only argument. */
export const terminalTaskSchema = z.object({
  folder: z.string(),
  city: z.url(),
  token: z.string(),
  seed: z.int(),
  /** How many events it records. */
  count: z.int(),
  breaks: breakSchema,
});
export type TerminalTask = z.infer<typeof terminalTaskSchema>;

/** Waits of minutes become short. */
const TIMES_FASTER = 200;
const ANSWER_SECONDS = 2;
const LOOK_EVERY_MS = 20;
const BURST_MAX = 12;

const task = terminalTaskSchema.parse(JSON.parse(process.argv[2] ?? ''));
const random = seeded(task.seed);
/** On a pipe this returns once the other end has it. */
const say = (word: string, visit = ''): void => void process.stdout.write(`${word} ${visit}\n`);

const link = createCityLink({
  city: task.city,
  fetch,
  fetchFromCity: fetchWithToken(task.token),
  now: Date.now,
  answerSeconds: () => ANSWER_SECONDS,
  reporting: () => ({ contentMode: 'batch', maxBatchEvents: 20 }),
});

const SENDS: Readonly<Record<z.infer<typeof breakSchema>, ReportOptions['send']>> = {
  none: (events) => link.deliver(events),
  'removes-before-acceptance': async (events) => {
    void link.deliver(events);
    return Promise.resolve('taken');
  },
  'makes-ids-anew': (events) =>
    link.deliver(events.map((event) => ({ ...event, id: event.id.replace(/.{12}$/, randomUUID().slice(-12)) }))),
};

const report = await startReport(
  {
    folder: task.folder,
    terminal: task.token.split('.')[0] ?? '',
    now: Date.now,
    send: SENDS[task.breaks],
    batchMax: link.batchMax,
    random,
    after: (milliseconds, work) => {
      const timer = setTimeout(work, milliseconds / TIMES_FASTER);
      return () => clearTimeout(timer);
    },
  },
  () => say('unwritable'),
);

/** Says what it is about to record, and whether it is on the disk once that is known. */
const recordOne = async (): Promise<void> => {
  const visit = randomUUID();
  say('given', visit);
  say((await report.record('stadtfenster.visit.started', { visit })) ? 'confirmed' : 'held', visit);
};

say('ready');
/** Some wait for each other, others come while one is being written. */
let recorded: Promise<unknown> = Promise.resolve();
for (let left = task.count; left > 0;) {
  const burst = Math.min(left, 1 + Math.floor(random() * BURST_MAX));
  recorded = Promise.all([recorded, ...Array.from({ length: burst }, recordOne)]);
  if (random() < 0.3) await recorded;
  else await nextTurn();
  left -= burst;
}
await recorded;
say('recorded');

const look = setInterval(() => {
  if (report.waiting() > 0) return;
  say('empty');
  clearInterval(look);
}, LOOK_EVERY_MS);
const end = (): void => {
  clearInterval(look);
  void report.close().then(() => process.exit());
};
// When the bench itself is gone, nobody speaks any more.
process.stdin.once('data', end).once('end', end);
