// What a server says about newer versions of the agent. The manifest travels as the text that was signed, so that both
// ends mean the same bytes.

import { z } from 'zod';
import { agentTargetSchema } from './agent-targets.ts';
import { signatureSchema } from './ids.ts';

export const updateSignatureContext = 'nearhand agent update v1';
export const maxUpdateManifestBytes = 64 * 1024;
/** Larger than any program that is ever offered. */
export const maxProgramBytes = 512 * 1024 * 1024;

/** As semver has it, without build data: compared part by part. */
export const agentVersionSchema = z
  .string()
  .max(40)
  .regex(/^(?:0|[1-9][0-9]{0,8})\.(?:0|[1-9][0-9]{0,8})\.(?:0|[1-9][0-9]{0,8})$/);

export const programFileSchema = z.object({
  target: agentTargetSchema,
  /** Hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number().int().min(1).max(maxProgramBytes),
});
export type ProgramFile = z.infer<typeof programFileSchema>;

export const updateManifestSchema = z.object({
  /** The server it is of, such as `https://help.example.com`. */
  origin: z.string().max(300),
  /** Grows with every change: one that is lower than a known one is an old manifest, played again. */
  serial: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** Of all files; null: nothing is offered. */
  version: agentVersionSchema.nullable(),
  files: z.array(programFileSchema).max(20),
  /** Versions that nobody is to have any more. */
  withdrawn: z.array(agentVersionSchema).max(500),
});
export type UpdateManifest = z.infer<typeof updateManifestSchema>;

export const signedUpdateManifestSchema = z.object({
  /** JSON of an UpdateManifest. */
  manifest: z.string().max(maxUpdateManifestBytes),
  /** Ed25519, over updateProofText(manifest). */
  signature: signatureSchema,
});
export type SignedUpdateManifest = z.infer<typeof signedUpdateManifestSchema>;

/** Where manifest and files are, on the server. */
export const updatePaths = {
  manifest: '/api/agent-updates',
  file: (sha256: string): string => `/api/agent-updates/files/${sha256}`,
} as const;

export function updateProofText(manifest: string): string {
  return `${updateSignatureContext}\0${manifest}`;
}

/** Below 0: `a` is older. Both as agentVersionSchema has them. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let part = 0; part < 3; part++) {
    const difference = (one[part] ?? 0) - (other[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
