import { setTimeout as wait } from 'node:timers/promises';
import { withAdmin, withRunningCity } from '../admin/with-admin.ts';
import type { StoredEvent } from '../events/event-store.ts';
import { EventTable } from '../events/event-table.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { storeExists } from '../store/embedded-store.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, parseWholeNumber, storePlace } from './command.ts';

const OPTIONS = {
  data: { type: 'string', default: DEFAULT_DATA_DIR },
  last: { type: 'string', default: '200' },
  json: { type: 'boolean', default: false },
  follow: { type: 'boolean', default: false },
} as const;

const FOLLOW_EVERY_MS = 1000;
const LAST_MAX = 100_000;

/** Waits, and says whether to go on afterwards. */
const goOn = (stop: AbortSignal): Promise<boolean> => wait(FOLLOW_EVERY_MS, true, { signal: stop }).catch(() => false);

/** Shows what the terminals reported. */
export const events: Command = {
  help: `npm run city -- events [--last 200] [--follow] [--json] [--data ${DEFAULT_DATA_DIR}]

Shows what the terminals reported, oldest first. Works while the city endpoint runs, and without it.

  --last N     only the last N events
  --follow     goes on with new events as they come, until Ctrl+C
  --json       one event per line as CloudEvents JSON
  --data DIR   folder of the store`,

  run: async (args, { env, print, stop }) => {
    const { data, last, json, follow } = parseOptions(args, OPTIONS).values;
    const limit = parseWholeNumber('--last', last, 1, LAST_MAX);
    const table = new EventTable();

    const show = (found: readonly StoredEvent[]) => {
      if (json) for (const { event } of found) print(JSON.stringify(event));
      else print(table.render(found));
    };

    const place = storePlace(data, env);
    if ('folder' in place && !storeExists(data))
      throw new OperatorProblem(`There is no store in ${data}; say where with --data DIR.`);
    const found = await withAdmin(place, (admin) => admin.listEvents({ limit }));
    if (found.length > 0 || follow) show(found);
    else if (!json) print('No terminal has reported anything yet.');

    let position = found.at(-1)?.position ?? 0;
    while (follow && (await goOn(stop))) {
      const after = position;
      const more = await withRunningCity(place, (admin) => admin.listEvents({ after, limit: LAST_MAX }));
      if (more === null) throw new OperatorProblem('The city endpoint does not run, so nothing new will come.');
      if (more.length > 0) show(more);
      position = more.at(-1)?.position ?? position;
    }
  },
};
