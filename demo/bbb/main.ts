import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startBbbStandIn } from './server.ts';

const USAGE = 'Usage: npm run demo:bbb -- --port 8090 --secret S';
const WRONG_PORT = '--port must be a number from 0 to 65535.';
const NO_SECRET = '--secret is missing: the secret that callers sign with.';

const optionsSchema = z.object({
  port: z
    .string()
    .regex(/^\d{1,5}$/, { error: WRONG_PORT, abort: true })
    .transform(Number)
    .refine((port) => port <= 65535, WRONG_PORT),
  secret: z.string({ error: NO_SECRET }).min(1, NO_SECRET),
});

const readOptions = () => {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8090' }, secret: { type: 'string' } },
  });
  return optionsSchema.parse(values);
};

const sentenceFor = (error: unknown): string => {
  if (error instanceof z.ZodError) return `${error.issues[0]?.message ?? 'The options are wrong.'} ${USAGE}`;
  if (!(error instanceof Error)) return 'The stand-in could not start.';
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return 'The port is in use; choose another one with --port.';
  if (code === 'EACCES') return 'This user may not use that port; choose one above 1023 with --port.';
  if (code.startsWith('ERR_PARSE_ARGS')) return `${error.message}. ${USAGE}`;
  return `The stand-in could not start: ${error.message}`;
};

try {
  const standIn = await startBbbStandIn(readOptions());
  console.log(`Stand-in for a BigBlueButton server: ${standIn.url}/bigbluebutton/`);
  const stop = () => void standIn.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  console.error(sentenceFor(error));
  process.exitCode = 1;
}
