// HTTP routes of the organisations one belongs to. Also for who still has to set two-factor sign-in up in one of them.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { createdOrganisationSchema, idSchema, newOrganisationSchema, ownOrganisationsSchema } from '@nearhand/protocol';
import { memberOf, type Members } from '../accounts/members.ts';
import type { MemberService } from './member.service.ts';
import type { OwnOrganisations } from './own-organisations.ts';

const tags = ['organisations'];
const noContent = { 204: z.null() };

export interface OwnOrganisationsRoutes {
  readonly own: OwnOrganisations;
  readonly team: MemberService;
  readonly members: Members;
}

export function registerOwnOrganisations(app: FastifyInstance, { own, team, members }: OwnOrganisationsRoutes): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/organisations',
    {
      schema: { summary: 'The organisations I belong to', tags, response: { 200: ownOrganisationsSchema } },
      preHandler: members.requireSignedIn,
    },
    async (request) => {
      const member = memberOf(request);
      return { organisations: await own.list(member), founding: await own.founding(member) };
    },
  );
  routes.post(
    '/api/organisations/:id/enter',
    {
      schema: {
        summary: 'Go to another of my organisations, on this device',
        tags,
        params: z.object({ id: idSchema }),
        response: noContent,
      },
      preHandler: members.requireSignedIn,
    },
    async (request, reply) => {
      await own.enter(memberOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
  routes.post(
    '/api/organisations',
    {
      schema: {
        summary: 'Found a further organisation and go there',
        tags,
        body: newOrganisationSchema,
        response: { 200: createdOrganisationSchema },
      },
      preHandler: members.requireMember,
    },
    async (request) => ({ id: await own.create(memberOf(request), request.body.name) }),
  );
  routes.patch(
    '/api/organisation',
    {
      schema: {
        summary: 'Rename this organisation, as its owner',
        tags,
        body: newOrganisationSchema,
        response: noContent,
      },
      preHandler: members.requireMember,
    },
    async (request, reply) => {
      await own.rename(memberOf(request), request.body.name);
      return reply.status(204).send(null);
    },
  );
  routes.post(
    '/api/organisation/leave',
    { schema: { summary: 'Leave this organisation', tags, response: noContent }, preHandler: members.requireMember },
    async (request, reply) => {
      await team.leave(memberOf(request));
      return reply.status(204).send(null);
    },
  );
}
