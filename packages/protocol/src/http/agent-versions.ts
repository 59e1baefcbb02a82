// The agent's versions that a server has, for whoever runs it.

import { z } from 'zod';
import { agentTargetSchema } from '../agent-targets.ts';
import { agentVersionSchema } from '../agent-update.ts';

export const agentVersionsSchema = z.object({
  /** Installed agents are given this one; null: none. */
  offered: agentVersionSchema.nullable(),
  /** Newest first: those that are there, and those that were withdrawn. */
  versions: z.array(
    z.object({ version: agentVersionSchema, targets: z.array(agentTargetSchema), withdrawn: z.boolean() }),
  ),
});
export type AgentVersions = z.infer<typeof agentVersionsSchema>;

export const changeAgentVersionSchema = z.object({ version: agentVersionSchema, withdrawn: z.boolean() });
export type ChangeAgentVersion = z.infer<typeof changeAgentVersionSchema>;
