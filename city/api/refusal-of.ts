import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { storeAwayCode } from '../store/server-problem.ts';

/** What Fastify's own errors carry; their messages are not passed on, as some repeat what was sent. */
const fastifyErrorSchema = z.object({
  statusCode: z.int().min(400).max(499),
  code: z.string(),
});

const SENTENCE_OF_CODE: Readonly<Record<string, string>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The request has no body.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body of the request is not valid JSON.',
};

const PLACES_SHOWN = 5;

/** A database server is started anew in less. */
const STORE_RETRY_SECONDS = 10;

/** Names the places, never what stood there: `2/data/room (invalid_format)`. */
const describePlaces = (issues: readonly { readonly instancePath: string; readonly keyword: string }[]): string =>
  issues
    .slice(0, PLACES_SHOWN)
    .map(({ instancePath, keyword }) => `${instancePath.slice(1) || 'its top'} (${keyword})`)
    .join(', ');

/** @returns the refusal that an error stands for, null when it is a failure of our own. */
export const refusalOf = (error: unknown): Refusal | null => {
  if (error instanceof Refusal) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const context = z.object({ validationContext: z.string() }).safeParse(error).data?.validationContext ?? 'request';
    const places = describePlaces(error.validation);
    return new Refusal('invalid-request', `The ${context} of the request is not as agreed at ${places}.`);
  }
  if (storeAwayCode(error) !== null) {
    return new Refusal('unavailable', 'The store of the city endpoint cannot be reached.', STORE_RETRY_SECONDS);
  }
  const parsed = fastifyErrorSchema.safeParse(error);
  if (!parsed.success) return null;
  const { statusCode, code } = parsed.data;
  // CloudEvents' web hooks ask for this word: a terminal then goes back to single events.
  if (statusCode === 415) {
    return new Refusal('unsupported-media-type', 'The content type of the request is not one that this address takes.');
  }
  if (statusCode === 413) return new Refusal('too-large', 'The body of the request is too large.');
  return new Refusal('invalid-request', SENTENCE_OF_CODE[code] ?? 'The request cannot be understood.');
};
