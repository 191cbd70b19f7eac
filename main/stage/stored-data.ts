import { WebContentsView, type Session } from 'electron';
import { z } from 'zod';

/** `Storage.getUsageAndQuota` of the DevTools protocol: databases, caches, files and service workers of one origin. */
const usageSchema = z.object({ usage: z.number() });

/**
 * How many bytes pages of these origins have stored in a session. It is asked through a view that never loads
 * anything and so starts no process; the answer comes from the browser process in some 2 ms.
 */
export const storedBytes = async (session: Session, origins: readonly string[]): Promise<number> => {
  const { webContents } = new WebContentsView({ webPreferences: { session, sandbox: true } });
  try {
    webContents.debugger.attach();
    let bytes = 0;
    for (const origin of origins) {
      const answer: unknown = await webContents.debugger.sendCommand('Storage.getUsageAndQuota', { origin });
      bytes += usageSchema.parse(answer).usage;
    }
    return bytes;
  } finally {
    webContents.close();
  }
};
