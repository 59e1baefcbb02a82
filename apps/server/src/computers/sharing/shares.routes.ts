// HTTP routes of shares of computers.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  acceptedLocale,
  changeComputerShareSchema,
  computerShareListSchema,
  computerShareSchema,
  givenSharesSchema,
  idSchema,
  newComputerShareSchema,
  sharedComputerSchema,
} from '@nearhand/protocol';
import { memberOf } from '../../accounts/members.ts';
import type { AppContext } from '../../app-context.ts';
import { sendsMail } from '../../mail/mail-way.ts';
import type { ShareService } from './share.service.ts';

const tags = ['computers'];
const params = z.object({ id: idSchema });
const oneParams = params.extend({ shareId: idSchema });

export function registerShares(app: FastifyInstance, context: AppContext, service: ShareService): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { config, db, members } = context;
  const mayShare = members.requireRight('computers.share');

  routes.get(
    '/api/computers/:id/shares',
    {
      onRequest: members.requireRight('computers.view'),
      schema: { summary: 'With whom a computer is shared', tags, params, response: { 200: computerShareListSchema } },
    },
    (request) => service.list(memberOf(request), request.params.id),
  );
  routes.post(
    '/api/computers/:id/shares',
    {
      onRequest: mayShare,
      schema: {
        summary: 'Share a computer with whoever has an e-mail address, now or later',
        tags,
        params,
        body: newComputerShareSchema,
        response: { 200: sharedComputerSchema },
      },
    },
    async (request) => {
      const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
      const share = await service.share(memberOf(request), request.params.id, { wish: request.body, locale });
      return { share, mailed: await sendsMail(db, config) };
    },
  );
  routes.get(
    '/api/members/:id/given-shares',
    {
      onRequest: members.requireRight('members.edit'),
      schema: {
        summary: 'What a member shared with others, which stays when they go',
        tags,
        params,
        response: { 200: givenSharesSchema },
      },
    },
    (request) => service.given(memberOf(request), request.params.id),
  );
  routes.delete(
    '/api/computers/:id/shares/mine',
    {
      onRequest: members.requireMember,
      schema: { summary: 'Give up what is shared with me', tags, params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await service.giveUp(memberOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );
  routes.patch(
    '/api/computers/:id/shares/:shareId',
    {
      onRequest: mayShare,
      schema: {
        summary: 'Change what a share brings, or until when',
        tags,
        params: oneParams,
        body: changeComputerShareSchema,
        response: { 200: computerShareSchema },
      },
    },
    (request) => service.change(memberOf(request), shareOf(request.params), request.body),
  );
  routes.delete(
    '/api/computers/:id/shares/:shareId',
    {
      onRequest: mayShare,
      schema: { summary: 'End a share at once', tags, params: oneParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await service.end(memberOf(request), shareOf(request.params));
      return reply.status(204).send(null);
    },
  );
}

function shareOf({ id, shareId }: z.infer<typeof oneParams>): { computerId: string; id: string } {
  return { computerId: id, id: shareId };
}
