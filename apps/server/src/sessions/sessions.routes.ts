// HTTP routes of remote sessions.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { connectedSchema, connectSchema, idSchema } from '@nearhand/protocol';
import { memberOf, type Members } from '../accounts/members.ts';
import type { SessionService } from './session.service.ts';

const params = z.object({ id: idSchema });
const tags = ['sessions'];

export function registerSessions(app: FastifyInstance, options: { service: SessionService; members: Members }): void {
  const { service, members } = options;
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.post(
    '/api/sessions',
    {
      onRequest: members.requireMember,
      schema: { tags, body: connectSchema, response: { 200: connectedSchema } },
    },
    (request) => service.connect(memberOf(request), request.body),
  );
  routes.post(
    '/api/sessions/:id/end',
    { onRequest: members.requireMember, schema: { tags, params, response: { 204: z.null() } } },
    async (request, reply) => {
      await service.endByMember(memberOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
