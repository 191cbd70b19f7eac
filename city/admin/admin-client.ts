import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { remoteAccountAdmin } from '../accounts/account-admin.ts';
import { parseNewEnrolmentCode } from '../fleet/enrolment-codes.ts';
import { parseNewSite } from '../fleet/sites.ts';
import { parseTerminalMove } from '../fleet/terminals.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { ADMIN_CALLS, type CityAdmin } from './admin.ts';

const ANSWER_TIMEOUT_MS = 30_000;
/** Years of events have to be written. */
const BACKUP_TIMEOUT_MS = 60 * 60_000;

const problemSchema = z.object({ message: z.string() });

/** One call to the running server; plain `node:http`, because `fetch` cannot speak through a UNIX socket. */
const post = async (
  socketPath: string,
  path: string,
  body: unknown,
  timeoutMs: number,
): Promise<{ ok: boolean; json: unknown }> => {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(timeoutMs);
  // Without an agent, so that no idle connection holds up the server when it is closed.
  const sent = request({ socketPath, path, method: 'POST', headers, signal, agent: false });
  sent.end(JSON.stringify(body));
  const received: readonly unknown[] = await once(sent, 'response');
  const [response] = received;
  if (!(response instanceof IncomingMessage)) throw new TypeError('There is no response.');
  return { ok: response.statusCode === 200, json: JSON.parse(await text(response)) };
};

/**
 * The operations, done by the server that has the store open.
 * @param socketPath where it answers
 */
export const remoteAdmin = (socketPath: string): CityAdmin => {
  const call = async <T>(
    path: string,
    body: unknown,
    answerSchema: z.ZodType<T>,
    timeoutMs = ANSWER_TIMEOUT_MS,
  ): Promise<T> => {
    let answer;
    try {
      answer = await post(socketPath, path, body, timeoutMs);
    } catch (error) {
      throw new OperatorProblem('The running city endpoint does not answer; try again or stop it.', { cause: error });
    }
    const parsed = answerSchema.safeParse(answer.json);
    if (answer.ok && parsed.success) return parsed.data;
    const problem = problemSchema.safeParse(answer.json);
    throw new OperatorProblem(problem.data?.message ?? 'The running city endpoint is of another version; restart it.');
  };
  const {
    addSite,
    listSites,
    createEnrolmentCode,
    listTerminals,
    revokeTerminal,
    moveTerminal,
    createAccessCode,
    createServicePin,
    listEvents,
    importSeed,
    listHelpCalls,
    answerHelpCall,
    listAudience,
    sendCommand,
    listCommands,
    readAttachment,
    backup,
  } = ADMIN_CALLS;
  return {
    addSite: async (body) => call(addSite.path, parseNewSite(body), addSite.answer),
    listSites: async () => (await call(listSites.path, {}, listSites.answer)).sites,
    createEnrolmentCode: async (body) =>
      (await call(createEnrolmentCode.path, parseNewEnrolmentCode(body), createEnrolmentCode.answer)).code,
    listTerminals: async () => (await call(listTerminals.path, {}, listTerminals.answer)).terminals,
    revokeTerminal: async (body) => {
      await call(revokeTerminal.path, body, revokeTerminal.answer);
    },
    moveTerminal: async (body) => {
      await call(moveTerminal.path, parseTerminalMove(body), moveTerminal.answer);
    },
    createAccessCode: async (body) => (await call(createAccessCode.path, body, createAccessCode.answer)).code,
    createServicePin: async (body) => (await call(createServicePin.path, body, createServicePin.answer)).pin,
    listEvents: async (body) => (await call(listEvents.path, body, listEvents.answer)).events,
    importSeed: async (body) => {
      await call(importSeed.path, body, importSeed.answer);
    },
    listHelpCalls: async () => (await call(listHelpCalls.path, {}, listHelpCalls.answer)).calls,
    answerHelpCall: (body) => call(answerHelpCall.path, body, answerHelpCall.answer),
    listAudience: async (body) => (await call(listAudience.path, body, listAudience.answer)).terminals,
    sendCommand: (body) => call(sendCommand.path, body, sendCommand.answer),
    listCommands: async (body) => (await call(listCommands.path, body, listCommands.answer)).commands,
    readAttachment: (body) => call(readAttachment.path, body, readAttachment.answer),
    backup: async (body) => (await call(backup.path, body, backup.answer, BACKUP_TIMEOUT_MS)).rows,
    accounts: remoteAccountAdmin(call),
  };
};
