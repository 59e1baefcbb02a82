// HTTP routes of computers.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { changeComputerSchema, computerListSchema, idSchema } from '@nearhand/protocol';
import { memberOf, type Members } from '../accounts/members.ts';
import type { ComputerSettings } from './computer-settings.ts';
import type { ComputerService } from './computer.service.ts';

export interface ComputersRoutes {
  readonly service: ComputerService;
  readonly settings: ComputerSettings;
  readonly members: Members;
}

export function registerComputers(app: FastifyInstance, { service, settings, members }: ComputersRoutes): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/api/computers',
    {
      onRequest: members.requireMember,
      schema: {
        summary: 'Computers one reaches: the organisation’s with the right to see them, and those shared with oneself',
        tags: ['computers'],
        response: { 200: computerListSchema },
      },
    },
    (request) => service.list(memberOf(request)),
  );
  routes.patch(
    '/api/computers/:id',
    {
      onRequest: members.requireRight('computers.edit'),
      schema: {
        summary: 'Rename a computer, or change what it allows',
        tags: ['computers'],
        params: z.object({ id: idSchema }),
        body: changeComputerSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await settings.change(memberOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
}
