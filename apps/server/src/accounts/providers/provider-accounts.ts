// Whom a provider's word lets in. An account is found by the provider's number of the person alone; an e-mail address joins
// a provider to an account only where both sides have had it confirmed.

import { type Logger } from '@nearhand/base';
import { acceptedLocale, type ProviderError, emailSchema, lineSchema } from '@nearhand/protocol';
import type { AppContext } from '../../app-context.ts';
import { readHostSettings } from '../../host/settings.ts';
import { addMember } from '../create-user.ts';
import { type NamedProvider, linkProvider, tellOfProvider } from './link-provider.ts';

/** What the provider said, from outside. */
export interface ProviderProfile {
  readonly subject: string;
  readonly email: unknown;
  /** The provider has seen that the address is theirs. */
  readonly emailVerified: boolean;
  readonly name: unknown;
  /** A language tag; some write it with an underscore. */
  readonly locale: unknown;
}

export class ProviderRefused extends Error {
  override readonly name = 'ProviderRefused';
  readonly reason: ProviderError;

  constructor(reason: ProviderError) {
    super(`Signing in with the provider was refused: ${reason}`);
    this.reason = reason;
  }
}

type Needs = Pick<AppContext, 'authentication' | 'clock' | 'config' | 'db' | 'organisations'> & {
  readonly logger: Logger;
};

export class ProviderAccounts {
  readonly #context: Needs;

  constructor(context: Needs) {
    this.#context = context;
  }

  /** Afterwards the account exists and is the person's. Throws ProviderRefused. */
  async admit(provider: NamedProvider, profile: ProviderProfile): Promise<void> {
    const { db } = this.#context;
    const known = await db
      .selectFrom('accounts')
      .select('id')
      .where('providerId', '=', provider.id)
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
    if (user === undefined) return this.#create(provider, profile, email.data);
    if (!profile.emailVerified || !user.emailVerified) throw new ProviderRefused('notLinked');
    await db.transaction().execute(async (transaction) => {
      const link = { provider, subject: profile.subject, userId: user.id, address: null };
      await linkProvider(transaction, this.#context, link);
      await tellOfProvider(transaction, this.#context, 'security.providerJoined', link);
    });
  }

  async #create(provider: NamedProvider, profile: ProviderProfile, email: string): Promise<void> {
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
        locale: typeof profile.locale === 'string' ? acceptedLocale(profile.locale.replace('_', '-')) : null,
        emailVerified: profile.emailVerified,
        organisationId,
        role: 'owner',
      });
      await linkProvider(transaction, this.#context, { provider, subject: profile.subject, userId, address: null });
    });
  }
}
