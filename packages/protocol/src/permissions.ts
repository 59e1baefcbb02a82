// What may be done in a session. Enforced by the agent for every message.

import { z } from 'zod';

/** `clipboard`: text that is copied on one side can be pasted on the other, both ways. */
export const permissions = ['view', 'control', 'clipboard'] as const;
export const permissionSchema = z.enum(permissions);
export type Permission = z.infer<typeof permissionSchema>;

/** A set: each at most once. */
export const permissionSetSchema = z
  .array(permissionSchema)
  .max(permissions.length)
  .refine((list) => new Set(list).size === list.length, 'Each permission at most once');

/** The permissions both lists hold, in the order of the vocabulary. */
export function intersectPermissions(a: readonly Permission[], b: readonly Permission[]): Permission[] {
  return permissions.filter((permission) => a.includes(permission) && b.includes(permission));
}
