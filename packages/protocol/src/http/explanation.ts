// Why somebody may or may not do something with a request or computer: the answer of each layer.

import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { actionSchema, findingSchema } from '../rights/actions.ts';
import { roleIdSchema } from '../rights/rights.ts';
import { namedSchema } from './roles.ts';

/** About a member or about whom a computer is shared with, and a target that fits the action. */
export const explanationQuerySchema = z
  .object({ memberId: idSchema.optional(), shareId: idSchema.optional(), action: actionSchema, targetId: idSchema })
  .refine(({ memberId, shareId }) => (memberId === undefined) !== (shareId === undefined), 'One of the two');
export type ExplanationQuery = z.infer<typeof explanationQuerySchema>;

/** `receiver`: somebody with this address, of whom nothing else is told, not even whether they have an account. */
const explainedSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('member'),
    id: idSchema,
    name: z.string(),
    role: z.object({ id: roleIdSchema, name: z.string().nullable() }),
  }),
  z.object({ kind: z.literal('receiver'), email: z.string() }),
]);

export const explanationSchema = z.object({
  allowed: z.boolean(),
  who: explainedSchema,
  target: namedSchema,
  /** The request's, where it is in one. */
  queue: namedSchema.nullable(),
  findings: z.array(findingSchema),
});
export type Explanation = z.infer<typeof explanationSchema>;
