// HTTP routes of computers.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { computerListSchema } from '@nearhand/protocol';
import { memberOf, type Members } from '../accounts/members.ts';
import type { ComputerService } from './computer.service.ts';

export function registerComputers(app: FastifyInstance, options: { service: ComputerService; members: Members }): void {
  const { service, members } = options;
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/computers',
    {
      onRequest: members.requireRight('computers.view'),
      schema: { tags: ['computers'], response: { 200: computerListSchema } },
    },
    (request) => service.list(memberOf(request)),
  );
}
