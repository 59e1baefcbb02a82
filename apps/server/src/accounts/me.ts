// The signed-in member's own data.

import type { Kysely } from 'kysely';
import type { Me, UpdateMe } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import type { Database } from '../database/schema.ts';
import type { MemberIdentity } from './members.ts';

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
  await db
    .updateTable('users')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.locale === undefined ? {} : { locale: change.locale }),
      updatedAt: new Date(clock.nowMs()),
    })
    .where('id', '=', member.userId)
    .execute();
}
