// Composes the server from its features. Never listens: main.ts does, and tests do.

import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { registerAccess } from './accounts/access.routes.ts';
import { registerAccounts } from './accounts/accounts.routes.ts';
import { registerAuth } from './accounts/auth.routes.ts';
import { createAuthentication } from './accounts/authentication.ts';
import { registerEmailChange } from './accounts/email-change/email-change.routes.ts';
import { MemberActivity } from './accounts/member-activity.ts';
import { createMembers } from './accounts/members.ts';
import { SignInWatch } from './accounts/sign-in-watch.ts';
import { OwnProofs } from './accounts/own-proof.ts';
import { registerPasskeys } from './accounts/passkeys/passkeys.routes.ts';
import { registerProfile } from './accounts/profile/profile.routes.ts';
import { ProviderAuthentication } from './accounts/providers/provider-authentication.ts';
import { registerProviders } from './accounts/providers/providers.routes.ts';
import { createSetup } from './accounts/setup.ts';
import { SignUp } from './accounts/sign-up.ts';
import { registerSignUp } from './accounts/sign-up.routes.ts';
import { registerTwoFactor } from './accounts/two-factor/two-factor.routes.ts';
import { registerAgentUpdates } from './agent-updates/agent-updates.routes.ts';
import { agentUpdatesOf } from './agent-updates/agent-updates-of.ts';
import type { AppContext, AppDeps } from './app-context.ts';
import { registerAudit } from './audit/audit.routes.ts';
import { registerHealth } from './health/health.routes.ts';
import { registerDownloads } from './downloads/downloads.routes.ts';
import { brand, openShelf } from './downloads/open-shelf.ts';
import { registerErrors } from './http/errors.ts';
import { registerNotFound } from './http/not-found.ts';
import { registerRequestGuard } from './http/request-guard.ts';
import { registerSecurityHeaders } from './http/security-headers.ts';
import { registerHost } from './host/host.routes.ts';
import { RetentionJob } from './host/retention.ts';
import { readHostSettings } from './host/settings.ts';
import { KeyVault } from './keys/vault.ts';
import { registerMail } from './mail/mail.ts';
import { createMetrics, registerHttpMetrics } from './metrics/metrics.ts';
import { registerOpenApi } from './openapi/openapi.ts';
import { Organisations } from './organisations/organisations.ts';
import { registerServerInfo } from './organisations/server-info.routes.ts';
import { registerPublicPages } from './public-pages/public-pages.routes.ts';
import { registerPortal } from './static/portal.routes.ts';
import { registerAuthority } from './tls/authority.routes.ts';
import { createTlsServer } from './tls/tls-server.ts';
import { registerSupport, type Support } from './support.ts';

const bodyLimitBytes = 256 * 1024;
/** For a whole request to arrive. */
const requestTimeoutMs = 30_000;
const portalFolder = fileURLToPath(new URL('../../portal/dist', import.meta.url));

export interface BuiltApp {
  /** Not listening yet. What a feature runs besides answering (timers, child processes) starts in an `onListen` hook. */
  readonly app: FastifyInstance;
  readonly context: AppContext;
  readonly support: Support;
}

export async function buildApp(deps: AppDeps): Promise<BuiltApp> {
  const { config, logger, certificates } = deps;
  const options: FastifyServerOptions = {
    bodyLimit: bodyLimitBytes,
    genReqId: () => randomUUID(),
    trustProxy: config.tls.mode === 'proxy' ? [...config.trustedProxies] : false,
    forceCloseConnections: true,
    requestTimeout: requestTimeoutMs,
  };
  if (certificates !== null) {
    options.serverFactory = (handler) => createTlsServer(handler, certificates, config.publicUrl);
  }
  const app = fastify(options);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('member', null);
  const watch = new SignInWatch(deps);
  app.addHook('onListen', async () => watch.start());
  app.addHook('onClose', async () => watch.dispose());
  const retention = new RetentionJob({ ...deps, logger: logger.child({ part: 'retention' }) });
  app.addHook('onListen', async () => retention.start());
  app.addHook('onClose', () => retention.stop());
  const context = createContext(deps, watch);
  registerErrors(app, logger);
  registerNotFound(app);
  registerSecurityHeaders(app, config);
  registerRequestGuard(app, config);
  registerHttpMetrics(app, context.metrics);
  await registerOpenApi(app, config);

  registerHealth(app, context);
  registerServerInfo(app, context);
  registerAuthority(app, context);
  const providers = new ProviderAuthentication({
    ...context,
    logger: logger.child({ part: 'accounts' }),
    options: { ...deps, watch },
  });
  const signUp = new SignUp({ ...context, logger: logger.child({ part: 'accounts' }) });
  registerAuth(app, context, signUp);
  registerSignUp(app, context, signUp);
  registerProviders(app, context, providers);
  registerAccounts(app, context);
  registerProfile(app, context);
  registerAccess(app, context);
  registerEmailChange(app, context);
  registerMail(app, context);
  registerHost(app, context);
  const twoFactor = registerTwoFactor(app, context);
  registerPasskeys(app, context);
  registerAudit(app, context);
  registerAgentUpdates(app, context, agentUpdatesOf(context));
  const support = registerSupport(app, context, twoFactor);
  const shelf = openShelf(context);
  const { invitations, downloads: progress } = support;
  registerDownloads(app, context, { shelf, progress, invitations, brand });
  registerPublicPages(app, {
    config,
    invitations,
    shelf,
    readLegal: async () => (await readHostSettings(context.db)).legal,
    authorityFingerprint: context.authority?.fingerprint ?? null,
  });
  await registerPortal(app, { context, folder: portalFolder });
  return { app, context, support };
}

function createContext(deps: AppDeps, watch: SignInWatch): AppContext {
  const authentication = createAuthentication({ ...deps, watch });
  const context = {
    ...deps,
    authentication,
    members: createMembers({ db: deps.db, authentication, watch, activity: new MemberActivity(deps) }),
    proofs: new OwnProofs({ ...deps, authentication }),
    organisations: new Organisations({ clock: deps.clock }),
    vault: new KeyVault(deps.keys.vaultKey),
    metrics: createMetrics(),
    authority: deps.certificates?.authority ?? null,
  };
  return { ...context, setup: createSetup(context) };
}
