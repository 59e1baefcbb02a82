// The signed-in member's own data.

import type { Kysely } from 'kysely';
import type { Me, UpdateMe } from '@nearhand/protocol';
import { recordAudit } from '../audit/record-audit.ts';
import type { AppContext } from '../app-context.ts';
import type { Database } from '../database/schema.ts';
import { type MemberIdentity, actorOf } from './members.ts';

export async function readMe(db: Kysely<Database>, member: MemberIdentity): Promise<Me> {
  const user = await db
    .selectFrom('users')
    .select(['name', 'email', 'locale', 'hostAdministrator'])
    .where('id', '=', member.userId)
    .executeTakeFirstOrThrow();
  return {
    member: { id: member.memberId, name: user.name, email: user.email, role: member.role },
    organisation: { id: member.organisationId, name: member.organisationName },
    rights: [...member.rights],
    twoFactor: { ...member.twoFactor },
    hostAdministrator: user.hostAdministrator,
    locale: user.locale,
  };
}

export async function updateMe(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  member: MemberIdentity,
  change: UpdateMe,
): Promise<void> {
  const now = new Date(clock.nowMs());
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('users')
      .set({
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.locale === undefined ? {} : { locale: change.locale }),
        updatedAt: now,
      })
      .where('id', '=', member.userId)
      .execute();
    if (change.name === undefined || change.name === member.name) return;
    const { memberId: id, organisationId, name, address } = member;
    await recordAudit(transaction, {
      organisationId,
      at: now,
      event: 'member.renamed',
      actor: actorOf(member),
      target: { kind: 'member', id, name: change.name },
      address,
      details: { from: name, to: change.name },
    });
  });
}
