import { userInfo } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Command as Order,
  COMMAND_VALID_MAX_SECONDS,
  commandSchema,
  MESSAGE_SECONDS,
  plainActSchema,
} from '../../contract/command.ts';
import { MESSAGE_MAX } from '../../contract/message.ts';
import { commandActSchema } from '../../contract/order-result.ts';
import { withAdmin, withRunningCity } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { isOver, nameAudience, renderResults } from '../orders/command-table.ts';
import type { StorePlace } from '../store/open-store.ts';
import { AUDIENCE_OPTIONS, parseAudience } from './audience-options.ts';
import {
  type Command,
  type CommandContext,
  DEFAULT_DATA_DIR,
  parseOptions,
  parseWholeNumber,
  storePlace,
} from './command.ts';
import { parseSpan } from './span.ts';

const OPTIONS = {
  ...AUDIENCE_OPTIONS,
  expires: { type: 'string', default: '1h' },
  'message-de': { type: 'string' },
  'message-en': { type: 'string' },
  seconds: { type: 'string', default: '120' },
  wait: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

interface Words {
  readonly de: string | undefined;
  readonly en: string | undefined;
  readonly seconds: number;
}

const orderOf = (word: string, { de, en, seconds }: Words): Order => {
  const plain = plainActSchema.safeParse(word);
  if (plain.success) {
    if (de !== undefined || en !== undefined) throw new OperatorProblem(`${word} shows no message.`);
    return { act: plain.data };
  }
  if (de === undefined && (en !== undefined || word === 'show-message')) {
    throw new OperatorProblem('Write the message in German at least: --message-de TEXT.');
  }
  const message = de === undefined ? null : { de, en };
  const order = commandSchema.safeParse({ act: word, message, ...(word === 'lock' ? {} : { seconds }) });
  if (order.success) return order.data;
  throw new OperatorProblem(`A message is one plain line of at most ${MESSAGE_MAX} characters.`);
};

const LOOK_EVERY_MS = 500;

/** Prints the results as they come, until all terminals have told the end of it or its time is over. */
const follow = async (place: StorePlace, id: string, { print, stop }: CommandContext): Promise<void> => {
  let printed = '';
  for (;;) {
    const reports = await withRunningCity(place, (admin) => admin.listCommands({ id, limit: 1 }));
    if (reports === null) throw new OperatorProblem('The city endpoint does not run, so no terminal hears of it yet.');
    const [report] = reports;
    if (report === undefined) throw new OperatorProblem('The command is not there any more.');
    const text = renderResults(report);
    if (text !== printed) print(text);
    printed = text;
    if (isOver(report)) return;
    if (!(await wait(LOOK_EVERY_MS, true, { signal: stop }).catch(() => false))) return;
  }
};

/** Gives terminals a command. */
export const sendCommand: Command = {
  help: `npm run city -- command ACT (--terminal NAME | --site ID | --ring RING | --all) [--expires 1h] [--wait] [--yes]

Has terminals do something. Those that are connected hear of it at once, others when they are back.
Works while the city endpoint runs, and without it. Prints the id of the command.

  ACT is one of
    ${commandActSchema.options.join(', ')}

  --terminal, --site, --ring, --all   whom it is for; more than one terminal is asked about first
  --expires SPAN     after 90s, 30m, 12h, 10d, at most 30d, it is not carried out any more
  --message-de TEXT  for lock and show-message, what the screen shows
  --message-en TEXT  the same in English
  --seconds N        for show-message, how long
  --wait             waits for the results and shows them
  --yes              does not ask
  --data DIR         folder of the store`,

  run: async (args, context) => {
    const { env, print, isRead, firstLine } = context;
    const { values, positionals } = parseOptions(args, OPTIONS, true);
    const word = commandActSchema.safeParse(positionals[0]);
    if (!word.success || positionals.length > 1) {
      throw new OperatorProblem(`Name one act: ${commandActSchema.options.join(', ')}.`);
    }
    const audience = parseAudience(values);
    const validSeconds = parseSpan('--expires', values.expires, COMMAND_VALID_MAX_SECONDS);
    const seconds = parseWholeNumber('--seconds', values.seconds, MESSAGE_SECONDS.min, MESSAGE_SECONDS.max);
    const order = orderOf(word.data, { de: values['message-de'], en: values['message-en'], seconds });

    const place = storePlace(values.data, env);
    const terminals = await withAdmin(place, (admin) => admin.listAudience(audience));
    if (terminals.length > 1 && !values.yes) {
      const question = `${word.data} is for ${terminals.length} terminals (${nameAudience(audience)})`;
      if (isRead !== true || firstLine === undefined)
        throw new OperatorProblem(`${question}; say --yes if you mean it.`);
      print(`${question}. Type yes to go on.`);
      if ((await firstLine()).trim() !== 'yes') throw new OperatorProblem('Nothing was sent.');
    }
    const { id } = await withAdmin(place, (admin) =>
      admin.sendCommand({ audience, command: order, validSeconds, by: userInfo().username }),
    );
    print(id);
    if (values.wait) await follow(place, id, context);
  },
};
