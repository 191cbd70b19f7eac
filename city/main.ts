import { createInterface } from 'node:readline';
import { account } from './commands/account.ts';
import { code } from './commands/code.ts';
import { type Command } from './commands/command.ts';
import { events } from './commands/events.ts';
import { help } from './commands/help.ts';
import { importCity } from './commands/import.ts';
import { pin } from './commands/pin.ts';
import { serve } from './commands/serve.ts';
import { token } from './commands/token.ts';
import { OperatorProblem } from './operator-problem.ts';

const COMMANDS: Readonly<Record<string, Command>> = { token, code, pin, account, events, help, import: importCity };

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
    throw new OperatorProblem(
      `There is no command ${word}; there are token, code, pin, account, events, help and import.`,
    );
  if (args.includes('--help')) print(command.help);
  else await command.run(args, { env: process.env, print, isRead: process.stdout.isTTY, firstLine, stop: stop.signal });
} catch (error) {
  const sentence = error instanceof OperatorProblem ? error.message : `The city endpoint failed: ${String(error)}`;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
