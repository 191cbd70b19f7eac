import { PassThrough } from 'node:stream';
import type { FastifySchema } from 'fastify';
import { z } from 'zod';
import { CITY_PATHS } from '../../contract/city-api.ts';
import { ATTACHMENT_MAX_BYTES, ATTACHMENT_TYPES, orderIdSchema } from '../../contract/command.ts';
import { keepAttachment } from '../orders/attachments.ts';
import type { OrderStreams } from '../orders/order-streams.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/open-store.ts';
import type { Routes } from './api-types.ts';

/** How long a terminal waits at most before it comes again, the first time. */
const RETRY_MS = 2_000;

/** A terminal that reads nothing any more must not fill the memory. */
const UNREAD_MAX_BYTES = 256 * 1024;

const lastEventIdSchema = z.coerce.number().pipe(z.int().min(0)).catch(0);

interface OrdersRouteParts {
  readonly db: Database;
  readonly streams: OrderStreams;
  readonly now: () => number;
}

/**
 * `GET v1/orders`: the commands for this terminal as server-sent events, each a signed envelope, those after
 * `Last-Event-ID` first, in an answer that stays open. `POST v1/orders/:id/attachment`: what a command asked for.
 */
export const ordersRoute =
  ({ db, streams, now }: OrdersRouteParts): Routes =>
  (app, _options, done) => {
    // Of no narrower type: what is sent is a stream, and only described as text.
    const stream: FastifySchema = {
      summary: 'Commands as server-sent events, in an answer that stays open.',
      response: {
        200: {
          description: 'Each event is a signed envelope; its id goes into Last-Event-ID of the next request.',
          content: { 'text/event-stream': { schema: z.string() } },
        },
      },
    };
    app.get(`/${CITY_PATHS.orders}`, { schema: stream }, ({ headers, terminal }, reply) => {
      const body = new PassThrough();
      const close = streams.open(terminal, lastEventIdSchema.parse(headers['last-event-id']), {
        write: (text) => {
          if (body.writableLength > UNREAD_MAX_BYTES) body.destroy();
          else if (body.writable) body.write(text);
        },
        end: () => body.end(),
      });
      body.once('close', close);
      body.write(`retry: ${RETRY_MS}\n\n`);
      void reply.header('content-type', 'text/event-stream');
      // Proxies would keep a command back until more has come.
      void reply.header('x-accel-buffering', 'no');
      return reply.send(body);
    });

    app.addContentTypeParser(ATTACHMENT_TYPES.screenshot, { parseAs: 'buffer' }, (_request, body, parsed) =>
      parsed(null, body),
    );
    const schema = {
      summary: 'Takes what a command has asked for: a picture (JPEG) or a log (JSON).',
      params: z.object({ id: orderIdSchema }),
      response: { 202: z.object({}) },
    };
    const options = { schema, bodyLimit: ATTACHMENT_MAX_BYTES };
    app.post(`/${CITY_PATHS.orderAttachment(':id')}`, options, async ({ params, terminal, body }, reply) => {
      if (body === undefined || body === null) throw new Refusal('invalid-request', 'The request has no body.');
      const isPicture = Buffer.isBuffer(body);
      const sent = {
        command: params.id,
        terminal,
        kind: isPicture ? ('screenshot' as const) : ('log' as const),
        body: isPicture ? body : Buffer.from(JSON.stringify(body)),
      };
      await keepAttachment(db, sent, now());
      return reply.status(202).send({});
    });
    done();
  };
