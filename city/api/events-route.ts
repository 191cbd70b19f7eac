import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CITY_PATHS } from '../../contract/city-api.ts';
import { EVENT_BATCH_MAX, eventBatchSchema } from '../../contract/events.ts';
import type { TakeEvents } from '../events/event-intake.ts';
import { Refusal } from '../refusal.ts';
import type { Routes } from './api-types.ts';

/** CloudEvents 1.0 asks receivers to take at least 64 KiB per event. */
const EVENT_MAX_BYTES = 64 * 1024;

const intakeSchema = z.object({ accepted: z.int().min(0), duplicates: z.int().min(0) });

/** @throws Refusal when a body is not the one that its sender has digested (`Content-Digest`, RFC 9530) */
const checkDigest = ({ headers }: FastifyRequest, body: string): void => {
  const promised = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):/.exec(
    [headers['content-digest'] ?? ''].flat().join(','),
  )?.[1];
  if (promised === undefined || promised === createHash('sha256').update(body).digest('base64')) return;
  throw new Refusal('damaged', 'The body of the request was damaged on its way.');
};

/**
 * `POST v1/events`: takes what a terminal reports, as CloudEvents: a batch, the same as plain JSON, or a single event in
 * structured mode.
 * All of a batch is taken or none, and a resend changes nothing.
 */
export const eventsRoute =
  (takeEvents: TakeEvents): Routes =>
  (app, _options, done) => {
    const parseJson = app.getDefaultJsonParser('error', 'error');
    const take = (
      request: FastifyRequest,
      body: string,
      parsed: (error: Error | null, body?: unknown) => void,
      shape: (json: unknown) => unknown,
    ): void => {
      try {
        checkDigest(request, body);
      } catch (error) {
        parsed(error instanceof Error ? error : null);
        return;
      }
      void parseJson(request, body, (error, json) => parsed(error, shape(json)));
    };
    app.removeContentTypeParser(['application/json', 'text/plain']);
    app.addContentTypeParser<string>(
      ['application/cloudevents-batch+json', 'application/json'],
      { parseAs: 'string' },
      (request, body, parsed) => take(request, body, parsed, (events) => events),
    );
    app.addContentTypeParser<string>('application/cloudevents+json', { parseAs: 'string' }, (request, body, parsed) =>
      take(request, body, parsed, (event) => [event]),
    );
    const schema = {
      summary: 'Takes events of the terminal: all of a batch or none, and each only once.',
      body: eventBatchSchema,
      response: { 202: intakeSchema },
    };
    const options = { schema, bodyLimit: EVENT_MAX_BYTES * EVENT_BATCH_MAX };
    app.post(`/${CITY_PATHS.events}`, options, async ({ body, terminal }, reply) => {
      const foreign = body.findIndex(({ source }) => source !== `/terminals/${terminal}`);
      if (foreign !== -1) {
        throw new Refusal('invalid-request', `The source of event ${foreign} is not the terminal of the bearer token.`);
      }
      const intake = await takeEvents(body);
      return reply.status(202).send(intake);
    });
    done();
  };
