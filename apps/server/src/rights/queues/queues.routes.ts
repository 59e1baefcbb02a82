// HTTP routes of queues.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { idSchema, newQueueSchema, queueListSchema } from '@nearhand/protocol';
import { memberOf, type Members } from '../../accounts/members.ts';
import type { QueueService } from './queue.service.ts';

const params = z.object({ id: idSchema });
const tags = ['queues'];
const response = { 204: z.null() };

export function registerQueues(app: FastifyInstance, options: { service: QueueService; members: Members }): void {
  const { service, members } = options;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const onRequest = members.requireRight('roles.edit');

  routes.get(
    '/api/queues',
    {
      onRequest: members.requireRight('requests.view'),
      schema: { summary: 'Queues, and who serves them', tags, response: { 200: queueListSchema } },
    },
    (request) => service.list(memberOf(request)),
  );
  routes.post(
    '/api/queues',
    { onRequest, schema: { summary: 'A new queue', tags, body: newQueueSchema, response } },
    async (request, reply) => {
      await service.create(memberOf(request), request.body.name);
      return reply.status(204).send(null);
    },
  );
  routes.patch(
    '/api/queues/:id',
    { onRequest, schema: { summary: 'Rename a queue', tags, params, body: newQueueSchema, response } },
    async (request, reply) => {
      await service.rename(memberOf(request), request.params.id, request.body.name);
      return reply.status(204).send(null);
    },
  );
  routes.post(
    '/api/queues/:id/delete',
    { onRequest, schema: { summary: 'Delete a queue', tags, params, response } },
    async (request, reply) => {
      await service.remove(memberOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
