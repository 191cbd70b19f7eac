import type { Command } from '../../contract/command.ts';
import type { Audience } from '../../contract/order.ts';

const wordsOf = (audience: Audience): string => {
  if ('all' in audience) return '*';
  if ('site' in audience) return audience.site;
  return 'ring' in audience ? `ring ${audience.ring}` : audience.terminal;
};

/** How a command is named in the audit log, like `lock bibliothek-1`; not what it says. */
export const commandSubject = (command: Command, audience: Audience): string => `${command.act} ${wordsOf(audience)}`;
