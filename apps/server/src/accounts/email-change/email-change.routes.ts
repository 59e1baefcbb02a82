// Another e-mail address for one's account, over HTTP.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { acceptedLocale, changeEmailSchema, confirmEmailSchema, pendingEmailSchema } from '@nearhand/protocol';
import type { AppContext } from '../../app-context.ts';
import { memberOf } from '../members.ts';
import { EmailChange } from './email-change.ts';

const tags = ['accounts'];
const response = { 204: z.null() };

export function registerEmailChange(plainApp: FastifyInstance, context: AppContext): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const change = new EmailChange({ ...context, logger: context.logger.child({ part: 'accounts' }) });
  const preHandler = context.members.requireMember;
  app.addHook('onClose', () => change.settle());

  app.get(
    '/api/me/email',
    {
      schema: { summary: 'The new address that waits for its code', tags, response: { 200: pendingEmailSchema } },
      preHandler,
    },
    (request) => change.pending(memberOf(request)),
  );
  app.post(
    '/api/me/email',
    {
      schema: {
        summary: 'Mail a code to a new address',
        description: 'Answers alike whether the address has an account.',
        tags,
        body: changeEmailSchema,
        response,
      },
      preHandler,
    },
    async (request, reply) => {
      const { email, ...proof } = request.body;
      const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
      await change.begin(memberOf(request), email, { proof, locale });
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/api/me/email/confirm',
    {
      schema: { summary: 'Change the address with the mailed code', tags, body: confirmEmailSchema, response },
      preHandler,
    },
    async (request, reply) => {
      const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
      await change.confirm(memberOf(request), request.body.code, locale);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/api/me/email/cancel',
    { schema: { summary: 'Keep the address', tags, response }, preHandler },
    async (request, reply) => {
      await change.cancel(memberOf(request));
      return reply.status(204).send(null);
    },
  );
}
