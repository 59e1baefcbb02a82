// Tables of invitations of members.

import type { Role } from '@nearhand/protocol';
import type { Time } from '../database/columns.ts';

export interface MemberInvitationsTable {
  id: string;
  organisationId: string;
  /** Lower case; one invitation for each address. */
  email: string;
  /** Built in, or null and an own one of the organisation. */
  role: Role | null;
  ownRoleId: string | null;
  /** SHA-256, base64url. */
  tokenHash: string;
  /** A member; null once they are none any more. */
  invitedById: string | null;
  invitedByName: string;
  sentAt: Time;
  expiresAt: Time;
}

export interface MemberInvitationsTables {
  memberInvitations: MemberInvitationsTable;
}
