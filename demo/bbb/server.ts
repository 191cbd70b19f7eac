import { join } from 'node:path';
import websocket from '@fastify/websocket';
import fastify from 'fastify';
import type { ApiContext } from './api/context.ts';
import { readParameters } from './api/parameters.ts';
import { apiRoutes } from './api/routes.ts';
import { NORMAL_BEHAVIOUR, type Behaviour } from './behaviour.ts';
import { clientPages, readClient } from './client-pages.ts';
import { dataRoutes } from './live/data-routes.ts';
import { liveRoute } from './live/live.ts';
import { Meetings } from './meetings/meetings.ts';
import { presentationFile } from './presentation-file.ts';
import { rawPathOf, rawQueryOf } from './raw-url.ts';
import { settingsWith, type SettingsChange } from './settings.ts';
import { meetingView, type MeetingView } from './view.ts';

export interface BbbStandInOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Address to listen on; `127.0.0.1` unless told. */
  readonly host?: string;
  /** The shared secret of the API. */
  readonly secret: string;
  /** Milliseconds since 1970; all rules about time follow it. */
  readonly now?: () => number;
  /** What an operator of a BBB server sets in its files. */
  readonly settings?: SettingsChange;
  /** Where the built client lies; `dist/bbb-client` of the checkout unless told. */
  readonly clientFolder?: string;
}

export interface RequestRecord {
  /** When it came, in the stand-in's clock. */
  readonly at: number;
  readonly method: string;
  /** Without the query, which holds names and tokens. */
  readonly path: string;
  /** The `meetingID` of the query, when there is one. */
  readonly meetingID: string | null;
}

export interface BbbStandIn {
  /** For example `http://127.0.0.1:8090`; the API lies at `/bigbluebutton/api`. */
  readonly url: string;
  readonly port: number;
  /** The meetings as they are now, also the ended ones still remembered. */
  readonly meetings: readonly MeetingView[];
  /** The latest requests, oldest first. */
  readonly requests: readonly RequestRecord[];
  /** Sets how the stand-in misbehaves from now on; what is not named is normal. `behave({})` makes all well. */
  readonly behave: (behaviour: Partial<Behaviour>) => void;
  /** As if the server were started anew: hangs up on everybody, and no meeting is known any more. */
  readonly restart: () => void;
  /** Applies the rules about time now; for tests with their own clock. */
  readonly sweep: () => void;
  readonly close: () => Promise<void>;
}

const DEFAULT_CLIENT_FOLDER = join(import.meta.dirname, '..', '..', 'dist', 'bbb-client');

/** How often the rules about time are applied when nobody asks anything. */
const SWEEP_EVERY_MS = 250;

/** A demonstration may run for weeks; older requests are forgotten. */
const REQUESTS_KEPT = 5000;

const LONGEST_MESSAGE_BYTES = 64 * 1024;

/**
 * Starts a stand-in for a BigBlueButton 3.0 server: its HTTP API, a small client of its own and a live
 * connection between them. All state is in memory. Fails when the port is taken.
 */
export const startBbbStandIn = async (options: BbbStandInOptions): Promise<BbbStandIn> => {
  const { port: wantedPort, host = '127.0.0.1', secret, now = Date.now } = options;
  const settings = settingsWith(options.settings ?? {});
  const meetings = new Meetings(settings);
  const requests: RequestRecord[] = [];
  let behaviour: Behaviour = NORMAL_BEHAVIOUR;
  let url = '';

  const context: ApiContext = { meetings, settings, now, url: () => url };
  const currentBehaviour = () => behaviour;

  const app = fastify({ exposeHeadRoutes: false, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.addHook('onRequest', async (request, reply) => {
    const { meetingID = null } = readParameters(rawQueryOf(request), '').parameters;
    requests.push({ at: now(), method: request.method, path: rawPathOf(request), meetingID });
    if (requests.length > REQUESTS_KEPT) requests.shift();
    reply.header('x-stand-in', 'Not BigBlueButton, a stand-in for it');
    if (behaviour.server === 'unavailable') await reply.status(503).type('text/html').send('<h1>503</h1>');
  });
  app.server.on('connection', (socket) => {
    if (behaviour.server === 'refusing') socket.destroy();
  });

  const hangUpOnClients = () => {
    for (const client of app.websocketServer.clients) client.terminate();
  };
  await app.register(websocket, {
    options: { maxPayload: LONGEST_MESSAGE_BYTES },
    preClose: (done) => {
      hangUpOnClients();
      app.websocketServer.close(() => done());
    },
  });
  const pages = await readClient(options.clientFolder ?? DEFAULT_CLIENT_FOLDER);
  await app.register(apiRoutes, { context, secret, behaviour: currentBehaviour });
  await app.register(dataRoutes, { context });
  await app.register(liveRoute, { context, secret });
  await app.register(presentationFile);
  await app.register(clientPages, { pages, behaviour: currentBehaviour });

  await app.listen({ port: wantedPort, host });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : wantedPort;
  url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

  const sweep = () => meetings.sweep(now());
  const sweeping = setInterval(sweep, SWEEP_EVERY_MS).unref();

  return {
    url,
    port,
    get meetings() {
      return meetings.all.map(meetingView);
    },
    get requests() {
      return [...requests];
    },
    behave: (change) => {
      behaviour = { ...NORMAL_BEHAVIOUR, ...change };
      if (behaviour.server !== 'refusing') return;
      hangUpOnClients();
      app.server.closeAllConnections();
    },
    restart: () => {
      hangUpOnClients();
      meetings.forgetAll();
    },
    sweep,
    close: async () => {
      clearInterval(sweeping);
      await app.close();
    },
  };
};
