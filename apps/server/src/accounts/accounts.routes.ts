// Set-up of the first administrator, and the signed-in member's own data.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '@nearhand/base';
import { meSchema, setupSchema, updateMeSchema } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { memberOf } from './members.ts';
import { readMe, updateMe } from './me.ts';

export function registerAccounts(plainApp: FastifyInstance, context: AppContext): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const { members, setup } = context;

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
      await setup.complete(request.body);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/api/me',
    {
      schema: { summary: 'Who is signed in', tags: ['accounts'], response: { 200: meSchema } },
      preHandler: members.requireSignedIn,
    },
    (request) => readMe(context.db, memberOf(request)),
  );

  app.patch(
    '/api/me',
    {
      schema: {
        summary: 'Change name or language',
        tags: ['accounts'],
        body: updateMeSchema,
        response: { 200: meSchema },
      },
      preHandler: members.requireMember,
    },
    async (request) => {
      await updateMe(context, memberOf(request), request.body);
      return readMe(context.db, memberOf(request));
    },
  );
}
