// The part of connecting that happens in one database transaction: rights against the locked target, then a new session
// or the way back into one. What is locked cannot be closed, or signed out, before the session's row exists.

import type { Transaction } from 'kysely';
import { AppError } from '@nearhand/base';
import { type Connect, type Permission, rightsOfRole, type SessionTarget } from '@nearhand/protocol';
import type { MemberIdentity } from '../accounts/members.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { recordSession } from './session.audit.ts';
import { type ConnectTarget, mayConnect } from './session.access.ts';
import type { LinkRow, SessionRepository } from './session.repository.ts';

export interface FoundTarget {
  readonly agentKey: string | null;
  readonly permissions: readonly Permission[];
}

/** Throws what `mayConnect` says, or `not_found` outside the member's organisation. */
export async function findTarget(
  repository: SessionRepository,
  transaction: Transaction<Database>,
  member: MemberIdentity,
  target: SessionTarget,
): Promise<FoundTarget> {
  if (target.kind === 'computer') {
    const computer = await repository.lockComputer(transaction, member.organisationId, target.computerId);
    if (!computer) throw new AppError('not_found', 'There is no such computer.');
    return { agentKey: computer.agentKey, permissions: allowed(member, { kind: 'computer' }) };
  }
  const request = await repository.lockRequest(transaction, member.organisationId, target.requestId);
  if (!request) throw new AppError('not_found', 'There is no such request.');
  const { state, permissions: asked, grantedPermissions: granted } = request;
  return { agentKey: request.agentKey, permissions: allowed(member, { kind: 'request', state, asked, granted }) };
}

function allowed(member: MemberIdentity, target: ConnectTarget): readonly Permission[] {
  const answer = mayConnect(member, target);
  if ('refused' in answer) throw new AppError(answer.refused, answer.reason);
  return answer.allowed;
}

/**
 * The member as they are now, and stay until the transaction ends: who is signed out, removed or given another role at
 * this moment opens nothing that the end of all they had open would miss.
 */
export async function lockMember(
  repository: SessionRepository,
  transaction: Transaction<Database>,
  member: MemberIdentity,
): Promise<MemberIdentity> {
  // In the order in which removing a member takes them.
  const isSignedIn = await repository.lockSignIn(transaction, member.signInId);
  const role = await repository.lockRole(transaction, member.memberId);
  if (!isSignedIn || role === null) throw new AppError('not_signed_in', 'Sign in first.');
  return { ...member, role, rights: rightsOfRole[role] };
}

export interface Opening {
  readonly repository: SessionRepository;
  readonly transaction: Transaction<Database>;
  readonly member: MemberIdentity;
  readonly wish: Connect;
  readonly now: Date;
}

/** A session comes back only for the member and target it was opened for; its former links end. */
export async function openSession(opening: Opening): Promise<{ id: string; replacedLinks: readonly LinkRow[] }> {
  const { repository, transaction, member, wish, now } = opening;
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
  await repository.moveToSignIn(transaction, session.id, member.signInId);
  return { id: session.id, replacedLinks: await repository.endLinks(transaction, session.id, now) };
}
