// A member who holds exactly these rights, by a role of the organisation's own.

import type { Right } from '@nearhand/protocol';
import { newId } from '../database/ids.ts';
import type { TestMember, TestServer } from './test-server.ts';

export async function createMemberWith(
  server: TestServer,
  organisationId: string,
  rights: readonly Right[],
): Promise<TestMember> {
  const member = await server.createMember(organisationId, 'auditor');
  const id = newId();
  const row = { id, organisationId, name: `Role ${id}`, rights: [...rights], createdAt: new Date() };
  await server.db.insertInto('ownRoles').values(row).execute();
  await server.db.updateTable('members').set({ role: null, ownRoleId: id }).where('id', '=', member.memberId).execute();
  return member;
}
