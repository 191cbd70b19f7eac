import { z } from 'zod';
import { type CommandRow, commandRowsSchema, type GivenCommand } from '../../contract/dashboard-commands.ts';
import { DASHBOARD_PATHS } from '../../contract/dashboard.ts';
import { answer, ask } from './city-api.ts';

/** The last commands, newest first; those for one terminal, or all. */
export const readCommands = async (terminal: string | null): Promise<readonly CommandRow[]> => {
  const query = terminal === null ? '' : `?terminal=${terminal}`;
  return (await answer(commandRowsSchema, ask(`${DASHBOARD_PATHS.commands}${query}`))).commands;
};

/** @throws CityFailure when it may not be given */
export const giveCommand = async (command: GivenCommand): Promise<void> => {
  const made = ask(DASHBOARD_PATHS.commands, { method: 'POST', body: command });
  await answer(z.object({ id: z.string() }), made);
};
