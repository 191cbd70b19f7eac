import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CITY_PATHS, cityErrorSchema } from '../../contract/city-api.ts';

/**
 * Describes the routes that are registered after it, and serves the description at `openapi.json`: made from the
 * schemas that requests and answers are checked with, so that it cannot say anything else.
 */
export const describeApi = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Stadtfenster city endpoint',
        description: 'Where the terminals of a city take rooms and joins from, and report to.',
        version: '1',
        license: { name: 'EUPL-1.2', url: 'https://eupl.eu/1.2/en/' },
      },
      components: {
        securitySchemes: { device: { type: 'http', scheme: 'bearer', description: 'A token of the terminal.' } },
      },
    },
    transform: (route) => {
      const { schema } = route;
      if (schema.hide === true) return jsonSchemaTransform(route);
      const answers = z.record(z.string(), z.unknown()).parse(schema.response ?? {});
      const response = { ...answers, default: cityErrorSchema };
      return jsonSchemaTransform({ ...route, schema: { ...schema, response } });
    },
  });
  app.get(`/${CITY_PATHS.openApi}`, { schema: { hide: true } }, () => app.swagger());
};

/** To be called where the token is asked for: says so of the routes that are registered there after it. */
export const describeAsForTerminals = (app: FastifyInstance): void => {
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, security: [{ device: [] }] };
  });
};
