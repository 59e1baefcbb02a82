// The ways into an account: a password, passkeys where browsers make them, providers that the host offers. One has to be
// left, whatever is removed.

import type { Transaction } from 'kysely';
import { AppError } from '@nearhand/base';
import type { AppContext } from '../app-context.ts';
import type { Database } from '../database/schema.ts';
import { relyingPartyOf } from './passkeys/relying-party.ts';
import { readProviders } from './providers/provider-settings.ts';

/** Of the user's ways in, at most one at a time is taken away; call it first. */
export async function lockWaysIn(transaction: Transaction<Database>, userId: string): Promise<void> {
  await transaction.selectFrom('users').select('id').where('id', '=', userId).forNoKeyUpdate().executeTakeFirst();
}

/** Throws AppError `last_way_in` where the removal of this transaction left none. */
export async function requireWayIn(
  transaction: Transaction<Database>,
  { config, vault }: Pick<AppContext, 'config' | 'vault'>,
  userId: string,
): Promise<void> {
  const accounts = await transaction
    .selectFrom('accounts')
    .select(['providerId', 'password'])
    .where('userId', '=', userId)
    .execute();
  const offered = new Set((await readProviders({ config, db: transaction, vault })).map(({ id }) => id));
  if (accounts.some(({ providerId, password }) => password !== null || offered.has(providerId))) return;
  if (relyingPartyOf(config) !== null) {
    const passkey = await transaction
      .selectFrom('passkeys')
      .select('id')
      .where('userId', '=', userId)
      .executeTakeFirst();
    if (passkey !== undefined) return;
  }
  throw new AppError('last_way_in', 'The account has no other way in.');
}
