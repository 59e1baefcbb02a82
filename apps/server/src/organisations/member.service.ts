// What members do with members: list, change the role, remove. Who may change whom is the protocol's table; that an
// organisation keeps an owner is decided here.

import { AppError, Emitter } from '@nearhand/base';
import { type Member, mayGiveRole, mayTouchMember, type Role, picturePath } from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import { type MemberIdentity, actorOf } from '../accounts/members.ts';
import { actAs, recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../database/schema.ts';
import { notify, type NotifyNeeds } from '../notifications/notify.ts';
import type { MemberRepository, MemberRow } from './member.repository.ts';

/** After the commit. `role` null: removed. */
export interface MemberChanged {
  readonly memberId: string;
  readonly role: Role | null;
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
    if (query.cursor !== undefined && !cursorPattern.test(query.cursor)) {
      throw new AppError('bad_request', 'The cursor is not one of ours.');
    }
    const text = query.text?.trim() ?? '';
    const rows = await this.#repository.list({
      organisationId: reader.organisationId,
      text: text === '' ? null : text,
      afterId: query.cursor ?? null,
      limit: query.limit + 1,
    });
    const page = rows.slice(0, query.limit);
    return { members: page.map(view), next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null };
  }

  async changeRole(actor: MemberIdentity, id: string, role: Role): Promise<Member> {
    const { before, changed } = await this.#change(actor, id, async (transaction, target, actorRole) => {
      if (!mayGiveRole(actorRole, target.role, role)) throw aboveYou();
      if (target.role === role) return false;
      if (target.role === 'owner') await this.#keepAnOwner(transaction, actor.organisationId);
      await this.#repository.setRole(transaction, id, role);
      await this.#record(transaction, actor, target, {
        event: 'member.roleChanged',
        details: { from: target.role, to: role },
      });
      await notify(transaction, this.#needs, {
        userId: target.userId,
        organisationId: null,
        event: 'security.roleChanged',
        subject: { kind: 'role', role, organisation: actor.organisationName },
      });
      return true;
    });
    if (changed) this.#changed.emit({ memberId: id, role });
    return view({ ...before, role });
  }

  async remove(actor: MemberIdentity, id: string): Promise<void> {
    await this.#change(actor, id, async (transaction, target, actorRole) => {
      if (!mayTouchMember(actorRole, target.role)) throw aboveYou();
      if (target.hostAdministrator && !(await this.#repository.belongsElsewhere(transaction, target))) {
        throw new AppError('host_administrator', 'Nobody takes the administrator of the server away from it.');
      }
      if (target.role === 'owner') await this.#keepAnOwner(transaction, actor.organisationId);
      await this.#record(transaction, actor, target, { event: 'member.removed', details: { role: target.role } });
      await actAs(transaction, { actor: actorOf(actor), address: actor.address });
      await this.#repository.remove(transaction, target);
      return true;
    });
    this.#changed.emit({ memberId: id, role: null });
  }

  /** Oneself. Throws AppError `last_owner`, or `last_organisation` for who would belong nowhere. */
  async leave(member: MemberIdentity): Promise<void> {
    await this.#change(member, member.memberId, async (transaction, self) => {
      if (self.role === 'owner') await this.#keepAnOwner(transaction, member.organisationId);
      if (!(await this.#repository.belongsElsewhere(transaction, self))) {
        throw new AppError('last_organisation', 'This is the only organisation of this account.');
      }
      await this.#record(transaction, member, self, { event: 'member.left', details: { role: self.role } });
      await this.#repository.remove(transaction, self);
      return true;
    });
    this.#changed.emit({ memberId: member.memberId, role: null });
  }

  /** The actor's role is read anew under the lock: two who remove each other cannot both succeed. */
  #change(
    actor: MemberIdentity,
    id: string,
    work: (transaction: Transaction<Database>, target: MemberRow, actorRole: Role) => Promise<boolean>,
  ): Promise<{ before: MemberRow; changed: boolean }> {
    return this.#repository.transaction(async (transaction) => {
      await this.#repository.lock(transaction, actor.organisationId);
      const self = await this.#repository.find(transaction, actor.organisationId, actor.memberId);
      if (!self) throw new AppError('not_signed_in', 'Sign in first.');
      const target = await this.#repository.find(transaction, actor.organisationId, id);
      if (!target) throw new AppError('not_found', 'There is no such member.');
      return { before: target, changed: await work(transaction, target, self.role) };
    });
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

function view({ id, name, email, role, createdAt, lastSeenAt, pictureId }: MemberRow): Member {
  return {
    id,
    name,
    email,
    picture: pictureId === null ? null : picturePath(pictureId),
    role,
    addedAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}
