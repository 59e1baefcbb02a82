// The row that lets a provider's word into an account, with what is recorded and told of it. Whether it may is the
// caller's business.

import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { recordAccount } from '../../audit/record-audit.ts';
import { newId } from '../../database/ids.ts';
import type { Database } from '../../database/schema.ts';
import { notify } from '../../notifications/notify.ts';

export interface NamedProvider {
  readonly id: string;
  /** As its button says. */
  readonly name: string;
}

export interface ProviderLink {
  readonly provider: NamedProvider;
  /** The provider's own number of the person. */
  readonly subject: string;
  readonly userId: string;
  /** Of the client, where it is at hand. */
  readonly address: string | null;
}

/** Throws the database's error where the provider's account opens one here already. */
export async function linkProvider(
  transaction: Transaction<Database>,
  { clock }: Pick<AppContext, 'clock'>,
  { provider, subject, userId, address }: ProviderLink,
): Promise<void> {
  const at = new Date(clock.nowMs());
  await transaction
    .insertInto('accounts')
    .values({
      id: newId(),
      userId,
      accountId: subject,
      providerId: provider.id,
      password: null,
      accessToken: null,
      refreshToken: null,
      idToken: null,
      scope: null,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  const by = { actor: 'self', address } as const;
  const details = { note: provider.name };
  await recordAccount(transaction, { user: { id: userId }, event: 'provider.linked', at, by, details });
}

export function tellOfProvider(
  transaction: Transaction<Database>,
  needs: Pick<AppContext, 'clock' | 'config'>,
  event: 'security.providerJoined' | 'security.providerRemoved',
  { provider, userId }: Pick<ProviderLink, 'provider' | 'userId'>,
): Promise<void> {
  return notify(transaction, needs, {
    userId,
    organisationId: null,
    event,
    subject: { kind: 'provider', name: provider.name },
  });
}
