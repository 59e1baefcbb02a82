// What is known of a finished program, in a file beside it: what a server says about it and checks before it serves it.

import { z } from 'zod';
import { agentTargetSchema } from '@nearhand/protocol';

export const finishedBuildSchema = z.object({
  target: agentTargetSchema,
  /** Of the product. */
  version: z.string(),
  /** Of the program in its folder. */
  fileName: z.string(),
  size: z.int().positive(),
  /** Hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  crc32: z.int().nonnegative(),
  /** Of the compressed program, without its ends; null: not made. */
  compressed: z.object({ zstdSize: z.int().positive(), gzipSize: z.int().positive() }).nullable(),
  isSigned: z.boolean(),
});
export type FinishedBuild = z.infer<typeof finishedBuildSchema>;
