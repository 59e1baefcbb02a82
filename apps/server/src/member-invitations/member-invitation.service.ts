// The inviting side: who may invite whom as what, and the mails that go out. Never tells whether an address that is not
// a member has an account.

import { randomBytes } from 'node:crypto';
import { AppError } from '@nearhand/base';
import { type Holder, type InviteMember, type Locale, type MemberInvitation, mayInviteAs } from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import { AddressLimits } from '../accounts/address-limits.ts';
import { AttemptLimit } from '../accounts/attempt-limit.ts';
import type { MemberIdentity } from '../accounts/members.ts';
import type { AppContext } from '../app-context.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { hashToken } from '../keys/secret-text.ts';
import { readReader } from '../accounts/reader.ts';
import type { Reader } from '../mail/letters.ts';
import { queueMail } from '../mail/mail.queue.ts';
import type { MemberRepository } from '../organisations/member.repository.ts';
import { findRole, type KnownRole, roleColumns } from '../rights/roles/known-role.ts';
import { holderOf, lockTeam } from '../rights/team-changes.ts';
import {
  findInvitation,
  isMember,
  listInvitations,
  type MemberInvitationRow,
  putInvitation,
  takeInvitation,
} from './member-invitation.repository.ts';
import { type InvitationRecord, recordInvitation } from './record-invitation.ts';

export const invitationValidityMs = 7 * 24 * 60 * 60_000;

type Needs = Pick<AppContext, 'clock' | 'config' | 'db'>;
interface Letter {
  readonly email: string;
  readonly offered: KnownRole;
}

const cursorPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whoever sent it could still send it, and it is not too old. */
export function isValid({ expiresAt, inviter, offered }: MemberInvitationRow, nowMs: number): boolean {
  return expiresAt.getTime() > nowMs && inviter !== null && mayInviteAs(inviter, asHolder(offered));
}

export class MemberInvitationService {
  readonly #context: Needs;
  readonly #members: MemberRepository;
  /** By organisation. */
  readonly #mails: AttemptLimit;
  readonly #addresses: AddressLimits;

  constructor(context: Needs, members: MemberRepository) {
    this.#context = context;
    this.#members = members;
    this.#mails = new AttemptLimit({ clock: context.clock, atOnce: 50, refillMs: 60_000 });
    this.#addresses = new AddressLimits(context.clock, { atOnce: 3, refillMs: 20 * 60_000 });
  }

  async list(
    { organisationId }: Pick<MemberIdentity, 'organisationId'>,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<{ invitations: MemberInvitation[]; next: string | null }> {
    if (cursor !== undefined && !cursorPattern.test(cursor)) {
      throw new AppError('bad_request', 'The cursor is not one of ours.');
    }
    const found = await listInvitations(this.#context.db, {
      organisationId,
      beforeId: cursor ?? null,
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    return {
      invitations: page.map((row) => this.#view(row)),
      next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    };
  }

  /** Throws AppError `not_found`, `forbidden` for a role above one's own, `already_member` or `already_invited`. */
  async invite(actor: MemberIdentity, { email, role }: InviteMember, locale: Locale): Promise<MemberInvitation> {
    return this.#asMember(actor, async (transaction, self) => {
      const offered = await findRole(transaction, actor.organisationId, role);
      if (!mayInviteAs(self, asHolder(offered))) throw aboveYou();
      if (await isMember(transaction, actor.organisationId, email)) {
        throw new AppError('already_member', 'This address belongs to a member.');
      }
      const earlier = await findInvitation(transaction, { organisationId: actor.organisationId, email });
      if (earlier !== undefined && isValid(earlier, this.#context.clock.nowMs())) {
        throw new AppError('already_invited', 'This address is invited already.');
      }
      return this.#send(transaction, actor, { email, offered }, { locale, event: 'memberInvitation.sent' });
    });
  }

  /** With a new link and from now on by this member; the link of before is worth nothing. Throws AppError `not_found`. */
  async sendAgain(actor: MemberIdentity, id: string, locale: Locale): Promise<MemberInvitation> {
    return this.#asMember(actor, async (transaction, self) => {
      const { organisationId } = actor;
      const found = await findInvitation(transaction, { organisationId, id });
      if (found === undefined) throw notFound();
      if (!mayInviteAs(self, asHolder(found.offered))) throw aboveYou();
      return this.#send(transaction, actor, found, { locale, event: 'memberInvitation.sentAgain' });
    });
  }

  async withdraw(actor: MemberIdentity, id: string): Promise<void> {
    await this.#asMember(actor, async (transaction, self) => {
      const found = await findInvitation(transaction, { organisationId: actor.organisationId, id });
      if (found === undefined) throw notFound();
      if (!mayInviteAs(self, asHolder(found.offered))) throw aboveYou();
      if ((await takeInvitation(transaction, { id })) === undefined) throw notFound();
      await this.#record(transaction, actor, found, 'memberInvitation.withdrawn');
    });
  }

  /** One change to an organisation's members at a time; the actor's rights are read anew. */
  #asMember<T>(
    actor: MemberIdentity,
    work: (transaction: Transaction<Database>, self: Holder) => Promise<T>,
  ): Promise<T> {
    return this.#members.transaction(async (transaction) => {
      await lockTeam(transaction, actor.organisationId);
      const self = await this.#members.find(transaction, actor.organisationId, actor.memberId);
      if (!self) throw new AppError('not_signed_in', 'Sign in first.');
      return work(transaction, holderOf(self.standing));
    });
  }

  async #send(
    transaction: Transaction<Database>,
    actor: MemberIdentity,
    { email, offered }: Letter,
    { locale, event }: { locale: Locale; event: 'memberInvitation.sent' | 'memberInvitation.sentAgain' },
  ): Promise<MemberInvitation> {
    const { clock, config } = this.#context;
    const { organisationId } = actor;
    this.#addresses.require(actor, email, [[this.#mails, organisationId]]);
    const nowMs = clock.nowMs();
    const token = randomBytes(32).toString('base64url');
    const row = {
      id: newId(),
      organisationId,
      email,
      ...roleColumns(offered.id),
      tokenHash: hashToken(token),
      invitedById: actor.memberId,
      invitedByName: actor.name,
      sentAt: new Date(nowMs),
      expiresAt: new Date(nowMs + invitationValidityMs),
    };
    await putInvitation(transaction, row);
    await this.#record(transaction, actor, { ...row, offered }, event);
    await queueMail(transaction, this.#context, await readerOf(transaction, { email, actor, locale }), {
      kind: 'memberInvitation',
      organisation: actor.organisationName,
      inviter: actor.name,
      // In the fragment: browsers send it to no server, so no log has it.
      link: `${config.publicUrl}/accept-invitation#${token}`,
      untilMs: row.expiresAt.getTime(),
    });
    return this.#view({ ...row, offered, inviter: holderOf(actor) });
  }

  #record(
    transaction: Transaction<Database>,
    actor: MemberIdentity,
    invitation: Letter & { readonly id: string },
    event: InvitationRecord['event'],
  ): Promise<void> {
    const at = new Date(this.#context.clock.nowMs());
    return recordInvitation(transaction, actor, invitation, { event, role: invitation.offered, at });
  }

  #view(row: MemberInvitationRow): MemberInvitation {
    const { id, email, offered, invitedByName, sentAt, expiresAt } = row;
    return {
      id,
      email,
      role: offered.id,
      roleName: offered.name,
      rights: [...offered.rights],
      invitedBy: invitedByName,
      sentAt: sentAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      valid: isValid(row, this.#context.clock.nowMs()),
    };
  }
}

/** In the language of who receives it, where it is known, else of who sends it. */
async function readerOf(
  transaction: Transaction<Database>,
  { email, actor, locale }: { email: string; actor: MemberIdentity; locale: Locale },
): Promise<Reader> {
  const sender = await readReader(transaction, actor.userId, locale);
  const recipient = await transaction.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst();
  if (recipient !== undefined) return readReader(transaction, recipient.id, sender.locale);
  return { name: '', email, locale: sender.locale };
}

function asHolder({ id, rights }: KnownRole): Holder {
  return { role: id, rights };
}

function aboveYou(): AppError {
  return new AppError('forbidden', 'This role is above your own.');
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such invitation.');
}
