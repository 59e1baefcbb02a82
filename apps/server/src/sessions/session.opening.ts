// The part of connecting that happens in one database transaction: rights against the locked target, then a new session
// or the way back into one. What is locked cannot be closed, or signed out, before the session's row exists.

import type { Transaction } from 'kysely';
import { AppError, type Clock } from '@nearhand/base';
import { type Connect, type Permission, type SessionTarget } from '@nearhand/protocol';
import type { MemberIdentity } from '../accounts/members.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { recordSession } from './session.audit.ts';
import { allowedPermissions, heldRights, isComputerThere } from '../rights/decide.ts';
import { findStandings } from '../rights/standing.ts';
import { computerTarget, requestTarget } from '../rights/targets.ts';
import type { LinkRow, SessionRepository } from './session.repository.ts';

export interface FoundTarget {
  readonly agentKey: string | null;
  readonly permissions: readonly Permission[];
}

/** Throws what the decision says, or `not_found` outside the member's organisation. */
export async function findTarget(
  repository: SessionRepository,
  transaction: Transaction<Database>,
  member: MemberIdentity,
  { target, clock }: { target: SessionTarget; clock: Clock },
): Promise<FoundTarget> {
  if (target.kind === 'computer') {
    const computer = await repository.lockComputer(transaction, target.computerId);
    const facts = computer && (await computerTarget(transaction, computer));
    // The time as of now: a share may have ended while this waited for the lock.
    const nowMs = clock.nowMs();
    // Another organisation's does not exist, whatever rights are missing.
    if (!facts || !isComputerThere(member, facts, nowMs)) {
      throw new AppError('not_found', 'There is no such computer.');
    }
    return { agentKey: computer.agentKey, permissions: allowedPermissions(member, facts, nowMs) };
  }
  const request = await repository.lockRequest(transaction, member.organisationId, target.requestId);
  if (!request) throw new AppError('not_found', 'There is no such request.');
  const facts = await requestTarget(transaction, request);
  return { agentKey: request.agentKey, permissions: allowedPermissions(member, facts, clock.nowMs()) };
}

/**
 * The member as they are now, and stay until the transaction ends: who is signed out, removed or given other rights at
 * this moment opens nothing that the end of all they had open would miss.
 */
export async function lockMember(
  repository: SessionRepository,
  transaction: Transaction<Database>,
  member: MemberIdentity,
): Promise<MemberIdentity> {
  // In the order in which removing a member takes them.
  await repository.lockTeam(transaction, member.organisationId);
  const isSignedIn = await repository.lockSignIn(transaction, member.signInId);
  await repository.lockMember(transaction, member.memberId);
  const standing = (await findStandings(transaction, [member.memberId])).get(member.memberId);
  if (!isSignedIn || standing === undefined) throw new AppError('not_signed_in', 'Sign in first.');
  const secondFactor = standing.secondFactor || member.twoFactor.passkey;
  return { ...member, ...standing, secondFactor, rights: heldRights(standing) };
}

export interface Opening {
  readonly repository: SessionRepository;
  readonly transaction: Transaction<Database>;
  readonly member: MemberIdentity;
  readonly wish: Connect;
  readonly permissions: readonly Permission[];
  readonly now: Date;
}

/** A session comes back only for the member and target it was opened for; its former links end. */
export async function openSession(opening: Opening): Promise<{ id: string; replacedLinks: readonly LinkRow[] }> {
  const { repository, transaction, member, wish, permissions, now } = opening;
  const requestId = wish.target.kind === 'request' ? wish.target.requestId : null;
  const computerId = wish.target.kind === 'computer' ? wish.target.computerId : null;
  if (wish.sessionId === undefined) {
    const id = newId();
    const session = {
      id,
      organisationId: member.organisationId,
      requestId,
      computerId,
      memberId: member.memberId,
      userId: member.userId,
      signInId: member.signInId,
      memberName: member.name,
      permissions: [...permissions],
      createdAt: now,
      endedAt: null,
      endReason: null,
    };
    await repository.insertSession(transaction, session);
    await recordSession(transaction, session, { at: now, address: member.address, end: null });
    return { id, replacedLinks: [] };
  }
  const session = await repository.lockSession(transaction, wish.sessionId);
  const isSame =
    session?.memberId === member.memberId && session.requestId === requestId && session.computerId === computerId;
  if (!session || !isSame) throw new AppError('not_found', 'There is no such session.');
  if (session.endedAt !== null) throw new AppError('session_ended', 'The session is over.');
  await repository.comeBack(transaction, session.id, { signInId: member.signInId, permissions: [...permissions] });
  return { id: session.id, replacedLinks: await repository.endLinks(transaction, session.id, now) };
}
