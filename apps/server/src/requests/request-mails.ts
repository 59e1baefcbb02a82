// Invitations of customers by e-mail: sending them on a member's behalf, and what became of each. Limited, so that nobody
// can use the server to pester strangers.

import { AppError } from '@nearhand/base';
import {
  type InvitationDraft,
  isEndedRequestState,
  type Locale,
  type MailedInvitation,
  type mailInvitationSchema,
} from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import type { z } from 'zod';
import { AddressLimits } from '../accounts/address-limits.ts';
import { AttemptLimit } from '../accounts/attempt-limit.ts';
import type { MemberIdentity } from '../accounts/members.ts';
import { readReader } from '../accounts/reader.ts';
import type { AppContext } from '../app-context.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { writeInvitationDraft } from '../mail/invitation-draft.ts';
import { queueMail } from '../mail/mail.queue.ts';
import { sendsMail } from '../mail/mail-way.ts';
import { holdsRight, requireRights } from '../rights/decide.ts';
import type { RequestAccess } from './request.access.ts';
import type { RequestRow } from './request.repository.ts';
import { byMember, type RequestTransitions, type Step } from './request.transitions.ts';

type Needs = Pick<AppContext, 'clock' | 'config' | 'db'>;
type Letter = z.output<typeof mailInvitationSchema>;
/** What an invitation is made of. */
type Invited = Pick<RequestRow, 'id' | 'code' | 'invitationToken' | 'expiresAt' | 'permissions' | 'state'>;

const minuteMs = 60_000;
const maxListed = 50;

export class RequestMails {
  readonly #context: Needs;
  readonly #access: RequestAccess;
  readonly #transitions: RequestTransitions;
  readonly #limits: Readonly<Record<'organisation' | 'member' | 'request', AttemptLimit>>;
  readonly #addresses: AddressLimits;

  constructor(context: Needs, parts: { access: RequestAccess; transitions: RequestTransitions }) {
    const { clock } = context;
    this.#context = context;
    this.#access = parts.access;
    this.#transitions = parts.transitions;
    this.#limits = {
      request: new AttemptLimit({ clock, atOnce: 5, refillMs: 10 * minuteMs }),
      member: new AttemptLimit({ clock, atOnce: 20, refillMs: 2 * minuteMs }),
      organisation: new AttemptLimit({ clock, atOnce: 100, refillMs: minuteMs / 2 }),
    };
    this.#addresses = new AddressLimits(clock, { atOnce: 4, refillMs: 15 * minuteMs });
  }

  async list(member: MemberIdentity, id: string): Promise<{ mails: MailedInvitation[]; sends: boolean }> {
    await this.#access.find(member, id, 'request.inviteEmail');
    const { db, config } = this.#context;
    const rows = await db
      .selectFrom('requestMails')
      .leftJoin('mails', 'mails.id', 'requestMails.mailId')
      .selectAll('requestMails')
      .select('mails.state')
      .where('requestId', '=', id)
      .orderBy('requestMails.id', 'desc')
      .limit(maxListed)
      .execute();
    const mails = rows.map(({ id: mail, email, locale, sentBy, sentAt, state }) => ({
      id: mail,
      email,
      locale,
      by: sentBy,
      at: sentAt.toISOString(),
      // What the host keeps no longer has left long ago.
      state: state ?? 'sent',
    }));
    return { mails, sends: await sendsMail(db, config) };
  }

  /** Throws AppError `state_forbids` once the request has ended, `too_many_attempts`. */
  async send(member: MemberIdentity, id: string, letter: Letter): Promise<void> {
    await this.#access.find(member, id, 'request.inviteEmail');
    await this.#transitions.apply(id, async (row, transaction) => {
      const step = await this.queue(transaction, member, row, letter);
      return [row.customerEmail === null ? { ...step, changes: { customerEmail: letter.email } } : step];
    });
  }

  /** Within the transaction that makes or holds the request; gives back what to note in its timeline. */
  async queue(
    transaction: Transaction<Database>,
    member: MemberIdentity,
    request: Invited,
    { email, locale, note }: Letter,
  ): Promise<Step & { readonly event: 'request.mailed'; readonly note: string }> {
    requireRights(member, ['requests.inviteEmail']);
    const known = this.#invitationOf(member, request);
    this.#book(member, request.id, email);
    const { email: replyTo, habits } = await readReader(transaction, member.userId, locale);
    const reader = { name: '', email, locale, ...placeOf(habits) };
    const id = newId();
    const content = { kind: 'requestInvitation' as const, ...known, replyTo, note };
    await queueMail(transaction, this.#context, reader, content, id);
    await transaction
      .insertInto('requestMails')
      .values({
        id,
        requestId: request.id,
        mailId: id,
        email,
        locale,
        sentBy: member.name,
        sentAt: new Date(this.#context.clock.nowMs()),
      })
      .execute();
    return { event: 'request.mailed', ...byMember(member), note: email };
  }

  /** For the member's own mail program: with what they may see. Throws AppError `forbidden` where that is nothing. */
  async draft(member: MemberIdentity, id: string, locale: Locale): Promise<InvitationDraft> {
    const row = await this.#access.find(member, id, 'request.inviteEmail');
    const { link, code, ...known } = this.#invitationOf(member, row);
    const ways = {
      link: holdsRight(member, 'requests.inviteLink') ? link : null,
      code: holdsRight(member, 'requests.inviteCode') ? code : null,
    };
    if (ways.link === null && ways.code === null) throw new AppError('forbidden', 'This shows link or code.');
    const { habits } = await readReader(this.#context.db, member.userId, locale);
    return writeInvitationDraft({ locale, ...placeOf(habits) }, known, ways);
  }

  #invitationOf(member: MemberIdentity, { code, invitationToken, expiresAt, permissions, state }: Invited) {
    if (code === null || invitationToken === null || isEndedRequestState(state)) {
      throw new AppError('state_forbids', 'The request has ended; reopen it for a new link and code.');
    }
    const { publicUrl } = this.#context.config;
    return {
      link: `${publicUrl}/j/${invitationToken}`,
      code,
      joinUrl: `${publicUrl}/join`,
      inviter: member.name,
      organisation: member.organisationName,
      control: permissions.includes('control'),
      untilMs: expiresAt.getTime(),
    };
  }

  #book(member: MemberIdentity, requestId: string, email: string): void {
    const { request, member: ofMember, organisation } = this.#limits;
    this.#addresses.require(member, email, [
      [request, requestId],
      [ofMember, member.memberId],
      [organisation, member.organisationId],
    ]);
  }
}

/** Customers have no profile; most are where their technician is. Times name their zone anyway. */
function placeOf(habits: Awaited<ReturnType<typeof readReader>>['habits']) {
  if (habits === undefined) return {};
  return { habits: { country: null, timeZone: habits.timeZone, dateFormat: null } };
}
