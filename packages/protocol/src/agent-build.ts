// What a built agent knows before it is started: lies inside the executable as `build.json`, written by the builder, read
// by the agent.

import { z } from 'zod';
import { bytes32Schema } from './ids.ts';

/** The product's name, or the organisation's: what the program is called where its brand is known. */
export const brandNameSchema = z.string().trim().min(1).max(30);

export const agentBuildSchema = z.object({
  /** The one server that it talks to, such as `https://help.example.com`. */
  origin: z.string().max(300),
  /** The authority that this server made for itself, PEM; trusted beside the system's. */
  authority: z.string().max(10_000).nullable(),
  name: brandNameSchema,
  /** The server's key for updates, Ed25519; without it an installed agent stays what it is. */
  updateKey: bytes32Schema.optional(),
});
export type AgentBuild = z.infer<typeof agentBuildSchema>;
