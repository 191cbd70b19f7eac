import { z } from 'zod';
import { startCity } from '../../city/server.ts';

/** A city endpoint in a process of its own, which can be killed. Says its address, and a token when it is asked for one. */
const [dataDir, terminal] = z.tuple([z.string(), z.string().optional()]).parse(process.argv.slice(2, 4));

const city = await startCity({ port: 0, dataDir, bbb: { url: 'http://127.0.0.1:9', secret: 'never-asked' } });
const token = terminal === undefined ? '' : await city.createDeviceToken(terminal);
process.stdout.write(`${JSON.stringify({ port: city.port, token })}\n`);
const end = (): void => void city.close().then(() => process.exit());
// When the bench itself is gone, nobody speaks any more.
process.stdin.once('data', end).once('end', end);
