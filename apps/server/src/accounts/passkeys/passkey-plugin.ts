// The step from a passkey to a sign-in, as a plugin of Better Auth: it makes the sign-in and its cookie as for a password.

import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import type { PasskeySignIn } from './passkey-sign-in.ts';

export const passkeySignInPath = '/passkey/sign-in';
/** By address. */
export const passkeyRateLimits = { [passkeySignInPath]: { window: 60, max: 20 } };

export function passkeyPlugin(passkeys: PasskeySignIn) {
  return {
    id: 'nearhand-passkey',
    endpoints: {
      signInPasskey: createAuthEndpoint(
        passkeySignInPath,
        { method: 'POST', body: z.object({ credential: z.unknown() }) },
        async (context) => {
          const userId = await passkeys.userOf(context.body);
          const { internalAdapter } = context.context;
          const user = userId === null ? null : await internalAdapter.findUserById(userId);
          if (user === null) throw new APIError('FORBIDDEN', { code: 'PASSKEY_REFUSED', message: 'No such passkey.' });
          const session = await internalAdapter.createSession(user.id, false, { byPasskey: true });
          await setSessionCookie(context, { session, user });
          return context.json({});
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
