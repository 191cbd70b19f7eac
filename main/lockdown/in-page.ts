import { randomUUID } from 'node:crypto';
import type { WebContents } from 'electron';
import { z } from 'zod';
import type { LockdownRule } from '../../contract/refusals.ts';
import type { Rule } from './rule.ts';

const PROTOCOL = '1.3';

/** The text was a parameter before Electron 35 and is a property since. */
const consoleSchema = z.object({ message: z.string() });

const attachedSchema = z.object({ sessionId: z.string(), targetInfo: z.object({ type: z.string() }) });

const command = async (contents: WebContents, method: string, parameters: object, session?: string): Promise<void> => {
  // Rejects when the frame has gone meanwhile: then there is nothing left to lock.
  await contents.debugger.sendCommand(method, parameters, session).catch(() => undefined);
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
 * Frames in a process of their own are locked as soon as they are there. Made to wait for it, they never load
 * (Electron 33).
 */
export const lockInPage = async (
  contents: WebContents,
  rules: readonly Rule[],
  count: (rule: LockdownRule) => void,
): Promise<void> => {
  const locks = rules.map(({ name, inPage }) => ({ name, ...inPage?.(contents), word: randomUUID() }));
  const lockTarget = async (session?: string): Promise<void> => {
    const commands = locks.flatMap(({ script, word, commands = [] }) => [
      ...commands,
      ...(script === undefined
        ? []
        : [
            {
              method: 'Page.addScriptToEvaluateOnNewDocument',
              parameters: { source: scriptOf(script, word), runImmediately: true },
            },
          ]),
    ]);
    const frames = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
    await Promise.all([
      command(contents, 'Page.enable', {}, session),
      ...commands.map(({ method, parameters }) => command(contents, method, parameters, session)),
      command(contents, 'Target.setAutoAttach', frames, session),
    ]);
  };
  // A page without a process forgets what it is told here, and its first document would be without a lock.
  await contents.loadURL('about:blank');
  contents.debugger.attach(PROTOCOL);
  contents.debugger.on('message', (_event, method: string, parameters: unknown) => {
    const lock = locks.find(({ refusedAt }) => refusedAt === method);
    if (lock !== undefined) count(lock.name);
    for (const { answer } of locks) {
      const given = answer?.(method, parameters) ?? null;
      if (given !== null) void command(contents, given.method, given.parameters);
    }
    if (method !== 'Target.attachedToTarget') return;
    const { sessionId, targetInfo } = attachedSchema.parse(parameters);
    if (targetInfo.type === 'iframe') void lockTarget(sessionId);
  });
  contents.on('console-message', (details: unknown, _level: number, text: string) => {
    const message = consoleSchema.safeParse(details).data?.message ?? text;
    const lock = locks.find(({ word }) => word === message);
    if (lock !== undefined) count(lock.name);
  });
  await lockTarget();
};
