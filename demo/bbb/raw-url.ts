import type { FastifyRequest } from 'fastify';

/** The query as it came, still percent-encoded, without `?`: a checksum is computed over these bytes. */
export const rawQueryOf = (request: FastifyRequest): string => {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
};

/** The path as it came, without the query. */
export const rawPathOf = (request: FastifyRequest): string => (request.raw.url ?? '').split('?', 1)[0] ?? '';
