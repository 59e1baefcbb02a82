// HTTP routes of roles.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { changeRoleSchema, deleteRoleSchema, idSchema, newRoleSchema, roleListSchema } from '@nearhand/protocol';
import { memberOf, type Members } from '../../accounts/members.ts';
import type { RoleService } from './role.service.ts';

/** Built-in roles have no id: nothing reaches them here. */
const params = z.object({ id: idSchema });
const tags = ['roles'];
const response = { 204: z.null() };

export function registerRoles(app: FastifyInstance, options: { service: RoleService; members: Members }): void {
  const { service, members } = options;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const onRequest = members.requireRight('roles.edit');

  routes.get(
    '/api/roles',
    {
      onRequest: members.requireRight('members.view'),
      schema: { summary: 'Roles and what they may do', tags, response: { 200: roleListSchema } },
    },
    (request) => service.list(memberOf(request)),
  );
  routes.post(
    '/api/roles',
    { onRequest, schema: { summary: 'An own role', tags, body: newRoleSchema, response } },
    async (request, reply) => {
      await service.create(memberOf(request), request.body);
      return reply.status(204).send(null);
    },
  );
  routes.patch(
    '/api/roles/:id',
    { onRequest, schema: { summary: 'Change an own role', tags, params, body: changeRoleSchema, response } },
    async (request, reply) => {
      await service.change(memberOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
  routes.post(
    '/api/roles/:id/delete',
    { onRequest, schema: { summary: 'Delete an own role', tags, params, body: deleteRoleSchema, response } },
    async (request, reply) => {
      await service.remove(memberOf(request), request.params.id, request.body.moveTo);
      return reply.status(204).send(null);
    },
  );
}
