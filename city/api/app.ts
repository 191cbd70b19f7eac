import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { cityErrorSchema } from '../../contract/city-api.ts';
import { createCodeCheck } from '../codes/code-check.ts';
import type { HelpCalls } from '../help/help-calls.ts';
import type { MeetingServer } from '../meetings/meeting-server.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/open-store.ts';
import { requireDeviceToken } from './authentication.ts';
import { codeRoute } from './code-route.ts';
import { configurationRoute } from './configuration-route.ts';
import { dashboard } from './dashboard/dashboard.ts';
import { eventsRoute } from './events-route.ts';
import { helpRoutes } from './help-routes.ts';
import { healthRoute } from './health-route.ts';
import { joinRoute } from './join-route.ts';
import { refusalOf } from './refusal-of.ts';
import { type LogEntry, logRequest, placesOf } from './request-log.ts';
import { roomsRoute } from './rooms-route.ts';

/** Names and ids are all that a request of a terminal holds, events aside. */
const BODY_MAX_BYTES = 16 * 1024;
/** Long enough for a slow line, short enough that nobody holds connections open for nothing. */
const REQUEST_TIMEOUT_MS = 30_000;

/** What the API is made of. */
export interface ApiParts {
  readonly db: Database;
  readonly meetings: MeetingServer;
  readonly helpCalls: HelpCalls;
  readonly now: () => number;
  readonly log: (entry: LogEntry) => void;
}

const bodyOf = ({ code, message }: Refusal) => cityErrorSchema.parse({ error: { code, message } });

/** The HTTP API of the city endpoint, not listening yet. */
export const createApi = async ({ db, meetings, helpCalls, now, log }: ApiParts) => {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_MAX_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // An address that cannot be decoded reaches no route and no error handler.
    frameworkErrors: (_error, _request, { raw }) => {
      const refusal = new Refusal('invalid-request', 'The address of the request is not valid.');
      raw.writeHead(refusal.status, { 'content-type': 'application/json', date: new Date(now()).toUTCString() });
      raw.end(JSON.stringify(bodyOf(refusal)));
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('terminal', '');
  app.decorateRequest('account', null);
  app.decorateRequest('refusal', null);
  app.decorateRequest('failure', null);

  app.addHook('onResponse', logRequest(log));
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    // Node waits for connections that an open request keeps alive, for more than a minute.
    if (closing) void reply.header('connection', 'close');
    // Terminals check their clock by it, so it is the time of sending.
    void reply.header('date', new Date(now()).toUTCString());
    // A join address must not stay in any cache.
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done();
  });
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error) ?? new Refusal('internal-error', 'The city endpoint failed; its log says where.');
    request.refusal = refusal;
    if (refusal.code === 'internal-error') request.failure = placesOf(error);
    if (refusal.retryAfterSeconds !== null) void reply.header('retry-after', refusal.retryAfterSeconds);
    return reply.status(refusal.status).send(bodyOf(refusal));
  });
  app.setNotFoundHandler(() => {
    throw new Refusal('not-found', 'There is nothing at this address.');
  });

  const codes = createCodeCheck(db, now);
  await app.register(healthRoute(db, meetings));
  await app.register(dashboard(db, now));
  await app.register(async (terminals) => {
    terminals.addHook('onRequest', requireDeviceToken(db));
    await terminals.register(configurationRoute(db));
    await terminals.register(roomsRoute({ db, meetings, now }));
    await terminals.register(joinRoute({ db, meetings, codes }));
    await terminals.register(codeRoute({ db, meetings, now, codes }));
    await terminals.register(eventsRoute(db, now));
    await terminals.register(helpRoutes(helpCalls));
  });
  return app;
};
