// What happens to invitations of members, in the audit log.

import type { Transaction } from 'kysely';
import { type MemberIdentity, actorOf } from '../accounts/members.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../database/schema.ts';
import { type KnownRole, wordOf } from '../rights/roles/known-role.ts';

export interface InvitationRecord {
  readonly event: 'memberInvitation.sent' | 'memberInvitation.sentAgain' | 'memberInvitation.withdrawn';
  readonly role: KnownRole;
  readonly at: Date;
}

export function recordInvitation(
  transaction: Transaction<Database>,
  actor: MemberIdentity,
  { id, email }: { readonly id: string; readonly email: string },
  { event, role, at }: InvitationRecord,
): Promise<void> {
  return recordAudit(transaction, {
    organisationId: actor.organisationId,
    at,
    event,
    actor: actorOf(actor),
    target: { kind: 'memberInvitation', id, name: email },
    address: actor.address,
    details: { role: wordOf(role) },
  });
}
