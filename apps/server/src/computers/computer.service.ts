// Computers for members: the plain list of those they reach, their organisation's and those shared with them, and how
// each looks to whom.

import { AppError, type Clock } from '@nearhand/base';
import type { Computer, ComputerList } from '@nearhand/protocol';
import type { MemberIdentity } from '../accounts/members.ts';
import { type ComputerTarget, decide, holdsRight, reachScope } from '../rights/decide.ts';
import type { Standing } from '../rights/standing.ts';
import type { ComputerRepository, ComputerRow } from './computer.repository.ts';
import { type ComputerViewSources, type SharingView, viewComputers } from './computer.view.ts';
import type { LiveShare, ShareRepository } from './sharing/share.repository.ts';

export interface ComputerServiceOptions {
  readonly repository: ComputerRepository;
  readonly shares: ShareRepository;
  readonly standingsOf: (memberIds: readonly string[]) => Promise<ReadonlyMap<string, Standing>>;
  readonly sources: ComputerViewSources;
  readonly clock: Clock;
}

/** One person in one organisation; `computer` null: they do not reach it there. */
export interface ReceiverView {
  readonly userId: string;
  readonly organisationId: string;
  readonly computer: Computer | null;
  /** Only for sign-ins with a second factor. */
  readonly secondFactor: boolean;
}

export class ComputerService {
  readonly #options: ComputerServiceOptions;

  constructor(options: ComputerServiceOptions) {
    this.#options = options;
  }

  /** Without the right to see computers: those that are shared with the member. */
  async list(member: MemberIdentity): Promise<ComputerList> {
    const { repository, shares } = this.#options;
    const own = holdsRight(member, 'computers.view')
      ? await repository.listOf(member.organisationId, reachScope(member, 'computer'))
      : [];
    const reached = new Set(own.map(({ id }) => id));
    const live = await shares.live({ userId: member.userId }, this.#now());
    const useful = live.filter(({ computerId }) => !isNeedless(member, reached.has(computerId)));
    const lacking = useful.filter(({ twoFactorRequired }) => twoFactorRequired && !member.secondFactor);
    const counting = useful.filter((share) => !lacking.includes(share));
    const others = counting.map(({ computerId }) => computerId).filter((id) => !reached.has(id));
    const rows = [...own, ...(await shares.computers(others))];
    const hidden = lacking.filter(({ computerId }) => !reached.has(computerId));
    return { computers: await this.#view(rows, counting), withheld: byOrganisation(hidden) };
  }

  /** As those who reach it without a share see it. */
  async view(id: string): Promise<{ target: ComputerTarget; computer: Computer }> {
    const row = await this.#options.repository.find(id);
    const [computer] = row ? await this.#view([row], []) : [];
    if (!row || !computer) throw new AppError('not_found', 'There is no such computer.');
    return { target: await this.#options.repository.target(row), computer };
  }

  /** As whoever has it by a share sees it, and the others who are named, wherever they are members. */
  async viewsOfReceivers(target: ComputerTarget, others: Iterable<string>): Promise<ReceiverView[]> {
    const { repository, shares, standingsOf } = this.#options;
    const live = await shares.live({ computerIds: [target.id] }, this.#now());
    const userIds = [...new Set([...live.map(({ userId }) => userId), ...others])];
    const memberships = await shares.memberships(userIds);
    const row = await repository.find(target.id);
    const standings = await standingsOf(memberships.map(({ memberId }) => memberId));
    const views: ReceiverView[] = [];
    for (const { memberId, userId, organisationId } of memberships) {
      const standing = standings.get(memberId);
      const share = live.find((one) => one.userId === userId);
      if (row === undefined || standing === undefined) continue;
      // By which sign-in, each of their sockets knows.
      const { allowed, findings } = decide(
        'computer.view',
        { ...standing, secondFactor: true },
        target,
        this.#options.clock.nowMs(),
      );
      const isByShare = findings.reach.reason === 'reach.share';
      const counts = share !== undefined && !isNeedless(standing, !isByShare);
      const [computer = null] = allowed ? await this.#view([row], counts ? [share] : []) : [];
      views.push({ userId, organisationId, computer, secondFactor: isByShare && target.twoFactorRequired });
    }
    return views;
  }

  async #view(rows: readonly ComputerRow[], counting: readonly LiveShare[]): Promise<Computer[]> {
    const sharedOut = await this.#options.shares.shared(
      rows.map(({ id }) => id),
      this.#now(),
    );
    const sharing: SharingView = {
      sharedOut,
      sharedBy: new Map(
        counting.map(({ computerId, name, organisation, permissions, until }) => [
          computerId,
          { name, organisation, permissions, until },
        ]),
      ),
    };
    return viewComputers(rows, this.#options.sources, sharing);
  }

  #now(): Date {
    return new Date(this.#options.clock.nowMs());
  }
}

/** By name. Two of one name are told as one: nothing more is to be learned here. */
function byOrganisation(shares: readonly LiveShare[]): ComputerList['withheld'] {
  const counts = new Map<string, number>();
  for (const { organisation } of shares) counts.set(organisation, (counts.get(organisation) ?? 0) + 1);
  return [...counts].map(([organisation, computers]) => ({ organisation, computers }));
}

/** Whoever reaches it and may connect anyway has nothing by a share. */
function isNeedless(standing: Standing, isReached: boolean): boolean {
  return isReached && holdsRight(standing, 'computers.connect');
}
