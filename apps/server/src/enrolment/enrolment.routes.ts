// HTTP routes of adding computers: by a code that the computer shows, and tokens for many.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  addedComputerSchema,
  createdEnrolmentTokenSchema,
  enrolmentTokenListSchema,
  idSchema,
  newEnrolmentTokenSchema,
  pendingComputerSchema,
  typedSignInCodeSchema,
} from '@nearhand/protocol';
import { memberOf, type Members } from '../accounts/members.ts';
import type { EnrolmentTokens } from './enrolment-tokens.ts';
import type { PendingComputers } from './pending-computers.ts';

const tags = ['computers'];
const noContent = { 204: z.null() };

export interface EnrolmentRoutes {
  readonly tokens: EnrolmentTokens;
  readonly pending: PendingComputers;
  readonly members: Members;
}

export function registerEnrolment(app: FastifyInstance, options: EnrolmentRoutes): void {
  registerPending(app, options);
  registerTokens(app, options);
}

function registerPending(app: FastifyInstance, { pending, members }: EnrolmentRoutes): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const onRequest = members.requireRight('computers.add');
  const body = typedSignInCodeSchema;

  routes.post(
    '/api/pending-computers/look',
    {
      onRequest,
      schema: { summary: 'Which computer shows this code', tags, body, response: { 200: pendingComputerSchema } },
    },
    (request) => pending.look(memberOf(request), request.body.code),
  );
  routes.post(
    '/api/pending-computers/confirm',
    { onRequest, schema: { summary: 'Add that computer', tags, body, response: { 200: addedComputerSchema } } },
    (request) => pending.confirm(memberOf(request), request.body.code),
  );
  routes.post(
    '/api/pending-computers/deny',
    { onRequest, schema: { summary: 'Do not add it', tags, body, response: noContent } },
    async (request, reply) => {
      await pending.deny(memberOf(request), request.body.code);
      return reply.status(204).send(null);
    },
  );
}

function registerTokens(app: FastifyInstance, { tokens, members }: EnrolmentRoutes): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const onRequest = members.requireRight('computers.add');

  routes.get(
    '/api/enrolment-tokens',
    {
      onRequest,
      schema: { summary: 'Tokens, newest first', tags, response: { 200: enrolmentTokenListSchema } },
    },
    (request) => tokens.list(memberOf(request)),
  );
  routes.post(
    '/api/enrolment-tokens',
    {
      onRequest,
      schema: {
        summary: 'Make a token that enrols computers by itself',
        tags,
        body: newEnrolmentTokenSchema,
        response: { 200: createdEnrolmentTokenSchema },
      },
    },
    (request) => tokens.create(memberOf(request), request.body),
  );
  routes.post(
    '/api/enrolment-tokens/:id/revoke',
    {
      onRequest,
      schema: {
        summary: 'Revoke a token; the computers it enrolled stay',
        tags,
        params: z.object({ id: idSchema }),
        response: noContent,
      },
    },
    async (request, reply) => {
      await tokens.revoke(memberOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
