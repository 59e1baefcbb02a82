// HTTP routes of technician groups.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { changeGroupSchema, groupListSchema, idSchema, newGroupSchema } from '@nearhand/protocol';
import { memberOf, type Members } from '../../accounts/members.ts';
import type { GroupService } from './group.service.ts';

const params = z.object({ id: idSchema });
const tags = ['groups'];
const response = { 204: z.null() };

export function registerGroups(app: FastifyInstance, options: { service: GroupService; members: Members }): void {
  const { service, members } = options;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const onRequest = members.requireRight('roles.edit');

  routes.get(
    '/api/groups',
    {
      onRequest: members.requireRight('members.view'),
      schema: { summary: 'Technician groups', tags, response: { 200: groupListSchema } },
    },
    (request) => service.list(memberOf(request)),
  );
  routes.post(
    '/api/groups',
    { onRequest, schema: { summary: 'A new group', tags, body: newGroupSchema, response } },
    async (request, reply) => {
      await service.create(memberOf(request), request.body);
      return reply.status(204).send(null);
    },
  );
  routes.patch(
    '/api/groups/:id',
    { onRequest, schema: { summary: 'Change a group', tags, params, body: changeGroupSchema, response } },
    async (request, reply) => {
      await service.change(memberOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
  routes.post(
    '/api/groups/:id/delete',
    { onRequest, schema: { summary: 'Delete a group', tags, params, response } },
    async (request, reply) => {
      await service.remove(memberOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
