// The second step of signing in: Better Auth's two-factor plugin, with what it lacks. It keeps the half signed-in state
// and counts tries; this adds that a code of an app is accepted once, and that wrong codes are in the audit log. Turning
// it on and off is not its routes' business.

import { createAuthMiddleware, isAPIError } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Logger } from '@nearhand/base';
import { totpCodeSchema } from '@nearhand/protocol';
import { z } from 'zod';
import { recordAccount } from '../../audit/record-audit.ts';
import { clientAddressHeader } from '../client-address.ts';
import { TwoFactorStore, type TwoFactorStoreOptions } from './two-factor-store.ts';

const challengeSeconds = 10 * 60;
const lockSeconds = 15 * 60;
const triesBeforeLock = 10;

/** By address; beside these five tries per password typed and ten in a row per account. */
export const twoFactorRateLimits = {
  '/two-factor/verify-totp': { window: 60, max: 15 },
  '/two-factor/verify-backup-code': { window: 60, max: 15 },
};

/** After which the second step is asked for: a password, or a provider's word. */
export const firstSteps: ReadonlySet<string> = new Set(['/sign-in/email', '/callback/:id']);

export function twoFactorPlugin() {
  const plugin = twoFactor({
    twoFactorCookieMaxAge: challengeSeconds,
    accountLockout: { enabled: true, maxFailedAttempts: triesBeforeLock, durationSeconds: lockSeconds },
    schema: { twoFactor: { modelName: 'twoFactors' } },
  });
  // By itself it leaves those alone who come from a provider.
  for (const hook of plugin.hooks.after) hook.matcher = (context) => firstSteps.has(context.path ?? '');
  return plugin;
}

const bodySchema = z.object({ code: totpCodeSchema });

type Hook = Parameters<typeof createAuthMiddleware>[0];
type HookContext = Parameters<Extract<Hook, (context: never) => unknown>>[0];

/** Refuses an app's code that was used, before the plugin, which would take it again, sees it. */
export function refuseUsedCode(options: TwoFactorStoreOptions) {
  const store = new TwoFactorStore(options);
  return createAuthMiddleware(async (context) => {
    if (context.path !== '/two-factor/verify-totp') return undefined;
    const body = bodySchema.safeParse(context.body);
    const userId = body.success ? await halfSignedIn(context) : null;
    if (!body.success || userId === null) return undefined;
    // The plugin compares by the same clock.
    if ((await store.useTotp(userId, body.data.code, Date.now())) !== 'used') return undefined;
    // Wrong like any other, and counted so.
    return { context: { body: { code: 'used' } } };
  });
}

const wrongCodes: ReadonlySet<unknown> = new Set(['INVALID_CODE', 'INVALID_BACKUP_CODE']);

/** A wrong code is worth more attention than a wrong password: whoever types it knows the password. */
export function recordWrongCode({ db, logger }: Pick<TwoFactorStoreOptions, 'db'> & { readonly logger: Logger }) {
  return createAuthMiddleware(async (context) => {
    const { returned } = context.context;
    if (!(context.path in twoFactorRateLimits) || !isAPIError(returned) || !wrongCodes.has(returned.body?.code)) return;
    const userId = await halfSignedIn(context);
    if (userId === null) return;
    try {
      const by = { actor: { kind: 'nobody' }, address: context.headers?.get(clientAddressHeader) ?? null } as const;
      await recordAccount(db, { user: { id: userId }, event: 'signIn.codeFailed', at: new Date(), by });
    } catch (error) {
      // The refusal stands, recorded or not.
      logger.error('A wrong code was not recorded', { error });
    }
  });
}

/** Whose password was typed; null where none was. */
async function halfSignedIn({ context, getSignedCookie }: HookContext): Promise<string | null> {
  const challenge = await getSignedCookie(context.createAuthCookie('two_factor').name, context.secret);
  if (typeof challenge !== 'string') return null;
  return (await context.internalAdapter.findVerificationValue(challenge))?.value ?? null;
}
