// Set-up of the first administrator.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '@nearhand/base';
import { acceptedLocale, setupSchema } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';

export function registerAccounts(plainApp: FastifyInstance, context: AppContext): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const { setup } = context;

  app.post(
    '/api/setup',
    {
      schema: {
        summary: 'Create the first administrator',
        tags: ['accounts'],
        body: setupSchema,
        response: { 204: z.null() },
      },
      // Before the body is looked at: afterwards there is no such route, whatever is sent to it.
      onRequest: async () => {
        if (!(await setup.isNeeded())) throw new AppError('not_found', 'There is no such route.');
      },
    },
    async (request, reply) => {
      await setup.complete(request.body, acceptedLocale(request.headers['accept-language']));
      return reply.status(204).send(null);
    },
  );
}
