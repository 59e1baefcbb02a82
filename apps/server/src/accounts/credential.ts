// The row that holds a user's password, as Better Auth reads it.

import type { Transaction } from 'kysely';
import type { AppContext } from '../app-context.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';

/** Slow on purpose: outside of any transaction. */
export async function hashPassword({ authentication }: Pick<AppContext, 'authentication'>, password: string) {
  return (await authentication.auth.$context).password.hash(password);
}

/** In place of the one before; who came from a provider may have none. */
export async function storeCredential(
  transaction: Transaction<Database>,
  { userId, hash, at }: { readonly userId: string; readonly hash: string; readonly at: Date },
): Promise<void> {
  await transaction
    .insertInto('accounts')
    .values({
      id: newId(),
      userId,
      accountId: userId,
      providerId: 'credential',
      password: hash,
      accessToken: null,
      refreshToken: null,
      idToken: null,
      scope: null,
      createdAt: at,
      updatedAt: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['providerId', 'accountId']).doUpdateSet({ password: hash, updatedAt: at }),
    )
    .execute();
}
