// HTTP routes of members' presence.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { choosePresenceSchema, myPresenceSchema, presenceListSchema } from '@nearhand/protocol';
import { memberOf, type Members } from '../accounts/members.ts';
import type { PresenceService } from './presence.service.ts';

const tags = ['members'];

export function registerPresence(app: FastifyInstance, options: { service: PresenceService; members: Members }): void {
  const { service, members } = options;
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/presence',
    {
      onRequest: members.requireRight('members.view'),
      schema: { summary: 'Which members are there', tags, response: { 200: presenceListSchema } },
    },
    async (request) => ({ members: await service.list(memberOf(request)) }),
  );
  routes.get(
    '/api/me/presence',
    {
      preHandler: members.requireMember,
      schema: { summary: 'How I appear', tags, response: { 200: myPresenceSchema } },
    },
    (request) => service.mine(memberOf(request)),
  );
  routes.post(
    '/api/me/presence',
    {
      preHandler: members.requireMember,
      schema: {
        summary: 'Choose how I appear',
        tags,
        body: choosePresenceSchema,
        response: { 200: myPresenceSchema },
      },
    },
    (request) => service.choose(memberOf(request), request.body.choice),
  );
}
