// HTTP routes of what unlocks a computer's screen.

import { computerUnlockSchema, idSchema, setComputerUnlockSchema } from '@nearhand/protocol';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { memberOf, type Members } from '../../accounts/members.ts';
import type { ComputerUnlocks } from './computer-unlocks.ts';

const params = z.object({ id: idSchema });
const tags = ['computers'];

export function registerUnlocks(
  app: FastifyInstance,
  { unlocks, members }: { readonly unlocks: ComputerUnlocks; readonly members: Members },
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const path = '/api/computers/:id/unlock';
  const onRequest = members.requireRight('computers.edit');
  routes.get(
    path,
    {
      onRequest,
      schema: {
        summary: 'Whether credentials are stored that unlock its screen, and to which key they are sealed',
        tags,
        params,
        response: { 200: computerUnlockSchema },
      },
    },
    (request) => unlocks.view(memberOf(request), request.params.id),
  );
  routes.put(
    path,
    {
      onRequest,
      schema: {
        summary: 'Store credentials that unlock its screen, sealed to its key',
        tags,
        params,
        body: setComputerUnlockSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await unlocks.store(memberOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
  routes.delete(
    path,
    {
      onRequest,
      schema: { summary: 'Remove what unlocks its screen', tags, params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await unlocks.remove(memberOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}
