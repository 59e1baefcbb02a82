// What anybody may know about this server.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { serverInfoSchema } from '@nearhand/protocol';
import { relyingPartyOf } from '../accounts/passkeys/relying-party.ts';
import type { AppContext } from '../app-context.ts';
import { readProviders } from '../accounts/providers/provider-settings.ts';
import { readHostSettings } from '../host/settings.ts';
import { readVersion } from '../version.ts';

export function registerServerInfo(app: FastifyInstance, { config, db, setup, vault }: AppContext): void {
  const version = readVersion();
  const passkeysPossible = relyingPartyOf(config) !== null;
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/server',
    {
      schema: {
        summary: 'Name, version and address of this server',
        tags: ['server'],
        response: { 200: serverInfoSchema },
      },
    },
    async () => {
      const { signUp, legal } = await readHostSettings(db);
      const configured = await readProviders({ config, db, vault });
      const providers = configured.map(({ id, kind, name }) => ({ id, kind, name }));
      const { name, publicUrl } = config;
      return {
        name,
        version,
        publicUrl,
        setupNeeded: await setup.isNeeded(),
        signUp: signUp.who,
        legal,
        providers,
        passkeysPossible,
      };
    },
  );
}
