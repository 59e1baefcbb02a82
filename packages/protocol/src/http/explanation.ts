// Why a member may or may not do something with a request or computer: the answer of each layer.

import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { actionSchema, findingSchema } from '../rights/actions.ts';
import { roleIdSchema } from '../rights/rights.ts';
import { namedSchema } from './roles.ts';

/** Of a target that fits the action. */
export const explanationQuerySchema = z.object({ memberId: idSchema, action: actionSchema, targetId: idSchema });
export type ExplanationQuery = z.infer<typeof explanationQuerySchema>;

export const explanationSchema = z.object({
  allowed: z.boolean(),
  member: namedSchema,
  role: z.object({ id: roleIdSchema, name: z.string().nullable() }),
  target: namedSchema,
  /** The request's, where it is in one. */
  queue: namedSchema.nullable(),
  findings: z.array(findingSchema),
});
export type Explanation = z.infer<typeof explanationSchema>;
