import { createInterface } from 'node:readline';
import { placesOf } from './api/request-log.ts';
import { account } from './commands/account.ts';
import { backup } from './commands/backup.ts';
import { code } from './commands/code.ts';
import { type Command } from './commands/command.ts';
import { listCommands } from './commands/list-commands.ts';
import { sendCommand } from './commands/send-command.ts';
import { events } from './commands/events.ts';
import { help } from './commands/help.ts';
import { importCity } from './commands/import.ts';
import { pin } from './commands/pin.ts';
import { restore } from './commands/restore.ts';
import { serve } from './commands/serve.ts';
import { simulate } from './commands/simulate.ts';
import { token } from './commands/token.ts';
import { OperatorProblem } from './operator-problem.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  token,
  code,
  pin,
  account,
  events,
  help,
  command: sendCommand,
  commands: listCommands,
  import: importCity,
  backup,
  restore,
  simulate,
};

const print = (text: string) => void process.stdout.write(`${text}\n`);

const firstLine = async (): Promise<string> => {
  for await (const line of createInterface(process.stdin)) return line;
  return '';
};

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort());
}

// Whoever reads our output may stop early (`| head`): that is no failure.
process.stdout.on('error', () => process.exit(0));

const [word = '', ...rest] = process.argv.slice(2);
const isOption = word === '' || word.startsWith('-');
const args = isOption ? process.argv.slice(2) : rest;

try {
  const command = isOption ? serve : COMMANDS[word];
  if (command === undefined)
    throw new OperatorProblem(`There is no command ${word}; there are ${Object.keys(COMMANDS).join(', ')}.`);
  if (args.includes('--help')) print(command.help);
  else await command.run(args, { env: process.env, print, isRead: process.stdout.isTTY, firstLine, stop: stop.signal });
} catch (error) {
  // Of a fault the places only: a message of the database repeats what was asked of it.
  const sentence = error instanceof OperatorProblem ? error.message : `The city endpoint failed: ${placesOf(error)}`;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
