// The signed-in member's own two-factor sign-in, and the organisation's policy. The second step of signing in is under
// /api/auth.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  backupCodesSchema,
  beginTwoFactorSchema,
  confirmTwoFactorSchema,
  newTwoFactorSchema,
  organisationTwoFactorSchema,
  ownProofSchema,
  twoFactorStateSchema,
} from '@nearhand/protocol';
import type { AppContext } from '../../app-context.ts';
import { memberOf } from '../members.ts';
import { TwoFactor } from './two-factor.ts';

const tags = ['accounts'];

export function registerTwoFactor(plainApp: FastifyInstance, context: AppContext): TwoFactor {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const twoFactor = new TwoFactor(context);
  // Whoever must set it up may do nothing else, but this.
  const onRequest = context.members.requireSignedIn;

  app.get(
    '/api/two-factor',
    { onRequest, schema: { summary: 'Is it on', tags, response: { 200: twoFactorStateSchema } } },
    (request) => twoFactor.state(memberOf(request)),
  );

  app.post(
    '/api/two-factor/begin',
    {
      onRequest,
      schema: {
        summary: 'A new secret for an authenticator app',
        tags,
        body: beginTwoFactorSchema,
        response: { 200: newTwoFactorSchema },
      },
    },
    (request) => twoFactor.begin(memberOf(request), request.body.password),
  );

  app.post(
    '/api/two-factor/confirm',
    {
      onRequest,
      schema: {
        summary: 'Turn it on with a first code',
        tags,
        body: confirmTwoFactorSchema,
        response: { 200: backupCodesSchema },
      },
    },
    async (request) => ({ backupCodes: await twoFactor.confirm(memberOf(request), request.body.code) }),
  );

  app.post(
    '/api/two-factor/backup-codes',
    {
      onRequest,
      schema: { summary: 'New backup codes', tags, body: ownProofSchema, response: { 200: backupCodesSchema } },
    },
    async (request) => ({ backupCodes: await twoFactor.renewBackupCodes(memberOf(request), request.body) }),
  );

  app.post(
    '/api/two-factor/turn-off',
    { onRequest, schema: { summary: 'Turn it off', tags, body: ownProofSchema, response: { 204: z.null() } } },
    async (request, reply) => {
      await twoFactor.turnOff(memberOf(request), request.body);
      return reply.status(204).send(null);
    },
  );

  app.patch(
    '/api/organisation/two-factor',
    {
      onRequest: context.members.requireMember,
      schema: {
        summary: 'Whether everybody in the organisation needs it',
        tags,
        body: organisationTwoFactorSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await twoFactor.requireOfAll(memberOf(request), request.body.required);
      return reply.status(204).send(null);
    },
  );
  return twoFactor;
}
