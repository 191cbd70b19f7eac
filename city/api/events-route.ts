import { z } from 'zod';
import { CITY_PATHS } from '../../contract/city-api.ts';
import { EVENT_BATCH_MAX, eventBatchSchema } from '../../contract/events.ts';
import { recordEvents } from '../events/event-store.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/open-store.ts';
import type { Routes } from './api-types.ts';

/** CloudEvents 1.0 asks receivers to take at least 64 KiB per event. */
const EVENT_MAX_BYTES = 64 * 1024;

const intakeSchema = z.object({ accepted: z.int().min(0), duplicates: z.int().min(0) });

/**
 * `POST v1/events`: takes what a terminal reports, as CloudEvents: a batch, or a single event in structured mode.
 * All of a batch is taken or none, and a resend changes nothing.
 */
export const eventsRoute =
  (db: Database, now: () => number): Routes =>
  (app, _options, done) => {
    const parseJson = app.getDefaultJsonParser('error', 'error');
    app.addContentTypeParser('application/cloudevents-batch+json', { parseAs: 'string' }, parseJson);
    app.addContentTypeParser<string>('application/cloudevents+json', { parseAs: 'string' }, (request, body, parsed) => {
      void parseJson(request, body, (error, event) => parsed(error, [event]));
    });
    const schema = { body: eventBatchSchema, response: { 202: intakeSchema } };
    const options = { schema, bodyLimit: EVENT_MAX_BYTES * EVENT_BATCH_MAX };
    app.post(`/${CITY_PATHS.events}`, options, async ({ body, terminal }, reply) => {
      const foreign = body.findIndex(({ source }) => source !== `/terminals/${terminal}`);
      if (foreign !== -1) {
        throw new Refusal('invalid-request', `The source of event ${foreign} is not the terminal of the bearer token.`);
      }
      const intake = await recordEvents(db, body, now());
      return reply.status(202).send(intake);
    });
    done();
  };
