// Members over HTTP, and the rules of who may change whom: one table for the server, which decides, and the portal, which
// leaves out what would be refused.

import { z } from 'zod';
import { idSchema, timeSchema } from '../ids.ts';
import { type Role, rightsOfRole, roleSchema } from './accounts.ts';
import { pageQuerySchema, searchSchema } from './common.ts';

export const memberSchema = z.object({
  id: idSchema,
  name: z.string(),
  email: z.string(),
  /** A path of this server. */
  picture: z.string().nullable(),
  role: roleSchema,
  addedAt: timeSchema,
  /** To the minute; null before the first time. */
  lastSeenAt: timeSchema.nullable(),
});
export type Member = z.infer<typeof memberSchema>;

export const memberListQuerySchema = pageQuerySchema.extend({ text: searchSchema(100).optional() });
export const memberListSchema = z.object({ members: z.array(memberSchema), next: z.string().nullable() });

export const changeMemberSchema = z.object({ role: roleSchema });

const rank: Readonly<Record<Role, number>> = { owner: 3, administrator: 2, technician: 1, auditor: 0 };

/** Nobody touches those above. */
export function mayTouchMember(actor: Role, target: Role): boolean {
  return rightsOfRole[actor].includes('members.edit') && rank[actor] >= rank[target];
}

/** Nobody raises anybody above themselves. */
export function mayGiveRole(actor: Role, target: Role, role: Role): boolean {
  return mayTouchMember(actor, target) && rank[actor] >= rank[role];
}
