import { once } from 'node:events';
import type { LogEntry } from '../api/request-log.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { startCity } from '../server.ts';
import { type Command, type CommandContext, DEFAULT_DATA_DIR, parseOptions, parseWholeNumber } from './command.ts';

const OPTIONS = {
  port: { type: 'string', default: '8080' },
  host: { type: 'string', default: '127.0.0.1' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

const bbbFrom = ({ BBB_URL, BBB_SECRET, BBB_HOSTS }: CommandContext['env']) => {
  if (BBB_URL === undefined || BBB_URL === '' || BBB_SECRET === undefined || BBB_SECRET === '') {
    throw new OperatorProblem(
      'Set BBB_URL and BBB_SECRET to the address and secret of the BBB server, as bbb-conf --secret prints them there.',
    );
  }
  const extraHosts = (BBB_HOSTS ?? '').split(',').map((host) => host.trim());
  return { url: BBB_URL, secret: BBB_SECRET, extraHosts: extraHosts.filter((host) => host !== '') };
};

const lineOf = ({ method, route, status, ms, code, failure }: LogEntry): string =>
  [new Date().toISOString(), method, route ?? '-', status, `${ms} ms`, code, failure && `\n  ${failure}`]
    .filter((part) => part !== undefined)
    .join(' ');

/** Runs the city endpoint until it is asked to stop. */
export const serve: Command = {
  help: `npm run city -- [--port 8080] [--host 127.0.0.1] [--data ${DEFAULT_DATA_DIR}]

Runs the city endpoint for the terminals of a city.

  --port PORT   TCP port; 0 takes a free one
  --host HOST   address to listen on; 0.0.0.0 for all. Put a web server with TLS in front of it.
  --data DIR    folder of the store

  BBB_URL       address of the BBB server, as bbb-conf --secret prints it there
  BBB_SECRET    its shared secret
  BBB_HOSTS     more hosts that meetings run on, separated by commas, as behind Scalelite

Other commands: token, code, pin, account, events, help, import; each explains itself with --help.`,

  run: async (args, { env, print, stop }) => {
    const { values } = parseOptions(args, OPTIONS);
    const port = parseWholeNumber('--port', values.port, 0, 65_535);
    const city = await startCity({
      port,
      host: values.host,
      dataDir: values.data,
      bbb: bbbFrom(env),
      log: (entry) => print(lineOf(entry)),
    });
    print(`The city endpoint is ready at ${city.url} and keeps its data in ${values.data}.`);
    if (!stop.aborted) await once(stop, 'abort');
    await city.close();
  },
};
