import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { CITY_PATHS } from '../../contract/city-api.ts';
import type { CityEvent } from '../../contract/events.ts';

/** What became of one request. */
export interface ClientAnswer {
  /** HTTP status; 0 when nobody answered. */
  readonly status: number;
  /** When the city wants to be asked again; null when it did not say. */
  readonly retryAfterSeconds: number | null;
}

/** The protocol of a terminal, as an invented one speaks it. */
export interface TerminalClient {
  readonly configuration: () => Promise<ClientAnswer>;
  readonly rooms: () => Promise<ClientAnswer>;
  readonly report: (events: readonly CityEvent[]) => Promise<ClientAnswer>;
  /** Lets go of its line. */
  readonly close: () => void;
}

/** A terminal gives up on an answer that takes longer. */
const ANSWER_TIMEOUT_MS = 30_000;

const NOBODY: ClientAnswer = { status: 0, retryAfterSeconds: null };

/**
 * Speaks to a city endpoint over http, in a terminal's name and over a line of its own.
 * @param city its address
 */
export const createTerminalClient = (city: URL, token: string): TerminalClient => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const authorization = `Bearer ${token}`;

  const ask = (path: string, body?: readonly CityEvent[]): Promise<ClientAnswer> =>
    new Promise((resolve) => {
      const method = body === undefined ? 'GET' : 'POST';
      const type = body === undefined ? {} : { 'content-type': 'application/cloudevents-batch+json' };
      const headers = { authorization, ...type };
      const sent = request(new URL(path, city), { agent, method, headers, timeout: ANSWER_TIMEOUT_MS });
      sent.once('timeout', () => sent.destroy());
      sent.once('error', () => resolve(NOBODY));
      sent.once('response', (response) => {
        const seconds = Number(response.headers['retry-after'] ?? Number.NaN);
        const answer = {
          status: response.statusCode ?? 0,
          retryAfterSeconds: Number.isFinite(seconds) ? seconds : null,
        };
        text(response).then(
          () => resolve(answer),
          () => resolve(NOBODY),
        );
      });
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });

  return {
    configuration: () => ask(CITY_PATHS.configuration),
    rooms: () => ask(CITY_PATHS.rooms),
    report: (events) => ask(CITY_PATHS.events, events),
    close: () => agent.destroy(),
  };
};
