// Composes the server from its features. Never listens: main.ts does, and tests do.

import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { registerAuth } from './accounts/auth.routes.ts';
import { createAuthentication } from './accounts/authentication.ts';
import { createMembers } from './accounts/members.ts';
import type { AppContext, AppDeps } from './app-context.ts';
import { registerErrors } from './http/errors.ts';
import { Organisations } from './organisations/organisations.ts';

const bodyLimitBytes = 256 * 1024;

export interface BuiltApp {
  /** Not listening yet. What a feature runs besides answering (timers, child processes) starts in an `onListen` hook. */
  readonly app: FastifyInstance;
  readonly context: AppContext;
}

export async function buildApp(deps: AppDeps): Promise<BuiltApp> {
  const { config, logger, clock } = deps;
  const app = fastify({
    bodyLimit: bodyLimitBytes,
    genReqId: () => randomUUID(),
    trustProxy: config.tls.mode === 'proxy' ? [...config.trustedProxies] : false,
    forceCloseConnections: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('member', null);
  registerErrors(app, logger);

  const authentication = createAuthentication(deps);
  const context: AppContext = {
    ...deps,
    authentication,
    members: createMembers({ db: deps.db, authentication }),
    organisations: new Organisations({ clock }),
  };
  registerAuth(app, context);
  return { app, context };
}
