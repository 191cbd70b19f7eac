import { z } from 'zod';
import { startCity } from '../../city/server.ts';
import { enrolMachine } from '../enrol-machine.ts';

/** A city endpoint in a process of its own, which can be killed. Says its address, and a token when it is asked for one. */
const [dataDir, terminal] = z.tuple([z.string(), z.string().optional()]).parse(process.argv.slice(2, 4));

/** The terminal's spool is what is tried: its one token lasts as long as the bench. */
const TOKEN_LIFE_SECONDS = 24 * 60 * 60;
const SITE = { id: 'yard', name: 'Yard' };

const bbb = { url: 'http://127.0.0.1:9', secret: 'never-asked' };
const city = await startCity({ port: 0, dataDir, bbb, tokenLifeSeconds: TOKEN_LIFE_SECONDS });
const enrolled =
  terminal === undefined ? null : await city.addSite(SITE).then(() => enrolMachine(city, { site: SITE.id, terminal }));
process.stdout.write(`${JSON.stringify({ port: city.port, token: enrolled?.token ?? '' })}\n`);
const end = (): void => void city.close().then(() => process.exit());
// When the bench itself is gone, nobody speaks any more.
process.stdin.once('data', end).once('end', end);
