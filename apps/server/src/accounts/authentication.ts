// Better Auth set up for this server: e-mail and password, a second step, sign-ins in the database, sign-up closed. More ways to sign in
// (social, OpenID Connect, passkeys) are its plugins and belong here.

import { betterAuth } from 'better-auth';
import type { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type { facebook } from 'better-auth/social-providers';
import type { Kysely } from 'kysely';
import type { Logger } from '@nearhand/base';
import { passwordLength } from '@nearhand/protocol';
import type { ServerConfig } from '../config/config.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { ownOrigins } from '../http/origins.ts';
import type { ServerKeys } from '../keys/keys.ts';
import type { SignInWatch } from './sign-in-watch.ts';
import { clientAddressHeader } from './client-address.ts';
import { passkeyPlugin, passkeyRateLimits } from './passkeys/passkey-plugin.ts';
import { callbackPath, freshTripOf } from './providers/fresh-trip.ts';
import { PasskeySignIn } from './passkeys/passkey-sign-in.ts';
import {
  firstSteps,
  recordWrongCode,
  refuseUsedCode,
  twoFactorPlugin,
  twoFactorRateLimits,
} from './two-factor/two-factor-plugin.ts';

const day = 24 * 60 * 60;

export interface AuthenticationOptions {
  readonly config: ServerConfig;
  readonly db: Kysely<Database>;
  readonly keys: ServerKeys;
  readonly logger: Logger;
  /** Told of sign-ins that end here. */
  readonly watch: SignInWatch;
  /** For signing in with an account elsewhere. */
  readonly providers?: {
    readonly plugin: ReturnType<typeof genericOAuth>;
    readonly facebook: FacebookOptions | null;
  };
}

type FacebookOptions = Parameters<typeof facebook>[0];

export type Authentication = ReturnType<typeof createAuthentication>;

export function createAuthentication(options: AuthenticationOptions) {
  const { config, db, keys, watch, providers } = options;
  const logger = options.logger.child({ part: 'authentication' });
  const secure = config.publicUrl.startsWith('https:');
  const passkeys = new PasskeySignIn({ config, db, keys, logger, nowMs: Date.now });
  const auth = betterAuth({
    appName: config.name,
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: keys.authSecret,
    database: { db, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    trustedOrigins: [...ownOrigins(config)],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    user: {
      modelName: 'users',
      additionalFields: {
        locale: { type: 'string', required: false, input: false },
        hostAdministrator: { type: 'boolean', required: false, input: false, returned: false },
      },
    },
    session: {
      modelName: 'signIns',
      expiresIn: 30 * day,
      updateAge: day,
      additionalFields: {
        complete: { type: 'boolean', required: false, input: false, returned: false },
        byPasskey: { type: 'boolean', required: false, input: false },
        silent: { type: 'boolean', required: false, input: false, returned: false },
      },
    },
    // What a provider hands out is not kept: nothing is done in anybody's name there.
    account: { modelName: 'accounts', accountLinking: { enabled: false }, updateAccountOnSignIn: false },
    socialProviders: providers?.facebook ? { facebook: providers.facebook } : {},
    verification: { modelName: 'verifications' },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/sign-in/social': { window: 60, max: 20 },
        ...twoFactorRateLimits,
        ...passkeyRateLimits,
      },
    },
    plugins: [twoFactorPlugin(), passkeyPlugin(passkeys), ...(providers === undefined ? [] : [providers.plugin])],
    hooks: { before: refuseUsedCode({ db, keys }), after: recordWrongCode({ db, logger }) },
    advanced: {
      cookiePrefix: secure ? '__Host-nearhand' : 'nearhand',
      // The library's own secure prefix is __Secure-; __Host- is stricter and set above.
      useSecureCookies: false,
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      database: { generateId: () => newId(), validateSchema: false },
    },
    databaseHooks: {
      session: {
        create: {
          // The library makes a row for the first step alone, and deletes it to ask for the second step.
          before: async ({ userId }, context) => {
            const path = context?.path ?? '';
            if (!firstSteps.has(path)) return { data: { complete: true } };
            const silent = path === callbackPath && (await freshTripOf()) === null;
            return { data: { complete: !(await hasTwoFactor(db, userId)), silent } };
          },
        },
        delete: {
          after: async (session) => {
            watch.end(session.id);
          },
        },
      },
    },
    logger: writesTo(logger),
  });
  return { auth, passkeys };
}

async function hasTwoFactor(db: Kysely<Database>, userId: string): Promise<boolean> {
  const user = await db.selectFrom('users').select('twoFactorEnabled').where('id', '=', userId).executeTakeFirst();
  return user?.twoFactorEnabled === true;
}

function writesTo(logger: Logger) {
  return {
    level: 'warn',
    log: (level: string, message: string) => {
      const method = level === 'error' ? 'error' : level === 'warn' ? 'warn' : 'debug';
      logger[method](message);
    },
  } as const;
}
