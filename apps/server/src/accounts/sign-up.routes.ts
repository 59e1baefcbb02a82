// Signing up with an e-mail address, over HTTP.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { acceptedLocale, completeSignUpSchema, signUpSchema } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { addressBlock } from '../invitations/address-block.ts';
import { AttemptLimit } from './attempt-limit.ts';
import type { SignUp } from './sign-up.ts';

const tags = ['accounts'];
const response = { 204: z.null() };

export function registerSignUp(plainApp: FastifyInstance, { clock }: AppContext, signUp: SignUp): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const asking = new AttemptLimit({ clock, atOnce: 10, refillMs: 60_000 });
  const trying = new AttemptLimit({ clock, atOnce: 20, refillMs: 30_000 });
  app.addHook('onClose', () => signUp.settle());

  app.post(
    '/api/sign-ups',
    {
      schema: {
        summary: 'Mail a password for a new account',
        description: 'Answers alike whether the address has an account. Signing in with the password completes it.',
        tags,
        body: signUpSchema,
        response,
      },
    },
    async (request, reply) => {
      asking.require(addressBlock(request.ip));
      const { email, locale = acceptedLocale(request.headers['accept-language']) ?? 'en' } = request.body;
      await signUp.requireOpen(email);
      signUp.ask({ email, locale });
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/api/sign-ups/complete',
    {
      schema: {
        summary: 'Make the account with the mailed password, and choose another',
        tags,
        body: completeSignUpSchema,
        response,
      },
    },
    async (request, reply) => {
      trying.require(addressBlock(request.ip));
      await signUp.complete(request.body, request.ip);
      return reply.status(204).send(null);
    },
  );
}
