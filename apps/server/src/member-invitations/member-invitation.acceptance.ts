// The invited side: what the mailed link tells, and becoming a member with it, once. Whoever holds the link reads the
// mails of that address, so the account that joins must have this very address.

import { AppError } from '@nearhand/base';
import type { JoinAsNewMember, Locale, OpenedMemberInvitation } from '@nearhand/protocol';
import type { Transaction } from 'kysely';
import { addMember, joinOrganisation } from '../accounts/create-user.ts';
import { hashPassword } from '../accounts/credential.ts';
import type { MemberIdentity } from '../accounts/members.ts';
import type { AppContext } from '../app-context.ts';
import type { Database } from '../database/schema.ts';
import { hashToken } from '../keys/secret-text.ts';
import { findInvitation, type MemberInvitationRow, takeInvitation } from './member-invitation.repository.ts';
import { isValid } from './member-invitation.service.ts';

type Needs = Pick<AppContext, 'authentication' | 'clock' | 'db' | 'organisations'>;

export class MemberInvitationAcceptance {
  readonly #context: Needs;

  constructor(context: Needs) {
    this.#context = context;
  }

  /** Throws AppError `member_invitation_invalid`, as all of these do. */
  async open(token: string): Promise<OpenedMemberInvitation> {
    const { db } = this.#context;
    const found = await this.#find(db, token);
    const organisation = await db
      .selectFrom('organisations')
      .select('name')
      .where('id', '=', found.organisationId)
      .executeTakeFirstOrThrow();
    return {
      organisation: organisation.name,
      invitedBy: found.invitedByName,
      role: found.offered.id,
      roleName: found.offered.name,
      email: found.email,
      expiresAt: found.expiresAt.toISOString(),
      hasAccount: (await userOf(db, found.email)) !== undefined,
    };
  }

  /** Signs nobody in. Throws AppError `conflict` where the address has an account. */
  async joinAsNew(
    { token, name, password, locale }: JoinAsNewMember,
    from: { readonly locale: Locale; readonly address: string },
  ): Promise<void> {
    // Slow, so not for a link that opens nothing.
    await this.#find(this.#context.db, token);
    const passwordHash = await hashPassword(this.#context, password);
    await this.#take(token, (transaction, { email, organisationId, offered: role }) =>
      addMember(this.#context, transaction, {
        name,
        email,
        passwordHash,
        locale: locale ?? from.locale,
        address: from.address,
        emailVerified: true,
        organisationId,
        role,
      }),
    );
  }

  /** Gives back the organisation. Throws AppError `invitation_not_yours` for an account with another address. */
  async join(member: MemberIdentity, token: string): Promise<string> {
    const { organisationId } = await this.#take(token, async (transaction, invitation) => {
      const user = await userOf(transaction, invitation.email);
      if (user?.id !== member.userId) {
        throw new AppError('invitation_not_yours', 'The invitation was sent to another address.');
      }
      await transaction.updateTable('users').set({ emailVerified: true }).where('id', '=', user.id).execute();
      const isMember = await transaction
        .selectFrom('members')
        .select('id')
        .where('userId', '=', user.id)
        .where('organisationId', '=', invitation.organisationId)
        .executeTakeFirst();
      if (isMember !== undefined) return invitation;
      const { offered: role } = invitation;
      const { name, address } = member;
      return joinOrganisation(this.#context, transaction, {
        userId: user.id,
        name,
        address,
        organisationId: invitation.organisationId,
        role,
      });
    });
    return organisationId;
  }

  async #find(db: AppContext['db'] | Transaction<Database>, token: string): Promise<MemberInvitationRow> {
    const found = await findInvitation(db, { tokenHash: hashToken(token) });
    if (found === undefined || !isValid(found, this.#context.clock.nowMs())) throw invalid();
    return found;
  }

  /** Whatever fails leaves the invitation as it was. */
  #take<T>(
    token: string,
    work: (transaction: Transaction<Database>, invitation: MemberInvitationRow) => Promise<T>,
  ): Promise<T> {
    return this.#context.db.transaction().execute(async (transaction) => {
      const invitation = await this.#find(transaction, token);
      // As all changes to an organisation's members: the sender's role stays what it is until this is done.
      await transaction
        .selectFrom('organisations')
        .select('id')
        .where('id', '=', invitation.organisationId)
        .forNoKeyUpdate()
        .executeTakeFirst();
      const now = await this.#find(transaction, token);
      if ((await takeInvitation(transaction, { id: now.id, tokenHash: now.tokenHash })) === undefined) throw invalid();
      return work(transaction, now);
    });
  }
}

function userOf(db: AppContext['db'] | Transaction<Database>, email: string): Promise<{ id: string } | undefined> {
  return db.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst();
}

function invalid(): AppError {
  return new AppError('member_invitation_invalid', 'The invitation is wrong, used, withdrawn or too old.');
}
