import type { FastifyRequest } from 'fastify';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * Where somebody asks from, for counting attempts. What a reverse proxy on the same machine says is believed, and of it only
 * the last address: the others are whatever was sent.
 */
export const addressOf = ({ ip, headers }: FastifyRequest): string => {
  const forwarded = headers['x-forwarded-for'];
  if (!LOOPBACK.has(ip) || forwarded === undefined) return ip;
  return String(forwarded).split(',').at(-1)?.trim() ?? ip;
};
