// Deleting one's own account: everything that is the person's goes in one transaction, and organisations that nobody else
// belongs to are closed with it. What the audit logs say about the person stays.

import { AppError, Emitter } from '@nearhand/base';
import type { DeleteAccount, DeletionPlan, Locale } from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { actAs, recordAccount } from '../../audit/record-audit.ts';
import { type EndedShare, endSharesOf, lockSharedComputers } from '../../computers/sharing/end-shares.ts';
import type { Database } from '../../database/schema.ts';
import { queueMail } from '../../mail/mail.queue.ts';
import type { OrganisationClosing } from '../../organisations/organisation-closing.ts';
import { lockTeam } from '../../rights/team-changes.ts';
import { type MemberIdentity, actorOf } from '../members.ts';
import { readReader } from '../reader.ts';
import { readDeletionPlan } from './deletion-plan.ts';

type Needs = Pick<AppContext, 'clock' | 'config' | 'db' | 'proofs'> & { readonly closing: OrganisationClosing };

/** After the commit: these memberships are no more. */
export interface AccountDeleted {
  readonly memberIds: readonly string[];
  /** What was shared with the person. */
  readonly ended: readonly EndedShare[];
}

export class AccountDeletion {
  readonly #needs: Needs;
  readonly #deleted = new Emitter<AccountDeleted>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  get onDeleted() {
    return this.#deleted;
  }

  plan({ userId }: MemberIdentity): Promise<DeletionPlan> {
    return readDeletionPlan(this.#needs.db, userId);
  }

  /**
   * Throws what OwnProofs throws, `last_owner`, `last_host_administrator`, and `conflict` where other organisations would
   * be deleted than the person was told.
   */
  async delete(member: MemberIdentity, { organisations, ...proof }: DeleteAccount, locale: Locale): Promise<void> {
    const { db, proofs, closing } = this.#needs;
    await proofs.require(member, proof);
    const deleted = await db.transaction().execute(async (transaction) => {
      const memberships = await lockAll(transaction, member.userId);
      const plan = await readDeletionPlan(transaction, member.userId);
      requirePossible(plan, memberships, organisations);
      const ended = await this.#remove(transaction, member, { plan, locale });
      return { memberIds: memberships.map(({ id }) => id), ended };
    });
    this.#deleted.emit(deleted);
    await closing.run();
  }

  async #remove(
    transaction: Transaction<Database>,
    member: MemberIdentity,
    { plan, locale }: { plan: DeletionPlan; locale: Locale },
  ): Promise<readonly EndedShare[]> {
    const { clock, closing } = this.#needs;
    const { userId, address } = member;
    const at = new Date(clock.nowMs());
    const reader = await readReader(transaction, userId, locale);
    await recordAccount(transaction, {
      user: { id: userId },
      event: 'account.deleted',
      at,
      by: { actor: 'self', address },
    });
    for (const organisation of plan.organisations.filter(({ fate }) => fate === 'deleted')) {
      await closing.close(transaction, organisation, { at, actor: actorOf(member), address });
    }
    await actAs(transaction, { actor: 'self', address });
    // Before the memberships, by which the end of each is recorded.
    await transaction.deleteFrom('signIns').where('userId', '=', userId).execute();
    // Those who shared learn nothing about the account.
    const ended = await endSharesOf(transaction, { userId }, { at, actor: { kind: 'system' } });
    await transaction.deleteFrom('verifications').where('value', '=', userId).execute();
    await transaction.deleteFrom('signUps').where('email', '=', reader.email).execute();
    await transaction.deleteFrom('members').where('userId', '=', userId).execute();
    // What else is the person's goes with this row.
    await transaction.deleteFrom('users').where('id', '=', userId).execute();
    await queueMail(transaction, this.#needs, reader, { kind: 'accountDeleted', atMs: at.getTime() });
    return ended;
  }
}

/** Teams first, as everywhere; then what is shared with the user, the user, and with an administrator of the server all of them. */
async function lockAll(transaction: Transaction<Database>, userId: string) {
  const read = () =>
    transaction
      .selectFrom('members')
      .select(['id', 'organisationId'])
      .where('userId', '=', userId)
      .orderBy('organisationId')
      .execute();
  const before = await read();
  for (const { organisationId } of before) await lockTeam(transaction, organisationId);
  await lockSharedComputers(transaction, userId);
  await transaction
    .selectFrom('users')
    .select('id')
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('id', '=', userId),
        eb('hostAdministrator', '=', true).and(
          selectFrom('users as self').select('self.hostAdministrator').where('self.id', '=', userId).$asScalar(),
          '=',
          true,
        ),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  const now = await read();
  // None: deleted at this moment, from another device.
  if (now.length === 0 || now.map(({ id }) => id).join() === before.map(({ id }) => id).join()) return now;
  throw changed();
}

function requirePossible(
  { organisations, lastHostAdministrator }: DeletionPlan,
  memberships: readonly unknown[],
  told: readonly string[],
): void {
  if (memberships.length === 0) throw new AppError('not_signed_in', 'Sign in first.');
  if (lastHostAdministrator) throw new AppError('last_host_administrator', 'The server keeps its administrator.');
  if (organisations.some(({ fate }) => fate === 'handOver')) {
    throw new AppError('last_owner', 'An organisation with other members keeps at least one owner.');
  }
  const deleted = organisations.filter(({ fate }) => fate === 'deleted').map(({ id }) => id);
  if (deleted.toSorted().join() !== [...new Set(told)].toSorted().join()) throw changed();
}

function changed(): AppError {
  return new AppError('conflict', 'What would be deleted has changed.');
}
