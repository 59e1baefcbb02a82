// HTTP routes of invitations by e-mail.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  idSchema,
  invitationDraftQuerySchema,
  invitationDraftSchema,
  mailedInvitationListSchema,
  mailInvitationSchema,
} from '@nearhand/protocol';
import { memberOf, type Members } from '../accounts/members.ts';
import type { RequestMails } from './request-mails.ts';

const params = z.object({ id: idSchema });
const tags = ['requests'];

export function registerRequestMails(app: FastifyInstance, options: { mails: RequestMails; members: Members }): void {
  const { mails, members } = options;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const mayMail = members.requireRight('requests.inviteEmail');
  routes.get(
    '/api/requests/:id/mails',
    {
      onRequest: mayMail,
      schema: { summary: 'Invitations sent by e-mail', tags, params, response: { 200: mailedInvitationListSchema } },
    },
    (request) => mails.list(memberOf(request), request.params.id),
  );
  routes.post(
    '/api/requests/:id/mails',
    {
      onRequest: mayMail,
      schema: {
        summary: 'Invite the customer by e-mail',
        tags,
        params,
        body: mailInvitationSchema,
        response: { 200: mailedInvitationListSchema },
      },
    },
    async (request) => {
      await mails.send(memberOf(request), request.params.id, request.body);
      return mails.list(memberOf(request), request.params.id);
    },
  );
  routes.get(
    '/api/requests/:id/mail-draft',
    {
      onRequest: mayMail,
      schema: {
        summary: 'The invitation for my own mail program',
        tags,
        params,
        querystring: invitationDraftQuerySchema,
        response: { 200: invitationDraftSchema },
      },
    },
    (request) => mails.draft(memberOf(request), request.params.id, request.query.locale),
  );
}
