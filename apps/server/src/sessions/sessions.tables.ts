// Tables of remote sessions and their links. A session is one member working on one target; a link is one connection
// between a viewer and the agent in it. Rows outlive their member: names are copied.

import type { Generated } from 'kysely';
import type { EndReason, Permission } from '@nearhand/protocol';
import type { OptionalTime, Time } from '../database/columns.ts';

export interface SessionsTable {
  id: string;
  organisationId: string;
  requestId: string | null;
  computerId: string | null;
  memberId: string;
  userId: string;
  /** The signed-in browser it was opened from; its sign-out ends the session. */
  signInId: string;
  memberName: string;
  /** What the last ticket allowed. */
  permissions: Generated<Permission[]>;
  createdAt: Time;
  endedAt: OptionalTime;
  endReason: EndReason | null;
}

export type LinkState = 'offered' | 'active' | 'interrupted' | 'ended';

export interface LinksTable {
  id: string;
  sessionId: string;
  agentKey: string;
  state: LinkState;
  createdAt: Time;
  changedAt: Time;
}

export interface SessionsTables {
  sessions: SessionsTable;
  links: LinksTable;
}
