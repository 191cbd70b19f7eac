import { randomUUID } from 'node:crypto';
import { Client, type ClientConfig, type Pool } from 'pg';
import { z } from 'zod';
import { systemErrorCode } from '../operator-problem.ts';
import { RUNNING_LOCK } from './running-lock.ts';
import { createLocalWake, type Wake } from './wake.ts';

const CHANNEL = 'stadtfenster';

/** How soon a broken line is opened again, and how soon again when that fails. */
const AGAIN_AFTER_MS = 1000;

const noteSchema = z.object({ from: z.string(), topic: z.enum(['tokens', 'orders']), text: z.string() });

export interface ServerWake extends Wake {
  readonly close: () => Promise<void>;
}

/**
 * Wakes other processes through the database server they have in common (LISTEN and NOTIFY). The listening connection
 * also holds the lock that says that a city runs on this database.
 * @param isCity whether this process listens; a command only tells
 * @param trouble told the code each time the line breaks
 */
export const openServerWake = async (
  config: ClientConfig,
  pool: Pool,
  isCity: boolean,
  trouble: (code: string) => void,
): Promise<ServerWake> => {
  const local = createLocalWake();
  const own = randomUUID();
  let client: Client | null = null;
  let again: NodeJS.Timeout | null = null;
  let closed = false;

  const hear = (payload: string): void => {
    const note = noteSchema.safeParse(JSON.parse(payload));
    // Of another version, or our own, which was called at once.
    if (note.success && note.data.from !== own) local.call(note.data.topic, note.data.text);
  };

  const open = async (): Promise<void> => {
    const opened = new Client(config);
    opened.on('notification', ({ payload }) => hear(payload ?? 'null'));
    // Without a listener Node ends the process; what follows is the end, below.
    opened.on('error', (error) => trouble(systemErrorCode(error) ?? 'line-gone'));
    await opened.connect();
    try {
      await opened.query('select pg_advisory_lock_shared($1)', [RUNNING_LOCK]);
      await opened.query(`listen ${CHANNEL}`);
    } catch (error) {
      await opened.end();
      throw error;
    }
    opened.once('end', () => {
      client = null;
      openLater();
    });
    client = opened;
  };

  const openLater = (): void => {
    if (closed) return;
    again = setTimeout(() => {
      // What was told while nobody heard it.
      open().then(local.callAll, openLater);
    }, AGAIN_AFTER_MS);
    again.unref();
  };

  if (isCity) await open();
  return {
    listen: local.listen,
    tell: async (topic, text = '') => {
      local.call(topic, text);
      await pool.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: own, topic, text })]);
    },
    close: async () => {
      closed = true;
      if (again !== null) clearTimeout(again);
      await client?.end();
    },
  };
};
