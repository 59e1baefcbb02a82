// The signed-in member's own passkeys, and what a browser needs to sign in with one. Signing in itself is under /api/auth.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  acceptedLocale,
  idSchema,
  newPasskeySchema,
  ownProofSchema,
  passkeyListSchema,
  passkeyOptionsSchema,
  renamePasskeySchema,
} from '@nearhand/protocol';
import type { AppContext } from '../../app-context.ts';

import { addressBlock } from '../../invitations/address-block.ts';
import { AttemptLimit } from '../attempt-limit.ts';
import { memberOf } from '../members.ts';
import { Passkeys } from './passkeys.ts';

const tags = ['accounts'];
const params = z.object({ id: idSchema });
const noContent = { 204: z.null() };

export function registerPasskeys(plainApp: FastifyInstance, context: AppContext): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const passkeys = new Passkeys(context);
  const preHandler = context.members.requireMember;
  registerSignInOptions(plainApp, context);

  app.get(
    '/api/me/passkeys',
    { schema: { summary: 'My passkeys', tags, response: { 200: passkeyListSchema } }, preHandler },
    async (request) => ({ passkeys: await passkeys.list(memberOf(request)) }),
  );

  app.post(
    '/api/me/passkeys/options',
    {
      schema: {
        summary: 'What a browser needs to make a passkey',
        tags,
        body: ownProofSchema,
        response: { 200: passkeyOptionsSchema },
      },
      preHandler,
    },
    async (request) => ({ options: await passkeys.begin(memberOf(request), request.body) }),
  );

  app.post(
    '/api/me/passkeys',
    { schema: { summary: 'Add a passkey', tags, body: newPasskeySchema, response: noContent }, preHandler },
    async (request, reply) => {
      const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
      await passkeys.add(memberOf(request), request.body, locale);
      return reply.status(204).send(null);
    },
  );

  app.patch(
    '/api/me/passkeys/:id',
    { schema: { summary: 'Name a passkey', tags, params, body: renamePasskeySchema, response: noContent }, preHandler },
    async (request, reply) => {
      await passkeys.rename(memberOf(request), request.params.id, request.body.name);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/api/me/passkeys/:id/remove',
    { schema: { summary: 'Remove a passkey', tags, params, body: ownProofSchema, response: noContent }, preHandler },
    async (request, reply) => {
      await passkeys.remove(memberOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
}

function registerSignInOptions(plainApp: FastifyInstance, { authentication, clock }: AppContext): void {
  const asking = new AttemptLimit({ clock, atOnce: 60, refillMs: 2_000 });
  plainApp.withTypeProvider<ZodTypeProvider>().post(
    '/api/passkeys/sign-in-options',
    {
      schema: {
        summary: 'What a browser needs to sign in with a passkey',
        description: 'The same for everybody.',
        tags,
        response: { 200: passkeyOptionsSchema },
      },
    },
    async (request) => {
      asking.require(addressBlock(request.ip));
      return { options: await authentication.passkeys.options() };
    },
  );
}
