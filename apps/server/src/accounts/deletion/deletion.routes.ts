// Deleting one's own account over HTTP.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { acceptedLocale, deleteAccountSchema, deletionPlanSchema } from '@nearhand/protocol';
import { memberOf, type Members } from '../members.ts';
import type { AccountDeletion } from './account-deletion.ts';

const tags = ['accounts'];

export function registerAccountDeletion(
  app: FastifyInstance,
  { deletion, members }: { readonly deletion: AccountDeletion; readonly members: Members },
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const preHandler = members.requireMember;

  routes.get(
    '/api/me/deletion',
    {
      schema: { summary: 'What deleting my account would do', tags, response: { 200: deletionPlanSchema } },
      preHandler,
    },
    (request) => deletion.plan(memberOf(request)),
  );
  routes.post(
    '/api/me/deletion',
    {
      schema: { summary: 'Delete my account', tags, body: deleteAccountSchema, response: { 204: z.null() } },
      preHandler,
    },
    async (request, reply) => {
      const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
      await deletion.delete(memberOf(request), request.body, locale);
      return reply.status(204).send(null);
    },
  );
}
