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
  const found = await targetOf(transaction, session);
  const record = {
    at,
    event: end === null ? 'session.opened' : 'session.closed',
    actor: actorOf(session, end),
    ...(found === null ? {} : { target: found.target }),
    address: address ?? null,
    details: end === null ? { session: session.id } : { session: session.id, member: session.memberName, reason: end },
  } as const;
  const { organisationId } = session;
  await recordAudit(transaction, { ...record, organisationId });
  // By a share: whoever the computer belongs to sees who came, and of which organisation.
  if (found === null || found.ownerId === organisationId) return;
  const { name: organisation } = await transaction
    .selectFrom('organisations')
    .select('name')
    .where('id', '=', organisationId)
    .executeTakeFirstOrThrow();
  const details = { ...record.details, organisation };
  await recordAudit(transaction, { ...record, organisationId: found.ownerId, details });
}

function actorOf({ memberId, memberName }: Session, end: EndReason | null): AuditActor {
  if (end === null || end === 'viewer') return { kind: 'member', id: memberId, name: memberName };
  return end === 'customer' ? { kind: 'customer' } : { kind: 'system' };
}

async function targetOf(
  transaction: Transaction<Database>,
  session: Session,
): Promise<{ target: AuditTarget; ownerId: string } | null> {
  const { requestId, computerId } = session;
  if (requestId !== null) {
    const request = await transaction
      .selectFrom('requests')
      .select('customer')
      .where('id', '=', requestId)
      .executeTakeFirst();
    const target = { kind: 'request', id: requestId, name: request?.customer ?? '' } as const;
    return { target, ownerId: session.organisationId };
  }
  if (computerId === null) return null;
  const computer = await transaction
    .selectFrom('computers')
    .select(['name', 'organisationId'])
    .where('id', '=', computerId)
    .executeTakeFirst();
  const target = { kind: 'computer', id: computerId, name: computer?.name ?? '' } as const;
  return { target, ownerId: computer?.organisationId ?? session.organisationId };
}
