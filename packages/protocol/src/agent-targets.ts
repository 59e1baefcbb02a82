// The systems that the agent exists for, in the order in which they are offered and built.

import { z } from 'zod';

export const agentTargets = ['win32-x64', 'linux-x64', 'darwin-arm64', 'darwin-x64', 'linux-arm64'] as const;
export const agentTargetSchema = z.enum(agentTargets);
export type AgentTarget = z.infer<typeof agentTargetSchema>;

/** A finished program that is built again; it is offered meanwhile. `reason`: a sentence for the host. */
export const programRenewalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('building') }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);
export type ProgramRenewal = z.infer<typeof programRenewalSchema>;

/** Where the program for one system is on its way to being offered. */
export const programStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('building') }),
  z.object({
    kind: z.literal('ready'),
    size: z.int(),
    sha256: z.string(),
    version: z.string(),
    isSigned: z.boolean(),
    builtAt: z.iso.datetime(),
    renewal: programRenewalSchema.nullable(),
  }),
  /** `reason`: a sentence for the host. */
  z.object({ kind: z.literal('failed'), reason: z.string(), tryAgainAt: z.iso.datetime() }),
]);
export type ProgramState = z.infer<typeof programStateSchema>;

/** `state` null: this server builds none. */
export const programStatesSchema = z.array(
  z.object({ target: agentTargetSchema, state: programStateSchema.nullable() }),
);
export type ProgramStates = z.infer<typeof programStatesSchema>;

/** Something is being done for it, or will be soon. */
export function isProgramUnderWay(state: ProgramState): boolean {
  const { kind } = state.kind === 'ready' && state.renewal !== null ? state.renewal : state;
  return kind === 'waiting' || kind === 'building';
}
