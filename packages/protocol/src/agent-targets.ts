// The systems that the agent exists for, in the order in which they are offered and built.

import { z } from 'zod';

export const agentTargets = ['win32-x64', 'linux-x64', 'darwin-arm64', 'darwin-x64', 'linux-arm64'] as const;
export const agentTargetSchema = z.enum(agentTargets);
export type AgentTarget = z.infer<typeof agentTargetSchema>;
