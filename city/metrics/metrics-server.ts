import fastify from 'fastify';
import { listenOn } from '../listen.ts';
import type { CityMetrics } from './metrics.ts';

/**
 * Serves the metrics at `/metrics` of a port of their own: what terminals and the web reach has no such address.
 * @returns where, and the way to end it
 * @throws OperatorProblem when the port cannot be used
 */
export const openMetricsServer = async (metrics: CityMetrics, port: number, host: string) => {
  const app = fastify({ logger: false });
  app.get('/metrics', async (_request, reply) => {
    const { type, text } = await metrics.render();
    return reply.type(type).send(text);
  });
  const { url } = await listenOn(app, port, host);
  return { url: `${url}metrics`, close: () => app.close() };
};
