// Members over HTTP, and the rules of who may change whom: one table for the server, which decides, and the portal, which
// leaves out what would be refused.

import { z } from 'zod';
import { idSchema, timeSchema } from '../ids.ts';
import { type Right, type RoleId, holdsAll, rightSchema, roleIdSchema } from '../rights/rights.ts';
import { pageQuerySchema, searchSchema } from './common.ts';

export const memberSchema = z.object({
  id: idSchema,
  name: z.string(),
  email: z.string(),
  /** A path of this server. */
  picture: z.string().nullable(),
  role: roleIdSchema,
  /** Null for built-in roles. */
  roleName: z.string().nullable(),
  /** By role and groups. */
  rights: z.array(rightSchema),
  addedAt: timeSchema,
  /** To the minute; null before the first time. */
  lastSeenAt: timeSchema.nullable(),
});
export type Member = z.infer<typeof memberSchema>;

export const memberListQuerySchema = pageQuerySchema.extend({ text: searchSchema(100).optional() });
export const memberListSchema = z.object({ members: z.array(memberSchema), next: z.string().nullable() });

export const changeMemberSchema = z.object({ role: roleIdSchema });

/** Whoever holds rights: a member, or a role before anybody has it. */
export interface Holder {
  readonly role: RoleId;
  readonly rights: readonly Right[];
}

/** Who may give it to somebody who is nobody yet. */
export function mayInviteAs(actor: Holder, role: Holder): boolean {
  return mayGiveRole(actor, role, role);
}

/** Owners stand above everybody; otherwise nobody stands above those who hold the same rights. */
function reachesUpTo(actor: Holder, other: Holder): boolean {
  return (other.role !== 'owner' || actor.role === 'owner') && holdsAll(actor.rights, other.rights);
}

/** Nobody touches those above. */
export function mayTouchMember(actor: Holder, target: Holder): boolean {
  return actor.rights.includes('members.edit') && reachesUpTo(actor, target);
}

/** Nobody raises anybody above themselves. */
export function mayGiveRole(actor: Holder, target: Holder, role: Holder): boolean {
  return mayTouchMember(actor, target) && reachesUpTo(actor, role);
}

/** Roles and groups: nobody gives, or takes, a right they do not hold. */
export function mayShapeRights(actor: Holder, before: readonly Right[], after: readonly Right[]): boolean {
  return actor.rights.includes('roles.edit') && holdsAll(actor.rights, [...before, ...after]);
}
