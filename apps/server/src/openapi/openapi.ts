// The OpenAPI description of every route under /api, made from the same schemas that check them.

import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { errorBodySchema } from '@nearhand/protocol';
import type { ServerConfig } from '../config/config.ts';
import { readVersion } from '../version.ts';

/** Before any route is registered. */
export async function registerOpenApi(app: FastifyInstance, config: ServerConfig): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Nearhand',
        version: readVersion(),
        description: 'Signed in by cookie. Requests that change something need the Origin of this server and JSON.',
      },
      servers: [{ url: config.publicUrl }],
      components: {
        securitySchemes: { signIn: { type: 'apiKey', in: 'cookie', name: 'nearhand.session_token' } },
      },
    },
    transform: (document) => {
      const isApi = document.url.startsWith('/api/');
      const response = { '4xx': errorBodySchema, '5xx': errorBodySchema, ...responsesOf(document.schema) };
      return jsonSchemaTransform({ ...document, schema: isApi ? { ...document.schema, response } : { hide: true } });
    },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

function responsesOf(schema: unknown): Record<string, unknown> {
  if (typeof schema !== 'object' || schema === null || !('response' in schema)) return {};
  const { response } = schema;
  return typeof response === 'object' && response !== null ? { ...response } : {};
}
