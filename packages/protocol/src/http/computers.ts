// Computers over HTTP: the plain list.

import { z } from 'zod';
import { idSchema, timeSchema } from '../ids.ts';

export const computerSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.enum(['enrolled', 'demo']),
  system: z.enum(['linux', 'windows', 'macos', 'demo']),
  systemName: z.string(),
  online: z.boolean(),
  lastSeenAt: timeSchema.nullable(),
  addedAt: timeSchema,
  participants: z.array(z.object({ linkId: idSchema, name: z.string() })),
});
export type Computer = z.infer<typeof computerSchema>;

export const computerListSchema = z.object({ computers: z.array(computerSchema) });
