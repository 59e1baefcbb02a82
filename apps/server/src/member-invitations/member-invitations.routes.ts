// HTTP routes of invitations of members: for those who invite, and for those who hold a link.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  acceptedLocale,
  createdOrganisationSchema,
  idSchema,
  invitedMemberSchema,
  inviteMemberSchema,
  joinAsNewMemberSchema,
  memberInvitationListSchema,
  memberInvitationTokenSchema,
  openedMemberInvitationSchema,
  pageQuerySchema,
} from '@nearhand/protocol';
import { AttemptLimit } from '../accounts/attempt-limit.ts';
import { memberOf } from '../accounts/members.ts';
import type { AppContext } from '../app-context.ts';
import { addressBlock } from '../invitations/address-block.ts';
import { sendsMail } from '../mail/mail-way.ts';
import type { OwnOrganisations } from '../organisations/own-organisations.ts';
import type { MemberInvitationAcceptance } from './member-invitation.acceptance.ts';
import type { MemberInvitationService } from './member-invitation.service.ts';

const tags = ['members'];
const params = z.object({ id: idSchema });
const noContent = { 204: z.null() };

export interface MemberInvitationRoutes {
  readonly context: AppContext;
  readonly service: MemberInvitationService;
  readonly acceptance: MemberInvitationAcceptance;
  readonly own: OwnOrganisations;
}

export function registerMemberInvitations(app: FastifyInstance, options: MemberInvitationRoutes): void {
  registerInviting(app, options);
  registerAccepting(app, options);
}

function registerInviting(app: FastifyInstance, { context, service }: MemberInvitationRoutes): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { config, db, members } = context;
  const mayEdit = members.requireRight('members.edit');

  routes.get(
    '/api/member-invitations',
    {
      onRequest: members.requireRight('members.view'),
      schema: {
        summary: 'Invitations of members that wait, newest first',
        tags,
        querystring: pageQuerySchema,
        response: { 200: memberInvitationListSchema },
      },
    },
    (request) => service.list(memberOf(request), request.query),
  );
  routes.post(
    '/api/member-invitations',
    {
      onRequest: mayEdit,
      schema: { summary: 'Invite a member', tags, body: inviteMemberSchema, response: { 200: invitedMemberSchema } },
    },
    async (request) => {
      const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
      const invitation = await service.invite(memberOf(request), request.body, locale);
      return { invitation, mailed: await sendsMail(db, config) };
    },
  );
  routes.post(
    '/api/member-invitations/:id/send-again',
    {
      onRequest: mayEdit,
      schema: { summary: 'Send it again, with a new link', tags, params, response: { 200: invitedMemberSchema } },
    },
    async (request) => {
      const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
      const invitation = await service.sendAgain(memberOf(request), request.params.id, locale);
      return { invitation, mailed: await sendsMail(db, config) };
    },
  );
  routes.post(
    '/api/member-invitations/:id/withdraw',
    { onRequest: mayEdit, schema: { summary: 'Withdraw it', tags, params, response: noContent } },
    async (request, reply) => {
      await service.withdraw(memberOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
}

function registerAccepting(app: FastifyInstance, { context, acceptance, own }: MemberInvitationRoutes): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tries = new AttemptLimit({ clock: context.clock, atOnce: 30, refillMs: 10_000 });

  routes.post(
    '/api/member-invitations/open',
    {
      schema: {
        summary: 'What a mailed invitation says',
        tags,
        body: memberInvitationTokenSchema,
        response: { 200: openedMemberInvitationSchema },
      },
    },
    (request) => {
      tries.require(addressBlock(request.ip));
      return acceptance.open(request.body.token);
    },
  );
  routes.post(
    '/api/member-invitations/join',
    {
      schema: {
        summary: 'Become a member with a new account',
        description: 'Signs nobody in.',
        tags,
        body: joinAsNewMemberSchema,
        response: noContent,
      },
    },
    async (request, reply) => {
      tries.require(addressBlock(request.ip));
      const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
      await acceptance.joinAsNew(request.body, { locale, address: request.ip });
      return reply.status(204).send(null);
    },
  );
  routes.post(
    '/api/member-invitations/accept',
    {
      schema: {
        summary: 'Become a member with the account I am signed in to, and go there',
        tags,
        body: memberInvitationTokenSchema,
        response: { 200: createdOrganisationSchema },
      },
      preHandler: context.members.requireMember,
    },
    async (request) => {
      tries.require(addressBlock(request.ip));
      const member = memberOf(request);
      const id = await acceptance.join(member, request.body.token);
      await own.enter(member, id);
      return { id };
    },
  );
}
