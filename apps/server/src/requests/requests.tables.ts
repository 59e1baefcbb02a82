// Tables of requests. request_events is append-only: the database itself refuses to change or delete its rows.

import type { Generated } from 'kysely';
import type { Actor, Locale, Permission, RequestState, TimelineEvent, WaitingStep } from '@nearhand/protocol';
import type { Json, OptionalTime, Time } from '../database/columns.ts';

export interface RequestsTable {
  id: string;
  organisationId: string;
  customer: string;
  customerEmail: string | null;
  comments: string;
  state: RequestState;
  stateSince: Time;
  /** When a timer moves it on by itself; computed from the other columns at every transition. */
  dueAt: OptionalTime;
  /** Asked from the customer. */
  permissions: Permission[];
  /** Given by the customer; null before the answer. */
  grantedPermissions: Permission[] | null;
  createdAt: Time;
  createdById: string | null;
  createdByName: string | null;
  /** Null: nobody yet, or no member any more. */
  assigneeId: string | null;
  /** Null: private. */
  queueId: string | null;
  startsAt: OptionalTime;
  expiresAt: Time;
  /** Nine digits, unique among live requests; null once ended. */
  code: string | null;
  invitationToken: string | null;
  /** The agent the code is bound to. */
  agentKey: string | null;
  computerName: string | null;
  systemName: string | null;
  steps: Json<{ step: WaitingStep; at: string }[]>;
  closedBy: Json<Actor> | null;
  closingNote: string;
  /** When those who serve its queue were told that the customer waits. */
  queueToldAt: OptionalTime;
}

export interface RequestEventsTable {
  id: Generated<string>;
  requestId: string;
  organisationId: string;
  at: Time;
  event: TimelineEvent;
  fromState: RequestState | null;
  toState: RequestState;
  actor: Json<Actor>;
  /** Of a member who did it. */
  address: string | null;
  note: string;
}

/** Sendings of the invitation as it is now. */
export interface RequestMailsTable {
  id: string;
  requestId: string;
  /** Null: the host keeps it no longer. */
  mailId: string | null;
  email: string;
  locale: Locale;
  sentBy: string;
  sentAt: Time;
}

export interface RequestsTables {
  requests: RequestsTable;
  requestEvents: RequestEventsTable;
  requestMails: RequestMailsTable;
}
