// The second step of signing in: Better Auth's two-factor plugin, with what it lacks. It keeps the half signed-in state
// and counts tries; this adds that a code of an app is accepted once. Turning it on and off is not its routes' business.

import { createAuthMiddleware } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { totpCodeSchema } from '@nearhand/protocol';
import { z } from 'zod';
import { TwoFactorStore, type TwoFactorStoreOptions } from './two-factor-store.ts';

const challengeSeconds = 10 * 60;
const lockSeconds = 15 * 60;
const triesBeforeLock = 10;

/** By address; beside these five tries per password typed and ten in a row per account. */
export const twoFactorRateLimits = {
  '/two-factor/verify-totp': { window: 60, max: 15 },
  '/two-factor/verify-backup-code': { window: 60, max: 15 },
};

export function twoFactorPlugin() {
  return twoFactor({
    twoFactorCookieMaxAge: challengeSeconds,
    accountLockout: { enabled: true, maxFailedAttempts: triesBeforeLock, durationSeconds: lockSeconds },
    schema: { twoFactor: { modelName: 'twoFactors' } },
  });
}

const bodySchema = z.object({ code: totpCodeSchema });

/** Refuses an app's code that was used, before the plugin, which would take it again, sees it. */
export function twoFactorHook(options: TwoFactorStoreOptions) {
  const store = new TwoFactorStore(options);
  return createAuthMiddleware(async (context) => {
    if (context.path !== '/two-factor/verify-totp') return undefined;
    const body = bodySchema.safeParse(context.body);
    const cookie = context.context.createAuthCookie('two_factor');
    const challenge = await context.getSignedCookie(cookie.name, context.context.secret);
    if (!body.success || typeof challenge !== 'string') return undefined;
    const pending = await context.context.internalAdapter.findVerificationValue(challenge);
    if (pending === null || pending === undefined) return undefined;
    // The plugin compares by the same clock.
    if ((await store.useTotp(pending.value, body.data.code, Date.now())) !== 'used') return undefined;
    // Wrong like any other, and counted so.
    return { context: { body: { code: 'used' } } };
  });
}
