// Forgotten and changed passwords, and one's own sign-ins, over HTTP.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  acceptedLocale,
  changePasswordSchema,
  forgotPasswordSchema,
  idSchema,
  resetPasswordSchema,
  signInListSchema,
} from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { addressBlock } from '../invitations/address-block.ts';
import { AttemptLimit } from './attempt-limit.ts';
import { memberOf } from './members.ts';
import { changePassword, endOtherSignIns, endSignIn, listSignIns } from './own-access.ts';
import { PasswordReset } from './password-reset.ts';

const tags = ['accounts'];
const noContent = { 204: z.null() };

export function registerAccess(plainApp: FastifyInstance, context: AppContext): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  registerReset(plainApp, context);
  const preHandler = context.members.requireMember;

  app.post(
    '/api/me/password',
    { schema: { summary: 'Change my password', tags, body: changePasswordSchema, response: noContent }, preHandler },
    async (request, reply) => {
      const member = memberOf(request);
      const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
      await changePassword(context, member, { ...request.body, locale });
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/api/me/sign-ins',
    { schema: { summary: 'Where I am signed in', tags, response: { 200: signInListSchema } }, preHandler },
    async (request) => ({ signIns: await listSignIns(context, memberOf(request)) }),
  );

  app.post(
    '/api/me/sign-ins/:id/end',
    {
      schema: { summary: 'Sign one device out', tags, params: z.object({ id: idSchema }), response: noContent },
      preHandler,
    },
    async (request, reply) => {
      await endSignIn(context, memberOf(request), request.params.id);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/api/me/sign-ins/end-others',
    { schema: { summary: 'Sign all other devices out', tags, response: noContent }, preHandler },
    async (request, reply) => {
      await endOtherSignIns(context, memberOf(request));
      return reply.status(204).send(null);
    },
  );
}

function registerReset(plainApp: FastifyInstance, context: AppContext): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const reset = new PasswordReset({ ...context, logger: context.logger.child({ part: 'accounts' }) });
  const asking = new AttemptLimit({ clock: context.clock, atOnce: 10, refillMs: 60_000 });
  const trying = new AttemptLimit({ clock: context.clock, atOnce: 20, refillMs: 30_000 });
  app.addHook('onClose', () => reset.settle());

  app.post(
    '/api/password-resets',
    {
      schema: {
        summary: 'Mail a link for a new password',
        description: 'Answers alike whether the address has an account.',
        tags,
        body: forgotPasswordSchema,
        response: noContent,
      },
    },
    async (request, reply) => {
      asking.require(addressBlock(request.ip));
      const { email, locale = acceptedLocale(request.headers['accept-language']) ?? 'en' } = request.body;
      reset.ask({ email, locale, address: request.ip });
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/api/password-resets/complete',
    {
      schema: {
        summary: 'Choose a new password with the mailed link',
        tags,
        body: resetPasswordSchema,
        response: noContent,
      },
    },
    async (request, reply) => {
      trying.require(addressBlock(request.ip));
      const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
      await reset.complete(request.body, { locale, address: request.ip });
      return reply.status(204).send(null);
    },
  );
}
