// A request that a member made, with a chosen id: for what only needs one to be there.

import type { TestMember, TestServer } from './test-server.ts';

/** Leaves one that is there as it is. */
export async function ensureRequestOf(server: TestServer, member: TestMember, id: string): Promise<void> {
  const now = new Date();
  await server.db
    .insertInto('requests')
    .values({
      id,
      organisationId: member.organisationId,
      customer: 'Ana',
      comments: '',
      state: 'open',
      stateSince: now,
      dueAt: null,
      permissions: ['view'],
      grantedPermissions: null,
      createdAt: now,
      createdById: member.memberId,
      createdByName: 'Somebody',
      assigneeId: null,
      queueId: null,
      startsAt: null,
      expiresAt: new Date(now.getTime() + 86_400_000),
      code: null,
      invitationToken: null,
      agentKey: null,
      computerName: null,
      systemName: null,
      steps: '[]',
      closedBy: null,
      closingNote: '',
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
