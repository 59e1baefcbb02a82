// HTTP routes of an organisation's members.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  assigneeListSchema,
  changeMemberSchema,
  idSchema,
  memberListQuerySchema,
  memberListSchema,
  memberSchema,
} from '@nearhand/protocol';
import { memberOf, type Members } from '../accounts/members.ts';
import type { MemberService } from './member.service.ts';

const params = z.object({ id: idSchema });
const tags = ['members'];

export function registerMembers(app: FastifyInstance, options: { service: MemberService; members: Members }): void {
  const { service, members } = options;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const mayEdit = members.requireRight('members.edit');

  routes.get(
    '/api/members',
    {
      onRequest: members.requireRight('members.view'),
      schema: {
        summary: 'The members of the organisation',
        tags,
        querystring: memberListQuerySchema,
        response: { 200: memberListSchema },
      },
    },
    (request) => service.list(memberOf(request), request.query),
  );
  routes.get(
    '/api/assignees',
    {
      onRequest: members.requireRight('requests.edit'),
      schema: {
        summary: 'The members to whom requests may be assigned',
        tags: ['requests'],
        querystring: memberListQuerySchema,
        response: { 200: assigneeListSchema },
      },
    },
    (request) => service.assignees(memberOf(request), request.query),
  );
  routes.patch(
    '/api/members/:id',
    {
      onRequest: mayEdit,
      schema: { summary: 'Change the role', tags, params, body: changeMemberSchema, response: { 200: memberSchema } },
    },
    (request) => service.changeRole(memberOf(request), request.params.id, request.body.role),
  );
  routes.post(
    '/api/members/:id/remove',
    { onRequest: mayEdit, schema: { summary: 'Remove, at once', tags, params, response: { 204: z.null() } } },
    async (request, reply) => {
      await service.remove(memberOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
