// A member's own providers: joined by going there and back while signed in, and removed. Joining makes a further way in, so
// it asks for the same proof as a passkey does; an e-mail address decides nothing here.

import { AppError } from '@nearhand/base';
import type { JoinOutcome, OwnProof, OwnProvider } from '@nearhand/protocol';
import type { AppContext } from '../../app-context.ts';
import { recordAccount } from '../../audit/record-audit.ts';
import { isUniqueViolation } from '../../database/unique-violation.ts';
import type { MemberIdentity } from '../members.ts';
import { lockWaysIn, requireWayIn } from '../ways-in.ts';
import { linkProvider, tellOfProvider } from './link-provider.ts';
import { readProviders } from './provider-settings.ts';

type Needs = Pick<AppContext, 'clock' | 'config' | 'db' | 'proofs' | 'vault'>;

export class OwnProviders {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Those the host offers, then joined ones it does not offer any more. */
  async list({ userId }: MemberIdentity): Promise<OwnProvider[]> {
    const joined = await this.#joined(userId);
    const offered = (await readProviders(this.#needs)).map(({ id, kind, name }) => ({
      id,
      kind,
      name,
      joined: joined.has(id),
      available: true,
    }));
    const known = new Set(offered.map(({ id }) => id));
    const others = [...joined].filter((id) => !known.has(id)).map((id) => withdrawn(id));
    return [...offered, ...others];
  }

  /** Before one goes there. Throws what OwnProofs throws, `not_found`, and `conflict` for one that is joined. */
  async requireMayJoin(member: MemberIdentity, id: string, proof: OwnProof): Promise<void> {
    const found = (await this.list(member)).find((provider) => provider.id === id);
    if (found?.available !== true) throw new AppError('not_found', 'There is no such provider.');
    await this.#needs.proofs.require(member, proof);
    if (found.joined) throw new AppError('conflict', 'It is joined already.');
  }

  /** After the provider has said who is there. */
  async join({ userId, address }: MemberIdentity, id: string, subject: string): Promise<JoinOutcome> {
    const provider = (await readProviders(this.#needs)).find((one) => one.id === id);
    if (provider === undefined) return 'failed';
    const { db } = this.#needs;
    try {
      return await db.transaction().execute(async (transaction) => {
        await lockWaysIn(transaction, userId);
        const before = await transaction
          .selectFrom('accounts')
          .select('accountId')
          .where('userId', '=', userId)
          .where('providerId', '=', id)
          .executeTakeFirst();
        if (before !== undefined) return before.accountId === subject ? 'joined' : 'failed';
        await linkProvider(transaction, this.#needs, { provider, subject, userId, address });
        await tellOfProvider(transaction, this.#needs, 'security.providerJoined', { provider, userId });
        return 'joined';
      });
    } catch (error) {
      if (isUniqueViolation(error)) return 'taken';
      throw error;
    }
  }

  /** Throws what OwnProofs throws, `not_found` for what is not joined, and `last_way_in`. */
  async remove(member: MemberIdentity, id: string, proof: OwnProof): Promise<void> {
    const { db, clock, proofs } = this.#needs;
    const { userId, address } = member;
    await proofs.require(member, proof);
    const provider = (await this.list(member)).find((one) => one.id === id);
    if (provider === undefined) throw new AppError('not_found', 'There is no such provider.');
    await db.transaction().execute(async (transaction) => {
      await lockWaysIn(transaction, userId);
      const gone = await transaction
        .deleteFrom('accounts')
        .where('userId', '=', userId)
        .where('providerId', '=', id)
        .where('providerId', '!=', 'credential')
        .executeTakeFirst();
      if (gone.numDeletedRows === 0n) throw new AppError('not_found', 'It is not joined.');
      await requireWayIn(transaction, this.#needs, userId);
      const at = new Date(clock.nowMs());
      const by = { actor: 'self', address } as const;
      const details = { note: provider.name };
      await recordAccount(transaction, { user: { id: userId }, event: 'provider.removed', at, by, details });
      await tellOfProvider(transaction, this.#needs, 'security.providerRemoved', { provider, userId });
    });
  }

  async #joined(userId: string): Promise<ReadonlySet<string>> {
    const rows = await this.#needs.db
      .selectFrom('accounts')
      .select('providerId')
      .where('userId', '=', userId)
      .where('providerId', '!=', 'credential')
      .orderBy('id')
      .execute();
    return new Set(rows.map(({ providerId }) => providerId));
  }
}

/** One whose name is not known any more. */
function withdrawn(id: string): OwnProvider {
  const kind = id === 'google' || id === 'facebook' ? id : 'oidc';
  const name = { google: 'Google', facebook: 'Facebook', oidc: 'OpenID Connect' }[kind];
  return { id, kind, name, joined: true, available: false };
}
