// What the audit log says about remote sessions: who came to what, and how it ended.

import type { Transaction } from 'kysely';
import type { AuditActor, AuditTarget, EndReason } from '@nearhand/protocol';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../database/schema.ts';
import type { SessionRow } from './session.repository.ts';

type Session = Pick<SessionRow, 'id' | 'organisationId' | 'requestId' | 'computerId' | 'memberId' | 'memberName'>;

export interface SessionEvent {
  readonly at: Date;
  readonly address?: string | null;
  /** Null: it begins. */
  readonly end: EndReason | null;
}

export async function recordSession(
  transaction: Transaction<Database>,
  session: Session,
  { at, address, end }: SessionEvent,
): Promise<void> {
  const target = await targetOf(transaction, session);
  await recordAudit(transaction, {
    organisationId: session.organisationId,
    at,
    event: end === null ? 'session.opened' : 'session.closed',
    actor: actorOf(session, end),
    ...(target === null ? {} : { target }),
    address: address ?? null,
    details: end === null ? { session: session.id } : { session: session.id, member: session.memberName, reason: end },
  });
}

function actorOf({ memberId, memberName }: Session, end: EndReason | null): AuditActor {
  if (end === null || end === 'viewer') return { kind: 'member', id: memberId, name: memberName };
  return end === 'customer' ? { kind: 'customer' } : { kind: 'system' };
}

async function targetOf(transaction: Transaction<Database>, session: Session): Promise<AuditTarget | null> {
  const { requestId, computerId } = session;
  if (requestId !== null) {
    const request = await transaction
      .selectFrom('requests')
      .select('customer')
      .where('id', '=', requestId)
      .executeTakeFirst();
    return { kind: 'request', id: requestId, name: request?.customer ?? '' };
  }
  if (computerId === null) return null;
  const computer = await transaction
    .selectFrom('computers')
    .select('name')
    .where('id', '=', computerId)
    .executeTakeFirst();
  return { kind: 'computer', id: computerId, name: computer?.name ?? '' };
}
