// Table of the audit log. Append-only: the database itself refuses to change or delete its rows. Moves of requests are
// not copied here; the log reads them where they are.

import type { Generated } from 'kysely';
import type { AuditActor, AuditDetails, AuditTarget, RecordedEvent } from '@nearhand/protocol';
import type { Json, Time } from '../database/columns.ts';

export interface AuditEventsTable {
  id: Generated<string>;
  organisationId: string;
  at: Time;
  event: RecordedEvent;
  actor: Json<AuditActor>;
  target: Json<AuditTarget> | null;
  address: string | null;
  details: Json<AuditDetails>;
}

export interface AuditTables {
  auditEvents: AuditEventsTable;
}
