// A change to the whole server in the audit log: in that of the organisation of whoever made it.

import type { Transaction } from 'kysely';
import type { AuditDetails, RecordedEvent } from '@nearhand/protocol';
import { type MemberIdentity, actorOf } from '../accounts/members.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../database/schema.ts';

export interface HostChange {
  readonly member: MemberIdentity;
  readonly at: Date;
  readonly event: Extract<RecordedEvent, `host.${string}`>;
  readonly details?: AuditDetails;
}

export function recordHostChange(transaction: Transaction<Database>, change: HostChange): Promise<void> {
  const { member, at, event, details = {} } = change;
  const { organisationId, address } = member;
  return recordAudit(transaction, { organisationId, at, event, actor: actorOf(member), address, details });
}
