// Tables of invitations of members.

import type { Role } from '@nearhand/protocol';
import type { Time } from '../database/columns.ts';

export interface MemberInvitationsTable {
  id: string;
  organisationId: string;
  /** Lower case; one invitation for each address. */
  email: string;
  role: Role;
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
