import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { runFaults } from './no-loss.ts';

/**
 * `npm run test:endurance -- faults`: the fault bench in its long version. Whoever may not mount a disk gets a room of
 * its own in which it may (`unshare`); where that is not allowed either, the full disk is left out, and it says so.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '500' },
    events: { type: 'string', default: '260' },
    seed: { type: 'string', default: '20261126' },
    breaks: { type: 'string', default: 'none' },
    unshared: { type: 'boolean', default: false },
  },
});

const MAY_MOUNT = ['--user', '--map-root-user', '--mount'];
const needsRoom =
  process.getuid?.() !== 0 && !values.unshared && spawnSync('unshare', [...MAY_MOUNT, 'true']).status === 0;
if (needsRoom) {
  const again = [...process.execArgv, import.meta.filename, ...process.argv.slice(2), '--unshared'];
  const { status } = spawnSync('unshare', [...MAY_MOUNT, process.execPath, ...again], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

const number = z.coerce.number().int().min(1);
const started = performance.now();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const report = await runFaults({
  seed: number.parse(values.seed),
  rounds: number.parse(values.rounds),
  eventsPerRound: number.parse(values.events),
  cityEvery: 5,
  breaks: z.enum(['none', 'removes-before-acceptance', 'makes-ids-anew']).parse(values.breaks),
  say,
});

const missing = report.gaps.reduce((sum, [first, last]) => sum + last - first + 1, 0);
say(
  `${values.rounds} rounds (seed ${values.seed}) in ${Math.round((performance.now() - started) / 1000)} s: ` +
    `the terminal was killed ${report.terminalKills} times, the city ${report.cityKills} times, ` +
    (report.fullDisks === null ? 'no disk could be filled' : `the disk was full ${report.fullDisks} times`),
);
say(
  `connections: ${Object.entries(report.connections)
    .map(([fate, times]) => `${fate} ${times}`)
    .join(', ')}`,
);
say(`${report.given} events recorded, ${report.confirmed} confirmed on the disk, ${report.stored} in the city's store`);
say(`${report.gaps.length} gaps in the numbers, ${missing} numbers of events that were never confirmed`);
say(
  `lost ${report.lost}, doubled ${report.doubled}, out of order ${report.outOfOrder}, same number ${report.sameNumber}`,
);
process.exit(report.lost + report.doubled + report.outOfOrder + report.sameNumber === 0 ? 0 : 1);
