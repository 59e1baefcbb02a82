// The host's mail over HTTP, for host administrators only.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  acceptedLocale,
  changeMailSettingsSchema,
  idSchema,
  mailDetailSchema,
  mailListSchema,
  mailSettingsSchema,
  mailTestSchema,
  pageQuerySchema,
} from '@nearhand/protocol';
import { hostAdministratorGate } from '../accounts/host-administrator.ts';
import { memberOf } from '../accounts/members.ts';
import { readReader } from '../accounts/reader.ts';
import type { AppContext } from '../app-context.ts';
import type { MailService } from './mail.service.ts';

export function registerMailRoutes(plainApp: FastifyInstance, context: AppContext, service: MailService): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const preHandler = hostAdministratorGate(context);
  const tags = ['host'];

  app.get(
    '/api/host/mail',
    { schema: { summary: 'How this server sends mail', tags, response: { 200: mailSettingsSchema } }, preHandler },
    () => service.settings(),
  );

  app.patch(
    '/api/host/mail',
    {
      schema: {
        summary: 'Set or remove the mail server',
        tags,
        body: changeMailSettingsSchema,
        response: { 200: mailSettingsSchema },
      },
      preHandler,
    },
    async (request) => {
      await service.change(memberOf(request), request.body);
      return service.settings();
    },
  );

  app.get(
    '/api/host/mails',
    {
      schema: {
        summary: 'Mails that wait, were sent or given up, or are kept',
        tags,
        querystring: pageQuerySchema.extend({ cursor: idSchema.optional() }),
        response: { 200: mailListSchema },
      },
      preHandler,
    },
    (request) => service.list(request.query.limit, request.query.cursor ?? null),
  );

  app.get(
    '/api/host/mails/:id',
    {
      schema: {
        summary: 'One mail',
        tags,
        params: z.object({ id: idSchema }),
        response: { 200: mailDetailSchema },
      },
      preHandler,
    },
    (request) => service.read(request.params.id),
  );

  app.post(
    '/api/host/mail/test',
    { schema: { summary: 'Send a test mail to me', tags, response: { 200: mailTestSchema } }, preHandler },
    async (request) => {
      const language = acceptedLocale(request.headers['accept-language']) ?? 'en';
      return service.test(await readReader(context.db, memberOf(request).userId, language));
    },
  );
}
