// HTTP routes of requests.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  assignRequestSchema,
  closeRequestSchema,
  createdRequestSchema,
  editRequestSchema,
  idSchema,
  invitationSchema,
  newRequestSchema,
  queueRequestSchema,
  requestListQuerySchema,
  requestListSchema,
  requestSchema,
  timelineSchema,
} from '@nearhand/protocol';
import { memberOf, type Members } from '../accounts/members.ts';
import type { RequestPlacement } from './request.placement.ts';
import type { RequestService } from './request.service.ts';

const params = z.object({ id: idSchema });
const tags = ['requests'];
const noContent = { 204: z.null() };

export interface RequestRoutesOptions {
  readonly service: RequestService;
  readonly placement: RequestPlacement;
  readonly members: Members;
}

export function registerRequests(app: FastifyInstance, options: RequestRoutesOptions): void {
  const { service, placement, members } = options;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const mayView = members.requireRight('requests.view');
  const mayEdit = members.requireRight('requests.edit');

  routes.get(
    '/api/requests',
    { onRequest: mayView, schema: { tags, querystring: requestListQuerySchema, response: { 200: requestListSchema } } },
    (request) => service.list(memberOf(request), request.query),
  );
  routes.post(
    '/api/requests',
    { onRequest: mayEdit, schema: { tags, body: newRequestSchema, response: { 201: createdRequestSchema } } },
    async (request, reply) => reply.status(201).send(await service.create(memberOf(request), request.body)),
  );
  routes.get(
    '/api/requests/:id',
    { onRequest: mayView, schema: { tags, params, response: { 200: requestSchema } } },
    (request) => service.get(memberOf(request), request.params.id),
  );
  routes.patch(
    '/api/requests/:id',
    { onRequest: mayEdit, schema: { tags, params, body: editRequestSchema, response: { 200: requestSchema } } },
    (request) => service.edit(memberOf(request), request.params.id, request.body),
  );
  routes.post(
    '/api/requests/:id/close',
    { onRequest: mayEdit, schema: { tags, params, body: closeRequestSchema, response: { 200: requestSchema } } },
    (request) => service.close(memberOf(request), request.params.id, request.body.note),
  );
  routes.post(
    '/api/requests/:id/reopen',
    { onRequest: mayEdit, schema: { tags, params, response: { 200: createdRequestSchema } } },
    (request) => service.reopen(memberOf(request), request.params.id),
  );
  routes.post(
    '/api/requests/:id/assign',
    {
      onRequest: mayEdit,
      schema: { summary: 'To a member, or to nobody', tags, params, body: assignRequestSchema, response: noContent },
    },
    async (request, reply) => {
      await placement.assign(memberOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
  routes.post(
    '/api/requests/:id/queue',
    {
      onRequest: mayEdit,
      schema: { summary: 'Into a queue, or private', tags, params, body: queueRequestSchema, response: noContent },
    },
    async (request, reply) => {
      await placement.putInto(memberOf(request), request.params.id, request.body.queueId);
      return reply.status(204).send(null);
    },
  );
  routes.get(
    '/api/requests/:id/invitation',
    { onRequest: mayEdit, schema: { tags, params, response: { 200: invitationSchema } } },
    (request) => service.invitation(memberOf(request), request.params.id),
  );
  routes.get(
    '/api/requests/:id/timeline',
    { onRequest: mayView, schema: { tags, params, response: { 200: timelineSchema } } },
    (request) => service.timeline(memberOf(request), request.params.id),
  );
}
