// Computers over HTTP: the plain list, and what can be set of one.

import { z } from 'zod';
import { computerNameSchema } from '../computer-name.ts';
import { computerPolicySchema, endingSchema } from '../computer-policy.ts';
import { desktopLimitSchema, systemSchema } from '../hub/agent.ts';
import { bytes32Schema, idSchema, timeSchema } from '../ids.ts';
import { participantSchema } from '../participant.ts';
import { permissionSchema } from '../permissions.ts';
import { sealedSecretSchema, sealingKeySchema, unlockFailureSchema } from '../unlock.ts';

export const computerKindSchema = z.enum(['enrolled', 'demo']);

export const computerSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: computerKindSchema,
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
  policy: computerPolicySchema,
  /** What its policy wanted at the end of the last session, and its system did not do; null: nothing. */
  endingFailed: endingSchema.exclude(['leave']).nullable(),
  /** Why its screen stayed locked at the last session, so that nothing is tried until it is set anew; null: it did not. */
  unlockFailed: unlockFailureSchema.nullable(),
  /** With somebody, now; told to those who reach it without a share. */
  sharedWithOthers: z.boolean(),
  /** Who shared it and what that brings, for whoever has it by a share. */
  sharedBy: z
    .object({
      name: z.string(),
      organisation: z.string(),
      permissions: z.array(permissionSchema),
      until: timeSchema.nullable(),
    })
    .nullable(),
});
export type Computer = z.infer<typeof computerSchema>;

export const computerListSchema = z.object({
  computers: z.array(computerSchema),
  /** Shared with whoever asks, by organisations that require two-factor sign-in, which this sign-in lacks. */
  withheld: z.array(z.object({ organisation: z.string(), computers: z.number().int().nonnegative() })),
});
export type ComputerList = z.infer<typeof computerListSchema>;

/** What is left out stays as it is. Of the demo computer only `disabled` and `permissions` are set. */
export const changeComputerSchema = z.object({
  name: computerNameSchema.optional(),
  policy: computerPolicySchema.partial().optional(),
});
export type ChangeComputer = z.infer<typeof changeComputerSchema>;

/** What unlocks a computer's screen, as whoever may set it sees it: never the secret. */
export const computerUnlockSchema = z.object({
  /** `stale`: sealed to a key that the agent has no more; it must be entered again. */
  state: z.enum(['none', 'stored', 'stale']),
  failure: unlockFailureSchema.nullable(),
  /** Whom to seal to; null: its agent cannot unlock anything. */
  target: z.object({ organisationId: idSchema, agentKey: bytes32Schema, sealing: sealingKeySchema }).nullable(),
});
export type ComputerUnlock = z.infer<typeof computerUnlockSchema>;

/** `key`: the one it was sealed to. */
export const setComputerUnlockSchema = z.object({ key: bytes32Schema, sealed: sealedSecretSchema });
export type SetComputerUnlock = z.infer<typeof setComputerUnlockSchema>;
