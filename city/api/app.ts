import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { cityErrorSchema } from '../../contract/city-api.ts';
import { createCodeCheck } from '../codes/code-check.ts';
import { createEventIntake } from '../events/event-intake.ts';
import { findTerminalsOfTokens } from '../fleet/bearer-tokens.ts';
import { rememberTokens } from '../fleet/token-cache.ts';
import type { HelpCalls } from '../help/help-calls.ts';
import type { MeetingServer } from '../meetings/meeting-server.ts';
import { holdOrderStreams } from '../orders/order-streams.ts';
import type { CityMetrics } from '../metrics/metrics.ts';
import { Refusal } from '../refusal.ts';
import { askTogether } from '../store/ask-together.ts';
import type { Database } from '../store/open-store.ts';
import type { Wake } from '../store/wake.ts';
import { requireBearerToken } from './authentication.ts';
import { codeRoute } from './code-route.ts';
import { configurationRoute } from './configuration-route.ts';
import { dashboard } from './dashboard/dashboard.ts';
import { enrolmentRoutes } from './enrolment-routes.ts';
import { eventsRoute } from './events-route.ts';
import { helpRoutes } from './help-routes.ts';
import { healthRoute } from './health-route.ts';
import { joinRoute } from './join-route.ts';
import { describeApi, describeAsForTerminals } from './openapi.ts';
import { ordersRoute } from './orders-route.ts';
import { refusalOf } from './refusal-of.ts';
import { type LogEntry, logRequest, placesOf } from './request-log.ts';
import { roomsRoute } from './rooms-route.ts';

/** Names and ids are all that a request of a terminal holds, events aside. */
const BODY_MAX_BYTES = 16 * 1024;
/** Long enough for a slow line, short enough that nobody holds connections open for nothing. */
const REQUEST_TIMEOUT_MS = 30_000;
/** How long a stopping city waits for requests that it has begun with. */
const STOPPING_MAX_MS = 20_000;
/** When a terminal asks again after it was told that this process stops: another one, or the next, answers by then. */
const STOPPING_RETRY_SECONDS = 5;

/** What the API is made of. */
export interface ApiParts {
  readonly db: Database;
  readonly wake: Wake;
  readonly meetings: MeetingServer;
  readonly helpCalls: HelpCalls;
  readonly now: () => number;
  /** For how long a terminal's bearer token is good. */
  readonly tokenLifeSeconds: number;
  readonly log: (entry: LogEntry) => void;
  /** Counts and times what is done; default: nobody. */
  readonly metrics?: CityMetrics;
}

const bodyOf = ({ code, message }: Refusal) => cityErrorSchema.parse({ error: { code, message } });

/** The HTTP API of the city endpoint, not listening yet. */
export const createApi = async (parts: ApiParts) => {
  const { db, wake, meetings, helpCalls, now, tokenLifeSeconds, log, metrics } = parts;
  const app = fastify({
    logger: false,
    bodyLimit: BODY_MAX_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // With our own words, below.
    return503OnClosing: false,
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
  app.addHook('onResponse', (request, reply, done) => {
    metrics?.answered(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  let closing = false;
  const streams = holdOrderStreams(db, { now, wake, random: Math.random });
  app.addHook('preClose', (done) => {
    closing = true;
    streams.close();
    setTimeout(() => app.server.closeAllConnections(), STOPPING_MAX_MS).unref();
    done();
  });
  app.addHook('onRequest', (_request, _reply, done) => {
    const stopping = 'The city endpoint is stopping; ask again in a moment.';
    done(closing ? new Refusal('unavailable', stopping, STOPPING_RETRY_SECONDS) : undefined);
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
  const findTokens = askTogether((tokens: readonly string[]) => findTerminalsOfTokens(db, tokens, now()));
  const findTerminal = rememberTokens(findTokens, wake, now);
  const takeEvents = createEventIntake(db, now);
  await describeApi(app);
  await app.register(healthRoute(db, meetings));
  await app.register(enrolmentRoutes({ db, wake, now, tokenLifeSeconds }));
  await app.register(dashboard({ db, wake, helpCalls, now }));
  await app.register(async (terminals) => {
    terminals.addHook('onRequest', requireBearerToken(findTerminal));
    describeAsForTerminals(terminals);
    await terminals.register(configurationRoute(db, now));
    await terminals.register(roomsRoute({ db, meetings, now }));
    await terminals.register(joinRoute({ db, meetings, codes, now }));
    await terminals.register(codeRoute({ db, meetings, now, codes }));
    await terminals.register(
      eventsRoute(async (batch) => {
        const intake = await takeEvents(batch);
        metrics?.taken(intake);
        return intake;
      }),
    );
    await terminals.register(helpRoutes(helpCalls));
    await terminals.register(ordersRoute({ db, streams, now }));
  });
  return app;
};
