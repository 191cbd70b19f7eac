import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type HelpCall, helpCallIdSchema, type HelpRequest, helpRequestSchema } from '../../contract/help.ts';
import { roomIdSchema } from '../../contract/room.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { Refusal } from '../refusal.ts';

/** A call as the staff sees it. */
export const openHelpCallSchema = helpRequestSchema.extend({
  id: helpCallIdSchema,
  terminal: roomIdSchema,
  /** Somebody has said that they are coming. */
  answered: z.boolean(),
  /** Milliseconds since 1970. */
  since: z.number(),
});
export type OpenHelpCall = z.infer<typeof openHelpCallSchema>;

/** The calls for the staff that are under way. */
export interface HelpCalls {
  /** @throws Refusal when this terminal calls too often */
  readonly open: (terminal: string, request: HelpRequest) => HelpCall;
  /** How a call of this terminal stands; the terminal thereby shows that somebody still waits. */
  readonly look: (terminal: string, id: string) => HelpCall;
  /** The person no longer needs anybody. */
  readonly close: (terminal: string, id: string) => HelpCall;
  /** Oldest first. */
  readonly list: () => readonly OpenHelpCall[];
  /** @throws OperatorProblem when nobody waits under this id */
  readonly answer: (id: string) => OpenHelpCall;
}

/** Terminals look every few seconds: whoever is silent this long has been switched off or cut off. */
const SILENT_AFTER_MS = 60_000;

/** More than anybody in need calls, few enough that a child with time does not drive the staff mad. */
const CALLS_PER_TERMINAL = 10;
const COUNTED_FOR_MS = 10 * 60_000;

/**
 * Keeps the calls in memory: one lasts minutes, and after a restart the terminals say that nobody could be reached.
 * A terminal has one call at a time, so that there are never more than terminals.
 */
export const createHelpCalls = (now: () => number): HelpCalls => {
  const calls = new Map<string, { readonly call: OpenHelpCall; readonly seen: number }>();
  const callTimes = new Map<string, readonly number[]>();

  const find = (terminal: string, id: string): OpenHelpCall => {
    const call = calls.get(terminal)?.call;
    if (call?.id !== id) throw new Refusal('not-found', 'There is no such call of this terminal.');
    return call;
  };
  const stateOf = ({ id, answered }: OpenHelpCall): HelpCall => ({ id, state: answered ? 'answered' : 'open' });
  const list = (): readonly OpenHelpCall[] => {
    for (const [terminal, { seen }] of calls) if (now() - seen > SILENT_AFTER_MS) calls.delete(terminal);
    return [...calls.values()].map(({ call }) => call).sort((one, other) => one.since - other.since);
  };

  return {
    open: (terminal, request) => {
      const recent = (callTimes.get(terminal) ?? []).filter((time) => now() - time < COUNTED_FOR_MS);
      if (recent.length >= CALLS_PER_TERMINAL)
        throw new Refusal('rate-limited', 'This terminal has called too often in the last minutes.');
      callTimes.set(terminal, [...recent, now()]);
      const call = { ...request, id: randomBytes(4).toString('hex'), terminal, answered: false, since: now() };
      calls.set(terminal, { call, seen: now() });
      return stateOf(call);
    },
    look: (terminal, id) => {
      const call = find(terminal, id);
      calls.set(terminal, { call, seen: now() });
      return stateOf(call);
    },
    close: (terminal, id) => {
      find(terminal, id);
      calls.delete(terminal);
      return { id, state: 'closed' };
    },
    list,
    answer: (id) => {
      const call = list().find((open) => open.id === id);
      if (call === undefined) throw new OperatorProblem(`Nobody waits for help under ${id}.`);
      const answered = { ...call, answered: true };
      calls.set(call.terminal, { call: answered, seen: calls.get(call.terminal)?.seen ?? now() });
      return answered;
    },
  };
};
