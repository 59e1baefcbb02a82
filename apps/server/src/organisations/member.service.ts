// What members do with members: list, change the role, remove. Who may change whom is the protocol's table; that an
// organisation keeps an owner is decided here.

import { AppError, Emitter } from '@nearhand/base';
import { type Member, mayGiveRole, mayTouchMember, type Named, picturePath, type RoleId } from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import { type MemberIdentity, actorOf } from '../accounts/members.ts';
import { actAs, recordAudit } from '../audit/record-audit.ts';
import { type EndedShare, endSharesOf, lockSharedComputers } from '../computers/sharing/end-shares.ts';
import type { Database } from '../database/schema.ts';
import { notify, type NotifyNeeds } from '../notifications/notify.ts';
import { findRole, wordOf } from '../rights/roles/known-role.ts';
import type { Standing } from '../rights/standing.ts';
import { holderOf, lockTeam } from '../rights/team-changes.ts';
import type { MemberQuery, MemberRepository, MemberRow } from './member.repository.ts';

/** After the commit: another role, or removed, with what was shared with them. */
export interface MemberChanged {
  readonly memberId: string;
  readonly ended: readonly EndedShare[];
}

export interface MemberListQuery {
  readonly text?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const cursorPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class MemberService {
  readonly #repository: MemberRepository;
  readonly #needs: NotifyNeeds;
  readonly #changed = new Emitter<MemberChanged>();

  constructor(options: { repository: MemberRepository; needs: NotifyNeeds }) {
    this.#repository = options.repository;
    this.#needs = options.needs;
  }

  get onChanged() {
    return this.#changed;
  }

  async list(reader: MemberIdentity, query: MemberListQuery): Promise<{ members: Member[]; next: string | null }> {
    const { rows, next } = await this.#page(reader, query, { textIn: 'nameAndEmail', holding: null });
    return { members: rows.map(view), next };
  }

  /** To whom a request may be given. Nothing but their names: readers need not see the team. */
  async assignees(
    reader: MemberIdentity,
    query: MemberListQuery,
  ): Promise<{ assignees: Named[]; next: string | null }> {
    const { rows, next } = await this.#page(reader, query, { textIn: 'name', holding: 'requests.edit' });
    return { assignees: rows.map(({ id, name }) => ({ id, name })), next };
  }

  async #page(
    reader: MemberIdentity,
    query: MemberListQuery,
    which: Pick<MemberQuery, 'textIn' | 'holding'>,
  ): Promise<{ rows: MemberRow[]; next: string | null }> {
    if (query.cursor !== undefined && !cursorPattern.test(query.cursor)) {
      throw new AppError('bad_request', 'The cursor is not one of ours.');
    }
    const text = query.text?.trim() ?? '';
    const rows = await this.#repository.list({
      ...which,
      organisationId: reader.organisationId,
      text: text === '' ? null : text,
      afterId: query.cursor ?? null,
      limit: query.limit + 1,
    });
    const page = rows.slice(0, query.limit);
    return { rows: page, next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null };
  }

  async changeRole(actor: MemberIdentity, id: string, roleId: RoleId): Promise<Member> {
    const after = await this.#change(actor, id, async (transaction, target, self) => {
      const role = await findRole(transaction, actor.organisationId, roleId);
      const { role: former } = target.standing;
      if (!mayGiveRole(holderOf(self), holderOf(target.standing), { role: role.id, rights: role.rights })) {
        throw aboveYou();
      }
      if (former.id === role.id) return target;
      if (former.id === 'owner') await this.#keepAnOwner(transaction, actor.organisationId);
      await this.#repository.setRole(transaction, id, role.id);
      await this.#record(transaction, actor, target, {
        event: 'member.roleChanged',
        details: { from: wordOf(former), to: wordOf(role) },
      });
      await notify(transaction, this.#needs, {
        userId: target.userId,
        organisationId: null,
        event: 'security.roleChanged',
        subject: { kind: 'role', role: wordOf(role), organisation: actor.organisationName },
      });
      return { ...target, standing: { ...target.standing, role } };
    });
    this.#changed.emit({ memberId: id, ended: [] });
    return view(after);
  }

  async remove(actor: MemberIdentity, id: string): Promise<void> {
    const ended = await this.#change(actor, id, async (transaction, target, self) => {
      if (!mayTouchMember(holderOf(self), holderOf(target.standing))) throw aboveYou();
      const { role } = target.standing;
      const stays = await this.#lock(transaction, target);
      if (target.hostAdministrator && !stays) {
        throw new AppError('host_administrator', 'Nobody takes the administrator of the server away from it.');
      }
      if (role.id === 'owner') await this.#keepAnOwner(transaction, actor.organisationId);
      await this.#record(transaction, actor, target, { event: 'member.removed', details: { role: wordOf(role) } });
      await actAs(transaction, { actor: actorOf(actor), address: actor.address });
      return this.#takeOut(transaction, actor, target, stays);
    });
    this.#changed.emit({ memberId: id, ended });
  }

  /** Oneself. Throws AppError `last_owner`, or `last_organisation` for who would belong nowhere. */
  async leave(member: MemberIdentity): Promise<void> {
    const ended = await this.#change(member, member.memberId, async (transaction, self) => {
      const stays = await this.#lock(transaction, self);
      if (self.standing.role.id === 'owner') await this.#keepAnOwner(transaction, member.organisationId);
      if (!stays) throw new AppError('last_organisation', 'This is the only organisation of this account.');
      await this.#record(transaction, member, self, {
        event: 'member.left',
        details: { role: wordOf(self.standing.role) },
      });
      return this.#takeOut(transaction, member, self, stays);
    });
    this.#changed.emit({ memberId: member.memberId, ended });
  }

  /** The actor's rights are read anew under the lock: two who remove each other cannot both succeed. */
  #change<T>(
    actor: MemberIdentity,
    id: string,
    work: (transaction: Transaction<Database>, target: MemberRow, self: Standing) => Promise<T>,
  ): Promise<T> {
    return this.#repository.transaction(async (transaction) => {
      await lockTeam(transaction, actor.organisationId);
      const self = await this.#repository.find(transaction, actor.organisationId, actor.memberId);
      if (!self) throw new AppError('not_signed_in', 'Sign in first.');
      const target = await this.#repository.find(transaction, actor.organisationId, id);
      if (!target) throw new AppError('not_found', 'There is no such member.');
      return work(transaction, target, self.standing);
    });
  }

  /** Of whoever goes: what is shared with them, then themselves. Whether they belong to another organisation. */
  async #lock(transaction: Transaction<Database>, target: MemberRow): Promise<boolean> {
    await lockSharedComputers(transaction, target.userId);
    return this.#repository.belongsElsewhere(transaction, target);
  }

  /** With what the organisation's computers are to them; with the account, with whatever is shared with it. */
  async #takeOut(
    transaction: Transaction<Database>,
    actor: MemberIdentity,
    target: MemberRow,
    stays: boolean,
  ): Promise<readonly EndedShare[]> {
    const { userId } = target;
    const { organisationId, address } = actor;
    const at = new Date(this.#needs.clock.nowMs());
    const here = await endSharesOf(transaction, { userId, organisationId }, { at, actor: actorOf(actor), address });
    const elsewhere = stays ? [] : await endSharesOf(transaction, { userId }, { at, actor: { kind: 'system' } });
    await this.#repository.remove(transaction, target, stays);
    return [...here, ...elsewhere];
  }

  async #keepAnOwner(transaction: Transaction<Database>, organisationId: string): Promise<void> {
    if ((await this.#repository.countOwners(transaction, organisationId)) > 1) return;
    throw new AppError('last_owner', 'An organisation keeps at least one owner.');
  }

  #record(
    transaction: Transaction<Database>,
    actor: MemberIdentity,
    target: MemberRow,
    what: { event: 'member.roleChanged' | 'member.removed' | 'member.left'; details: Record<string, string> },
  ): Promise<void> {
    return recordAudit(transaction, {
      organisationId: actor.organisationId,
      at: new Date(this.#needs.clock.nowMs()),
      actor: actorOf(actor),
      target: { kind: 'member', id: target.id, name: target.name },
      address: actor.address,
      ...what,
    });
  }
}

function aboveYou(): AppError {
  return new AppError('forbidden', 'This member or role is above your own.');
}

function view({ id, name, email, standing, createdAt, lastSeenAt, pictureId }: MemberRow): Member {
  const { role, rights } = holderOf(standing);
  return {
    id,
    name,
    email,
    picture: pictureId === null ? null : picturePath(pictureId),
    role,
    roleName: standing.role.name,
    rights: [...rights],
    addedAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}
