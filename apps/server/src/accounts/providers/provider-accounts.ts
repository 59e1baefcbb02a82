// Whom a provider's word lets in. An account is found by the provider's number of the person alone; an e-mail address joins
// a provider to an account only where both sides have had it confirmed.

import type { Transaction } from 'kysely';
import { type Logger } from '@nearhand/base';
import { type ProviderError, emailSchema, lineSchema } from '@nearhand/protocol';
import type { AppContext } from '../../app-context.ts';
import { recordAccount } from '../../audit/record-audit.ts';
import { newId } from '../../database/ids.ts';
import type { Database } from '../../database/schema.ts';
import { readHostSettings } from '../../host/settings.ts';
import { addMember } from '../create-user.ts';

/** What the provider said, from outside. */
export interface ProviderProfile {
  readonly subject: string;
  readonly email: unknown;
  /** The provider has seen that the address is theirs. */
  readonly emailVerified: boolean;
  readonly name: unknown;
}

export class ProviderRefused extends Error {
  override readonly name = 'ProviderRefused';
  readonly reason: ProviderError;

  constructor(reason: ProviderError) {
    super(`Signing in with the provider was refused: ${reason}`);
    this.reason = reason;
  }
}

type Needs = Pick<AppContext, 'authentication' | 'clock' | 'db' | 'organisations'> & { readonly logger: Logger };

export class ProviderAccounts {
  readonly #context: Needs;

  constructor(context: Needs) {
    this.#context = context;
  }

  /** Afterwards the account exists and is the person's. Throws ProviderRefused. */
  async admit(providerId: string, profile: ProviderProfile): Promise<void> {
    const { db } = this.#context;
    const known = await db
      .selectFrom('accounts')
      .select('id')
      .where('providerId', '=', providerId)
      .where('accountId', '=', profile.subject)
      .executeTakeFirst();
    if (known !== undefined) return;
    const email = emailSchema.safeParse(profile.email);
    if (!email.success) throw new ProviderRefused('noEmail');
    const user = await db
      .selectFrom('users')
      .select(['id', 'emailVerified'])
      .where('email', '=', email.data)
      .executeTakeFirst();
    if (user === undefined) return this.#create(providerId, profile, email.data);
    if (!profile.emailVerified || !user.emailVerified) throw new ProviderRefused('notLinked');
    await db.transaction().execute((transaction) => this.#link(transaction, providerId, profile.subject, user.id));
  }

  async #create(providerId: string, profile: ProviderProfile, email: string): Promise<void> {
    const { db, organisations } = this.#context;
    const { who, domains } = (await readHostSettings(db)).signUp;
    const isListed = domains.includes(email.slice(email.lastIndexOf('@') + 1)) && profile.emailVerified;
    if (who === 'invitation' || (who === 'domains' && !isListed)) throw new ProviderRefused('closed');
    const name = lineSchema(100).safeParse(profile.name).data ?? email.slice(0, email.lastIndexOf('@'));
    await organisations.create(db, name, async (transaction, { organisationId }) => {
      const { userId } = await addMember(this.#context, transaction, {
        name,
        email,
        passwordHash: null,
        emailVerified: profile.emailVerified,
        organisationId,
        role: 'owner',
      });
      await this.#link(transaction, providerId, profile.subject, userId);
    });
  }

  async #link(
    transaction: Transaction<Database>,
    providerId: string,
    accountId: string,
    userId: string,
  ): Promise<void> {
    const at = new Date(this.#context.clock.nowMs());
    await transaction
      .insertInto('accounts')
      .values({
        id: newId(),
        userId,
        accountId,
        providerId,
        password: null,
        accessToken: null,
        refreshToken: null,
        idToken: null,
        scope: null,
        createdAt: at,
        updatedAt: at,
      })
      .execute();
    const by = { actor: 'self', address: null } as const;
    await recordAccount(transaction, { user: { id: userId }, event: 'provider.linked', at, by });
  }
}
