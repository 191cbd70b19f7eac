import type { Command } from '../../../../../contract/command.ts';
import type { SignedEnvelope } from '../../../../../contract/signed.ts';
import { CITY, HEAD } from '../sign-as-city.ts';

/** The id of the n-th command. */
export const orderId = (number: number): string => `0193a3a5-4f1c-7000-8000-${String(number).padStart(12, '0')}`;

/** The n-th command as its content. */
export const commandContent = (number: number, command: Command | object, change: object = {}): object => ({
  kind: 'command',
  ...HEAD,
  version: number,
  id: orderId(number),
  command,
  ...change,
});

/** The n-th command as the city signs it for the terminal `bibliothek-1`. */
export const signedCommand = (number: number, command: Command | object, change: object = {}): SignedEnvelope =>
  CITY.sign(commandContent(number, command, change));
