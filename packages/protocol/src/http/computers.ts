// Computers over HTTP: the plain list.

import { z } from 'zod';
import { systemSchema } from '../hub/agent.ts';
import { idSchema, timeSchema } from '../ids.ts';
import { participantSchema } from '../participant.ts';

export const computerSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.enum(['enrolled', 'demo']),
  system: systemSchema,
  systemName: z.string(),
  online: z.boolean(),
  lastSeenAt: timeSchema.nullable(),
  addedAt: timeSchema,
  participants: z.array(participantSchema),
});
export type Computer = z.infer<typeof computerSchema>;

export const computerListSchema = z.object({ computers: z.array(computerSchema) });
