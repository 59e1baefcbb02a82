// Computers over HTTP: the plain list.

import { z } from 'zod';
import { desktopLimitSchema, systemSchema } from '../hub/agent.ts';
import { idSchema, timeSchema } from '../ids.ts';
import { participantSchema } from '../participant.ts';

export const computerSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.enum(['enrolled', 'demo']),
  system: systemSchema,
  systemName: z.string(),
  online: z.boolean(),
  /** false: running without being installed, and lost at a restart; null: it has not said. */
  installed: z.boolean().nullable(),
  /** Why nothing of it can be shown; null: it has not said. */
  desktopLimit: desktopLimitSchema.nullable(),
  /** Empty: it has not said. */
  agentVersion: z.string(),
  /** Its program is older than this server's. */
  outdated: z.boolean(),
  lastSeenAt: timeSchema.nullable(),
  addedAt: timeSchema,
  participants: z.array(participantSchema),
});
export type Computer = z.infer<typeof computerSchema>;

export const computerListSchema = z.object({ computers: z.array(computerSchema) });
