// Better Auth's own routes under /api/auth, carried over from Fastify's requests.

import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../app-context.ts';
import { clientAddressHeader } from './authentication.ts';

export function registerAuth(app: FastifyInstance, context: AppContext): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    handler: async (request, reply) => {
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers)) {
        if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
      }
      headers.set(clientAddressHeader, request.ip);
      const hasBody = request.body !== undefined && request.body !== null;
      const answer = await context.authentication.auth.handler(
        new Request(new URL(request.url, context.config.publicUrl), {
          method: request.method,
          headers,
          ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
        }),
      );
      reply.status(answer.status);
      for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value);
      for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
      return reply.send(answer.body === null ? null : await answer.text());
    },
  });
}
