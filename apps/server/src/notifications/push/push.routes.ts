// This browser's Web Push over HTTP: tied to the sign-in that asks, so nobody reaches another's.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, type Clock } from '@nearhand/base';
import { newPushSubscriptionSchema, pushStateSchema, pushTestSchema } from '@nearhand/protocol';
import { AttemptLimit } from '../../accounts/attempt-limit.ts';
import { memberOf, type Members } from '../../accounts/members.ts';
import { isPushEndpoint } from './push-address.ts';
import type { PushRepository } from './push.repository.ts';
import type { PushSender } from './push-sender.ts';

export interface PushRoutesOptions {
  readonly members: Members;
  readonly repository: PushRepository;
  readonly sender: PushSender;
  readonly clock: Clock;
  readonly settings: { readonly publicKey: () => Promise<string>; readonly toPrivate: boolean };
}

const tags = ['notifications'];

export function registerPush(plainApp: FastifyInstance, options: PushRoutesOptions): void {
  const { members, repository, sender, clock, settings } = options;
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const onRequest = members.requireMember;
  const limit = new AttemptLimit({ clock, atOnce: 20, refillMs: 10_000 });

  app.get(
    '/api/push',
    { onRequest, schema: { summary: 'Does this browser take pushes', tags, response: { 200: pushStateSchema } } },
    async (request) => {
      const subscribed = (await repository.find(memberOf(request).signInId)) !== null;
      return { publicKey: await settings.publicKey(), subscribed };
    },
  );

  app.post(
    '/api/push/subscription',
    {
      onRequest,
      schema: { summary: 'Push to this browser', tags, body: newPushSubscriptionSchema, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { signInId } = memberOf(request);
      limit.require(signInId);
      const { endpoint, keys, locale } = request.body;
      if (!isPushEndpoint(endpoint, settings.toPrivate)) {
        throw new AppError('push_endpoint_refused', 'Push services must be public https addresses.');
      }
      await repository.save({ signInId, endpoint, ...keys, locale }, new Date(clock.nowMs()));
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/api/push/subscription/end',
    { onRequest, schema: { summary: 'No pushes to this browser any more', tags, response: { 204: z.null() } } },
    async (request, reply) => {
      await repository.removeOf(memberOf(request).signInId);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/api/push/test',
    { onRequest, schema: { summary: 'Push a test to this browser', tags, response: { 200: pushTestSchema } } },
    async (request) => {
      const { signInId } = memberOf(request);
      limit.require(signInId);
      const target = await repository.find(signInId);
      if (target === null) throw new AppError('not_found', 'This browser takes no pushes.');
      return { outcome: await sender.test(target) };
    },
  );
}
