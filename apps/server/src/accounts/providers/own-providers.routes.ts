// A member's own providers over HTTP. The way back from one is the route of signing in, which asks here.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  type JoinOutcome,
  begunProviderSchema,
  ownProofSchema,
  ownProvidersSchema,
  providerIdSchema,
} from '@nearhand/protocol';
import type { AppContext } from '../../app-context.ts';
import { memberOf } from '../members.ts';
import type { OwnProviders } from './own-providers.ts';
import { type Joining, joiningAnswerSchema } from './provider-authentication.ts';
import type { RoundTrip } from './round-trip.ts';

const tags = ['accounts'];
const params = z.object({ id: providerIdSchema });

export interface OwnProvidersRoutes {
  readonly context: AppContext;
  readonly own: OwnProviders;
  readonly roundTrip: RoundTrip;
}

export function registerOwnProviders(plainApp: FastifyInstance, { context, own, roundTrip }: OwnProvidersRoutes): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const preHandler = context.members.requireMember;

  app.get(
    '/api/me/providers',
    { schema: { summary: 'Providers that open my account', tags, response: { 200: ownProvidersSchema } }, preHandler },
    async (request) => ({ providers: await own.list(memberOf(request)) }),
  );
  app.post(
    '/api/me/providers/:id/join',
    {
      schema: {
        summary: 'Begin to let a provider open my account',
        tags,
        params,
        body: ownProofSchema,
        response: { 200: begunProviderSchema },
      },
      preHandler,
    },
    async (request, reply) => {
      const member = memberOf(request);
      const { id: provider } = request.params;
      await own.requireMayJoin(member, provider, request.body);
      const joining: Joining = { userId: member.userId, signInId: member.signInId };
      // Reached only where it went wrong: nobody is signed in by this.
      const callbackURL = outcomeAddress(context, 'failed');
      const trip = { provider, callbackURL, errorCallbackURL: callbackURL, additionalData: { joining } };
      return roundTrip.begin(request, reply, trip);
    },
  );
  app.post(
    '/api/me/providers/:id/remove',
    {
      schema: {
        summary: 'No longer let a provider open my account',
        tags,
        params,
        body: ownProofSchema,
        response: { 204: z.null() },
      },
      preHandler,
    },
    async (request, reply) => {
      await own.remove(memberOf(request), request.params.id, request.body);
      return reply.status(204).send(null);
    },
  );
}

/** Where to go, for a way back that somebody signed in began; null for other answers of the library. */
export async function joinedAddress(
  request: FastifyRequest,
  { provider, answer }: { readonly provider: string; readonly answer: Response },
  { context, own }: Pick<OwnProvidersRoutes, 'context' | 'own'>,
): Promise<string | null> {
  const body: unknown = await answer
    .clone()
    .json()
    .catch(() => null);
  const proven = joiningAnswerSchema.safeParse(body);
  if (answer.ok || !proven.success) return null;
  const { subject, joining } = proven.data;
  // Only for the sign-in that began it, in the browser that comes back.
  const member = await context.members.authenticate(request.headers);
  const isSame = member?.userId === joining.userId && member.signInId === joining.signInId;
  if (member === null || !isSame) return outcomeAddress(context, 'failed');
  return outcomeAddress(context, await own.join({ ...member, address: request.ip }, provider, subject));
}

export function outcomeAddress({ config }: Pick<AppContext, 'config'>, outcome: JoinOutcome): string {
  const address = new URL('/profile', config.publicUrl);
  address.searchParams.set('provider', outcome);
  return address.href;
}
