// What a computer allows, as its organisation's administrators set it. A cut, never a gift: the server cuts tickets by it,
// and the agent, which is told, cuts what those allow, together with what the person at the computer forbade.

import { z } from 'zod';
import { permissionSetSchema } from './permissions.ts';

/** How long a question waits at most; silence means no. In seconds. */
export const askSecondsLimits = { min: 10, max: 600 } as const;

/** What becomes of the account at the screen once nobody is connected any more. */
export const endings = ['leave', 'lock', 'signOut'] as const;
export const endingSchema = z.enum(endings);
export type Ending = z.infer<typeof endingSchema>;

export const computerPolicySchema = z.object({
  /** Nobody connects. */
  disabled: z.boolean(),
  permissions: permissionSetSchema.refine((list) => list.includes('view'), 'Disabling is said by its own word'),
  /** Somebody at the computer must say yes at each connection. */
  ask: z.boolean(),
  askSeconds: z.number().int().min(askSecondsLimits.min).max(askSecondsLimits.max),
  atEnd: endingSchema,
});
export type ComputerPolicy = z.infer<typeof computerPolicySchema>;

/** As an agent is told it, and keeps it: older servers say nothing of the end. */
export const toldPolicySchema = computerPolicySchema.extend({ atEnd: endingSchema.default('leave') });
