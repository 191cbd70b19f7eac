import { randomUUID } from 'node:crypto';
import type { WebContents } from 'electron';
import { z } from 'zod';
import type { LockdownRule } from '../../contract/refusals.ts';
import type { Rule } from './rule.ts';

const PROTOCOL = '1.3';

/** The text was a parameter before Electron 35 and is a property since. */
const consoleSchema = z.object({ message: z.string() });

const attachedSchema = z.object({ sessionId: z.string(), targetInfo: z.object({ type: z.string() }) });

const command = (contents: WebContents, method: string, parameters: object, session?: string): void => {
  // Rejects when the frame has gone meanwhile: then there is nothing left to lock.
  contents.debugger.sendCommand(method, parameters, session).catch(() => undefined);
};

/**
 * A script says "refused" on the console, which the page cannot hear, with a word that only it knows: it takes
 * `console.debug` before the page can change it.
 */
const scriptOf = (source: string, word: string): string =>
  `{ const say = console.debug.bind(console); const refused = () => say('${word}'); ${source} }`;

/**
 * What no event of Electron can refuse is refused inside the page, through the debugger's protocol: it comes
 * before the page's own scripts in every document, window.open()ed, `about:blank` or framed, and the page can
 * neither see it nor undo it. A preload script would be a bridge; the meeting has none.
 *
 * Frames in a process of their own are attached as they are made, and wait until they are locked.
 */
export const lockInPage = (
  contents: WebContents,
  rules: readonly Rule[],
  count: (rule: LockdownRule) => void,
): void => {
  const locks = rules.map(({ name, inPage }) => ({ name, ...inPage, word: randomUUID() }));
  const lockTarget = (session?: string): void => {
    command(contents, 'Page.enable', {}, session);
    for (const { script, word, commands = [] } of locks) {
      for (const { method, parameters } of commands) command(contents, method, parameters, session);
      if (script === undefined) continue;
      command(contents, 'Page.addScriptToEvaluateOnNewDocument', { source: scriptOf(script, word) }, session);
    }
    command(
      contents,
      'Target.setAutoAttach',
      { autoAttach: true, waitForDebuggerOnStart: true, flatten: true },
      session,
    );
  };
  contents.debugger.attach(PROTOCOL);
  contents.debugger.on('message', (_event, method: string, parameters: unknown) => {
    const lock = locks.find(({ refusedAt }) => refusedAt === method);
    if (lock !== undefined) count(lock.name);
    if (method !== 'Target.attachedToTarget') return;
    const { sessionId, targetInfo } = attachedSchema.parse(parameters);
    if (targetInfo.type === 'iframe') lockTarget(sessionId);
    command(contents, 'Runtime.runIfWaitingForDebugger', {}, sessionId);
  });
  contents.on('console-message', (details: unknown, _level: number, text: string) => {
    const message = consoleSchema.safeParse(details).data?.message ?? text;
    const lock = locks.find(({ word }) => word === message);
    if (lock !== undefined) count(lock.name);
  });
  lockTarget();
};
