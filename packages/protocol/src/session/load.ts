// How busy the computer is, told to a viewer for as long as it looks: processor, memory, disks.

import { z } from 'zod';
import { peerLineSchema } from '../peer-text.ts';

/** Said by an agent that can tell; no other is asked. */
export const loadCapability = 'load';

/** How often it is told. */
export const loadEveryMs = 2000;
export const maxDisks = 8;

const bytesSchema = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

export const spaceSchema = z.object({ usedBytes: bytesSchema, totalBytes: bytesSchema });
export type Space = z.infer<typeof spaceSchema>;

export const computerLoadSchema = z.object({
  /** Of all processors together since the last time, 0 to 1; null: the first time. */
  processor: z.number().min(0).max(1).nullable(),
  /** What programs cannot have any more is used; what the system keeps of files meanwhile is not. */
  memory: spaceSchema,
  /** Those built in, by the name the system gives them: "/", "C:". */
  disks: z.array(spaceSchema.extend({ name: peerLineSchema })).max(maxDisks),
});
export type ComputerLoad = z.infer<typeof computerLoadSchema>;

/** Agent to viewer. */
export const agentLoadMessages = [computerLoadSchema.extend({ type: z.literal('load.measured') })] as const;

/** Viewer to agent: from now on, until it says otherwise. */
export const viewerLoadMessages = [z.object({ type: z.literal('load.watch'), on: z.boolean() })] as const;
