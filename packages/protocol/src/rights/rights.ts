// The one table of rights, and what the built-in roles hold. What a right guards is decided by the server's one
// function; the portal only leaves out what would be refused.

import { z } from 'zod';

export const rightAreas = ['requests', 'computers', 'sessions', 'team'] as const;
export type RightArea = (typeof rightAreas)[number];

interface RightRow {
  readonly area: RightArea;
  /** Useless without: given and taken together. */
  readonly needs: string | null;
}

/** `...all` widens what is reached beyond one's own and one's groups'; every other right is something to do. */
export const rightTable = {
  'requests.view': { area: 'requests', needs: null },
  'requests.all': { area: 'requests', needs: 'requests.view' },
  'requests.edit': { area: 'requests', needs: 'requests.view' },
  'requests.private': { area: 'requests', needs: 'requests.edit' },
  'requests.inviteLink': { area: 'requests', needs: 'requests.edit' },
  'requests.inviteCode': { area: 'requests', needs: 'requests.edit' },
  'requests.inviteEmail': { area: 'requests', needs: 'requests.edit' },
  'computers.view': { area: 'computers', needs: null },
  'computers.all': { area: 'computers', needs: 'computers.view' },
  'computers.connect': { area: 'computers', needs: 'computers.view' },
  'computers.share': { area: 'computers', needs: 'computers.connect' },
  'computers.edit': { area: 'computers', needs: 'computers.view' },
  'computers.add': { area: 'computers', needs: 'computers.view' },
  'sessions.control': { area: 'sessions', needs: null },
  'sessions.clipboard': { area: 'sessions', needs: null },
  'members.view': { area: 'team', needs: null },
  'members.edit': { area: 'team', needs: 'members.view' },
  'roles.edit': { area: 'team', needs: 'members.view' },
  'audit.view': { area: 'team', needs: null },
} as const satisfies Record<string, RightRow>;

export type Right = keyof typeof rightTable;
export const rights = Object.keys(rightTable) as [Right, ...Right[]];
export const rightSchema = z.enum(rights);

/** With what they need, each once, in the order of the table. */
export function completeRights(given: readonly string[]): Right[] {
  const held = new Set(given);
  for (const right of [...rights].toReversed()) {
    const { needs } = rightTable[right];
    if (held.has(right) && needs !== null) held.add(needs);
  }
  return rights.filter((right) => held.has(right));
}

/** Without the right, and without what is useless without it. */
export function withoutRight(given: readonly Right[], taken: Right): Right[] {
  return given.filter((right) => !completeRights([right]).includes(taken));
}

export function holdsAll(held: readonly Right[], wanted: readonly Right[]): boolean {
  return wanted.every((right) => held.includes(right));
}

export const roles = ['owner', 'administrator', 'technician', 'auditor'] as const;
export const roleSchema = z.enum(roles);
/** Built in, the same everywhere, never changed. */
export type Role = z.infer<typeof roleSchema>;

/** A built-in role by its name, an organisation's own by its id. */
export const roleIdSchema = z.union([roleSchema, z.uuid()]);
export type RoleId = z.infer<typeof roleIdSchema>;

export const rightsOfRole: Readonly<Record<Role, readonly Right[]>> = {
  owner: rights,
  administrator: rights,
  technician: rights.filter((right) => rightTable[right].area !== 'team'),
  auditor: ['requests.view', 'requests.all', 'computers.view', 'computers.all', 'members.view', 'audit.view'],
};
