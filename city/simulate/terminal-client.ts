import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { CITY_PATHS } from '../../contract/city-api.ts';
import type { CityEvent } from '../../contract/events.ts';
import type { Authorize } from './authorization.ts';

/** What became of one request. */
export interface ClientAnswer {
  /** HTTP status; 0 when nobody answered. */
  readonly status: number;
  /** When the city wants to be asked again; null when it did not say. */
  readonly retryAfterSeconds: number | null;
  readonly body: string;
}

/** The protocol of a terminal, as an invented one speaks it. */
export interface TerminalClient {
  readonly configuration: () => Promise<ClientAnswer>;
  readonly rooms: () => Promise<ClientAnswer>;
  readonly report: (events: readonly CityEvent[]) => Promise<ClientAnswer>;
  /**
   * Holds the stream of commands open, until it ends or `stop` ends it.
   * @param after the version of the last command that came, as the city gave it; empty at first
   * @param heard the id and data of each server-sent event
   * @param opened called when the city has begun to answer
   */
  readonly orders: (after: string, heard: Heard, opened: () => void) => Promise<ClientAnswer>;
  /** Lets go of its lines. */
  readonly close: () => void;
}

export type Heard = (id: string, data: string) => void;

/** A terminal gives up on an answer that takes longer. */
const ANSWER_TIMEOUT_MS = 30_000;
/** The city says something every 15 seconds: so long a silence is a line that is cut without a word. */
const SILENT_AFTER_MS = 45_000;

const NOBODY: ClientAnswer = { status: 0, retryAfterSeconds: null, body: '' };

const OK = 200;

/** How a request is begun. */
interface Opening {
  readonly lines: Agent;
  /** Milliseconds without a byte. */
  readonly timeout: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Server-sent events (HTML Living Standard, 9.2) in the form in which the city endpoint writes them. */
const readEvents = async (answer: IncomingMessage, heard: Heard): Promise<void> => {
  let rest = '';
  for await (const piece of answer.setEncoding('utf8')) {
    const events = `${rest}${piece}`.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const [, id, data] = /^id: (.*)\ndata: (.*)$/.exec(event) ?? [];
      if (id !== undefined && data !== undefined) heard(id, data);
    }
  }
};

/**
 * Speaks to a city endpoint over http, in a terminal's name: over a line of its own, and one more for the commands.
 * @param city its address
 */
export const createTerminalClient = (city: URL, authorize: Authorize): TerminalClient => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const stream = new Agent({ keepAlive: false, maxSockets: 1 });

  const open = async (
    path: string,
    { lines, timeout, headers = {}, body }: Opening,
  ): Promise<{ readonly response: IncomingMessage; readonly answer: ClientAnswer }> => {
    const authorization = await authorize();
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request(new URL(path, city), {
      agent: lines,
      method,
      headers: { ...headers, authorization },
      timeout,
    });
    sent.once('timeout', () => sent.destroy());
    sent.end(body);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve);
      sent.once('error', reject);
    });
    // The line may break later too.
    sent.on('error', () => response.destroy());
    const seconds = Number(response.headers['retry-after'] ?? Number.NaN);
    const retryAfterSeconds = Number.isFinite(seconds) ? seconds : null;
    return { response, answer: { status: response.statusCode ?? 0, retryAfterSeconds, body: '' } };
  };

  const ask = async (path: string, opening: Pick<Opening, 'headers' | 'body'> = {}): Promise<ClientAnswer> => {
    try {
      const { response, answer } = await open(path, { ...opening, lines: agent, timeout: ANSWER_TIMEOUT_MS });
      return { ...answer, body: await text(response) };
    } catch {
      return NOBODY;
    }
  };

  return {
    configuration: () => ask(CITY_PATHS.configuration),
    rooms: () => ask(CITY_PATHS.rooms),
    report: (events) =>
      ask(CITY_PATHS.events, {
        headers: { 'content-type': 'application/cloudevents-batch+json' },
        body: JSON.stringify(events),
      }),
    orders: async (after, heard, opened) => {
      const headers = after === '' ? {} : { 'last-event-id': after };
      try {
        const { response, answer } = await open(CITY_PATHS.orders, {
          headers,
          lines: stream,
          timeout: SILENT_AFTER_MS,
        });
        if (answer.status === OK) opened();
        await readEvents(response, heard);
        return answer;
      } catch {
        return NOBODY;
      }
    },
    close: () => {
      agent.destroy();
      stream.destroy();
    },
  };
};
