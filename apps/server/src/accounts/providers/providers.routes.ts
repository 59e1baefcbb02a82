// Signing in with a provider over HTTP: going there, coming back, and what the host's administrator sets.

import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '@nearhand/base';
import {
  type ProviderError,
  beginProviderSchema,
  begunProviderSchema,
  changeProvidersSchema,
  providerErrorSchema,
  providerIdSchema,
  providerSettingsSchema,
} from '@nearhand/protocol';
import type { AppContext } from '../../app-context.ts';
import { recordHostChange } from '../../host/record-host-change.ts';
import { hostAdministratorGate } from '../host-administrator.ts';
import { noteSignIn } from '../known-devices.ts';
import { memberOf } from '../members.ts';
import { askingAnew, freshTrip } from './fresh-trip.ts';
import { OwnProviders } from './own-providers.ts';
import { joinedAddress, outcomeAddress, registerOwnProviders } from './own-providers.routes.ts';
import { type ProviderAuthentication, refusalPrefix } from './provider-authentication.ts';
import { changeProviders, readProviderSettings } from './provider-settings.ts';
import { RoundTrip } from './round-trip.ts';

export function registerProviders(plainApp: FastifyInstance, context: AppContext, providers: ProviderAuthentication) {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const { config } = context;
  const own = new OwnProviders(context);
  const roundTrip = new RoundTrip(providers, config);
  registerOwnProviders(plainApp, { context, own, roundTrip });

  app.post(
    '/api/auth/providers/begin',
    {
      schema: {
        summary: 'Begin to sign in with a provider',
        tags: ['accounts'],
        body: beginProviderSchema,
        response: { 200: begunProviderSchema },
      },
    },
    async (request, reply) => {
      const { provider, return: path, fresh } = request.body;
      const chosen = (await providers.list()).find(({ id }) => id === provider);
      if (chosen === undefined) throw new AppError('not_found', 'There is no such provider.');
      const after = new URL('/sign-in', config.publicUrl);
      if (path !== undefined) after.searchParams.set('return', path);
      const errorCallbackURL = new URL('/sign-in', config.publicUrl).href;
      const trip = { provider, callbackURL: after.href, errorCallbackURL };
      if (!fresh) return roundTrip.begin(request, reply, trip);
      const additionalData = freshTrip(context.clock.nowMs());
      const { url } = await roundTrip.begin(request, reply, { ...trip, additionalData });
      return { url: askingAnew(url, chosen.kind) };
    },
  );

  app.get(
    '/api/auth/callback/:provider',
    { schema: { hide: true, params: z.object({ provider: providerIdSchema }) } },
    async (request, reply) => {
      const { search } = new URL(request.url, config.publicUrl);
      const { provider } = request.params;
      const answer = await roundTrip.ask(request, `/api/auth/callback/${provider}${search}`, { method: 'GET' });
      const profile = await joinedAddress(request, { provider, answer }, { context, own });
      if (profile !== null) return reply.redirect(profile, 302);
      const cookies = answer.headers.getSetCookie();
      for (const cookie of cookies) reply.header('set-cookie', cookie);
      const deviceCookie = await noteSignIn(context, { cookies, sentCookies: request.headers.cookie });
      if (deviceCookie !== null) reply.header('set-cookie', deviceCookie);
      return goOn(reply, context, answer);
    },
  );

  registerSettings(plainApp, context);
}

/** To the sign-in page, which goes on or says what is missing. */
async function goOn(reply: FastifyReply, context: AppContext, answer: Response): Promise<FastifyReply> {
  const { publicUrl } = context.config;
  const signIn = (query: string) => reply.redirect(`${publicUrl}/sign-in?${query}`, 302);
  const said = z
    .object({ twoFactorRedirect: z.literal(true).optional(), code: z.string().optional() })
    .safeParse(await answer.json().catch(() => null)).data;
  if (said?.twoFactorRedirect === true) return signIn('step=code');
  const header = answer.headers.get('location');
  if (header !== null) {
    const location = URL.parse(header, publicUrl);
    const failedToJoin = outcomeAddress(context, 'failed');
    if (location?.href.startsWith(failedToJoin)) return reply.redirect(failedToJoin, 302);
    if (location?.origin !== new URL(publicUrl).origin || location.searchParams.has('error')) return signIn(failed());
    return reply.redirect(location.href, 302);
  }
  return signIn(failed(said?.code));
}

function failed(code = ''): string {
  const reason: ProviderError = providerErrorSchema.safeParse(code.replace(refusalPrefix, '')).data ?? 'failed';
  return `provider=${reason}`;
}

function registerSettings(plainApp: FastifyInstance, context: AppContext): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const { db, clock, config, vault } = context;
  const onRequest = hostAdministratorGate(context);
  const tags = ['host'];
  const response = { 200: providerSettingsSchema };

  app.get(
    '/api/host/providers',
    { onRequest, schema: { summary: 'Which providers people may sign in with', tags, response } },
    () => readProviderSettings({ config, db, vault }),
  );

  app.patch(
    '/api/host/providers',
    { onRequest, schema: { summary: 'Set or remove providers', tags, body: changeProvidersSchema, response } },
    async (request) => {
      const member = memberOf(request);
      await db.transaction().execute(async (transaction) => {
        await changeProviders({ config, db: transaction, vault }, request.body);
        const at = new Date(clock.nowMs());
        const details = { note: Object.keys(request.body).join(' ') };
        await recordHostChange(transaction, { member, at, event: 'host.providersChanged', details });
      });
      return readProviderSettings({ config, db, vault });
    },
  );
}
