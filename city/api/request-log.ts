import type { onResponseHookHandler } from 'fastify';

/** One line of the request log: nothing that a visitor or terminal sent. */
export interface LogEntry {
  readonly method: string;
  /** The pattern of the route, never the address itself; null when no route matched. */
  readonly route: string | null;
  readonly status: number;
  readonly ms: number;
  /** The code of the refusal, if it was one. */
  readonly code?: string;
  /** Where our own code failed: name of the error and places in the source, without its message. */
  readonly failure?: string;
}

/** Writes one entry per answered request. */
export const logRequest =
  (log: (entry: LogEntry) => void): onResponseHookHandler =>
  (request, reply, done) => {
    log({
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(request.refusal === null ? {} : { code: request.refusal.code }),
      ...(request.failure === null ? {} : { failure: request.failure }),
    });
    done();
  };

/** The places of an error without its message, which may repeat what somebody sent. */
export const placesOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...places.map((line) => line.trim())].join('\n  ');
};
