// Sharing computers: who may give what to whom. The answer is the same whether the address has an account or not.

import { AppError, type Clock, Emitter } from '@nearhand/base';
import {
  type ChangeComputerShare,
  type ComputerShare,
  type GivenShares,
  type Locale,
  type NewComputerShare,
  type Permission,
  sessionActions,
} from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import { AddressLimits } from '../../accounts/address-limits.ts';
import { AttemptLimit } from '../../accounts/attempt-limit.ts';
import { actorOf, type MemberIdentity } from '../../accounts/members.ts';
import type { AppContext } from '../../app-context.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import { newId } from '../../database/ids.ts';
import type { Database } from '../../database/schema.ts';
import { isUniqueViolation } from '../../database/unique-violation.ts';
import { maySignUp, readHostSettings } from '../../host/settings.ts';
import { readReader } from '../../accounts/reader.ts';
import { queueMail } from '../../mail/mail.queue.ts';
import { notify } from '../../notifications/notify.ts';
import { type ComputerTarget, decide, holdsRight, reachScope, requireAllowed } from '../../rights/decide.ts';
import { lockTeam } from '../../rights/team-changes.ts';
import { findStandings, type Standing } from '../../rights/standing.ts';
import { computerTarget } from '../../rights/targets.ts';
import type { ComputerRow } from '../computer.repository.ts';
import { endSharesOf, removeShare } from './end-shares.ts';
import { shareDetails } from './share-details.ts';
import type { ShareRepository, ShareRow } from './share.repository.ts';

/** Of one computer. */
export const mostShares = 100;

const minuteMs = 60_000;

type Needs = Pick<AppContext, 'clock' | 'config' | 'db'>;

/** A share came, changed or went; `userId` null: nobody has it yet. */
export interface SharesChanged {
  readonly computerId: string;
  readonly userId: string | null;
  readonly until: Date | null;
}

interface Acting {
  readonly transaction: Transaction<Database>;
  readonly self: Standing;
  readonly computer: ComputerRow;
  readonly target: ComputerTarget;
  readonly at: Date;
}

export class ShareService {
  readonly #needs: Needs;
  readonly #repository: ShareRepository;
  readonly #changed = new Emitter<SharesChanged>();
  readonly #limits: Readonly<Record<'user' | 'organisation', AttemptLimit>>;
  readonly #addresses: AddressLimits;

  constructor(needs: Needs, repository: ShareRepository) {
    this.#needs = needs;
    this.#repository = repository;
    const { clock } = needs;
    this.#limits = {
      // In whichever of their organisations: they found as many as they like.
      user: new AttemptLimit({ clock, atOnce: 30, refillMs: 2 * minuteMs }),
      organisation: new AttemptLimit({ clock, atOnce: 50, refillMs: minuteMs }),
    };
    this.#addresses = new AddressLimits(clock, { atOnce: 5, refillMs: 10 * minuteMs });
  }

  get onChanged() {
    return this.#changed;
  }

  /** For those who reach it without a share. */
  async list(member: MemberIdentity, computerId: string): Promise<{ shares: ComputerShare[] }> {
    const { db, clock } = this.#needs;
    const row = await db.selectFrom('computers').selectAll().where('id', '=', computerId).executeTakeFirst();
    if (!row) throw notFound();
    const decision = decide('computer.view', member, await computerTarget(db, row), clock.nowMs());
    requireAllowed(decision);
    if (decision.findings.reach.reason === 'reach.share') throw notFound();
    const shares = await this.#repository.list(computerId);
    return { shares: shares.map((share) => viewShare(share, clock)) };
  }

  /** What a colleague shared. Throws AppError `not_found`. */
  async given(asker: MemberIdentity, memberId: string): Promise<GivenShares> {
    const { organisationId } = asker;
    if (!(await this.#repository.isMember(organisationId, memberId))) throw notFound();
    const now = new Date(this.#needs.clock.nowMs());
    const scope = reachScope(asker, 'computer');
    const { shares, others } = await this.#repository.given({ memberId, organisationId, now, scope });
    if (holdsRight(asker, 'computers.view')) return { shares, others };
    return { shares: [], others: others + shares.length };
  }

  /** Throws AppError `already_shared`, `shared_with_self`, `limit_reached`, or `forbidden` for more than the member may do there. */
  async share(
    actor: MemberIdentity,
    computerId: string,
    { wish, locale }: { wish: NewComputerShare; locale: Locale },
  ): Promise<ComputerShare> {
    const { email, permissions } = wish;
    const made = await this.#acting(actor, computerId, async (acting) => {
      const { transaction, computer, at } = acting;
      const sharer = await readReader(transaction, actor.userId, locale);
      // It would outlast the membership.
      if (sharer.email === email) throw new AppError('shared_with_self', 'Nobody shares with themselves.');
      const until = this.#requireFuture(wish.until);
      requireHeld(acting, permissions, this.#needs.clock);
      if ((await this.#repository.count(transaction, computerId)) >= mostShares) {
        throw new AppError('limit_reached', 'The computer is shared with as many as it may be.');
      }
      this.#book(actor, email);
      const { organisationId } = computer;
      const userId = await this.#repository.ownerOf(transaction, { email, organisationId });
      const by = { sharedById: actor.memberId, sharedByName: actor.name, sharedAt: at };
      const row = { id: newId(), computerId, email, userId, permissions: [...permissions], until, overAt: null, ...by };
      const share = await this.#repository.insert(transaction, row);
      await this.#record(acting, actor, { event: 'computer.shared', share });
      await this.#tell(acting, actor, { share, locale: sharer.locale });
      return share;
    }).catch((error: unknown) => {
      throw isUniqueViolation(error)
        ? new AppError('already_shared', 'It is shared with this address already.')
        : error;
    });
    this.#changed.emit(made);
    return viewShare(made, this.#needs.clock);
  }

  /** What it brings anew must be the member’s own to give. */
  async change(
    actor: MemberIdentity,
    { computerId, id }: { computerId: string; id: string },
    wish: ChangeComputerShare,
  ): Promise<ComputerShare> {
    const changed = await this.#acting(actor, computerId, async (acting) => {
      const before = await this.#repository.find(acting.transaction, computerId, id);
      if (!before) throw notFound();
      const permissions = wish.permissions ?? before.permissions;
      const until = wish.until === undefined ? before.until : this.#requireFuture(wish.until);
      const isLonger = before.until !== null && (until === null || until > before.until);
      const added = isLonger ? permissions : permissions.filter((one) => !before.permissions.includes(one));
      requireHeld(acting, added, this.#needs.clock);
      const overAt = wish.until === undefined ? before.overAt : null;
      const changes = { permissions: [...permissions], until, overAt };
      const share = await this.#repository.change(acting.transaction, id, changes);
      await this.#record(acting, actor, { event: 'computer.shareChanged', share });
      return share;
    });
    this.#changed.emit(changed);
    return viewShare(changed, this.#needs.clock);
  }

  async end(actor: MemberIdentity, { computerId, id }: { computerId: string; id: string }): Promise<void> {
    const ended = await this.#acting(actor, computerId, async (acting) => {
      const share = await this.#repository.find(acting.transaction, computerId, id);
      if (!share) throw notFound();
      await removeShare(acting.transaction, share);
      await this.#record(acting, actor, { event: 'computer.shareEnded', share });
      return share;
    });
    this.#changed.emit({ ...ended, until: null });
  }

  /** By whoever it is shared with: out of their list, in all their organisations. */
  async giveUp(receiver: MemberIdentity, computerId: string): Promise<void> {
    const { userId, organisationName: organisation, address } = receiver;
    await this.#repository.transaction(async (transaction) => {
      const computer = await this.#repository.lockComputer(transaction, computerId);
      if (!computer) throw notFound();
      const what = { userId, computerId };
      const by = { at: new Date(this.#needs.clock.nowMs()), actor: actorOf(receiver), address };
      const ended = await endSharesOf(transaction, what, { ...by, details: { organisation } });
      if (ended.length === 0) throw notFound();
    });
    this.#changed.emit({ computerId, userId, until: null });
  }

  /** One change to a computer’s shares at a time, and nobody connects meanwhile; the actor’s rights are read anew. */
  #acting<T>(actor: MemberIdentity, computerId: string, work: (acting: Acting) => Promise<T>): Promise<T> {
    const { clock } = this.#needs;
    return this.#repository.transaction(async (transaction) => {
      // In the order in which connecting takes them.
      await lockTeam(transaction, actor.organisationId);
      const computer = await this.#repository.lockComputer(transaction, computerId);
      if (!computer) throw notFound();
      const self = (await findStandings(transaction, [actor.memberId])).get(actor.memberId);
      if (!self) throw new AppError('not_signed_in', 'Sign in first.');
      const target = await computerTarget(transaction, computer);
      const at = new Date(clock.nowMs());
      requireAllowed(decide('computer.share', self, target, at.getTime()));
      return work({ transaction, self, computer, target, at });
    });
  }

  /** Whether a mail is written or not: that would tell. */
  #book(actor: MemberIdentity, email: string): void {
    const { user, organisation } = this.#limits;
    this.#addresses.require(actor, email, [
      [user, actor.userId],
      [organisation, actor.organisationId],
    ]);
  }

  #requireFuture(until: string | null): Date | null {
    if (until === null) return null;
    const at = new Date(until);
    if (at.getTime() <= this.#needs.clock.nowMs()) throw new AppError('bad_request', 'The end lies in the past.');
    return at;
  }

  #record(
    { transaction, computer, at }: Acting,
    actor: MemberIdentity,
    { event, share }: { event: 'computer.shared' | 'computer.shareChanged' | 'computer.shareEnded'; share: ShareRow },
  ): Promise<void> {
    return recordAudit(transaction, {
      organisationId: computer.organisationId,
      at,
      event,
      actor: actorOf(actor),
      target: { kind: 'computer', id: computer.id, name: computer.name },
      address: actor.address,
      details: shareDetails(share),
    });
  }

  /** A notification to whom it reaches; a mail to an address that nobody has confirmed. */
  async #tell(
    { transaction, computer: { id: computerId, name: computer } }: Acting,
    actor: MemberIdentity,
    { share: { userId, email, until }, locale }: { share: ShareRow; locale: Locale },
  ): Promise<void> {
    const by = { by: actor.name, organisation: actor.organisationName };
    if (userId !== null) {
      const subject = { kind: 'computer', computerId, computer, ...by } as const;
      await notify(transaction, this.#needs, { userId, organisationId: null, event: 'computer.shared', subject });
      return;
    }
    const untilMs = until?.getTime() ?? null;
    const signsUp = maySignUp((await readHostSettings(transaction)).signUp, email) ? 'signUp' : 'invitation';
    const first = (await this.#repository.hasAccount(transaction, email)) ? 'confirm' : signsUp;
    const reader = { name: '', email, locale };
    const letter = { kind: 'computerShared', first, computer, ...by, untilMs } as const;
    await queueMail(transaction, this.#needs, reader, letter);
  }
}

/** Nobody gives what they do not have, and nobody passes on what they only have by a share. */
function requireHeld({ self, target }: Acting, permissions: readonly Permission[], clock: Clock): void {
  for (const permission of permissions) {
    const { reach, rights } = decide(sessionActions.computer[permission], self, target, clock.nowMs()).findings;
    if (reach.reason === 'reach.share' || !reach.allowed || !rights.allowed) {
      throw new AppError('forbidden', 'Nobody gives more than they may do themselves.');
    }
  }
}

function viewShare(row: ShareRow, clock: Clock): ComputerShare {
  return {
    id: row.id,
    email: row.email,
    permissions: row.permissions,
    until: row.until?.toISOString() ?? null,
    over: row.until !== null && row.until.getTime() <= clock.nowMs(),
    sharedBy: row.sharedByName,
    sharedAt: row.sharedAt.toISOString(),
  };
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such computer or share.');
}
