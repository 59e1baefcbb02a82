// Adding computers over HTTP: those that ask to be added by signing in, and tokens for many.

import { z } from 'zod';
import { systemSchema } from '../hub/agent.ts';
import { idSchema, timeSchema } from '../ids.ts';
import { lineSchema } from './common.ts';
import { parseSignInCode } from '../sign-in-code.ts';

/** As a person copies it from the computer's screen. */
export const typedSignInCodeSchema = z.object({
  code: z
    .string()
    .max(100)
    .transform((typed, context) => {
      const code = parseSignInCode(typed);
      if (code !== null) return code;
      context.addIssue({ code: 'custom', message: 'A code has eight letters, such as WDJB-MJHT' });
      return z.NEVER;
    }),
});

/** A computer that waits to be added, as it describes itself. */
export const pendingComputerSchema = z.object({
  name: z.string(),
  system: systemSchema,
  systemName: z.string(),
  /** Who is signed in there. */
  userName: z.string(),
  address: z.string(),
  /** It comes from the network that the member comes from. */
  isNear: z.boolean(),
  askedAt: timeSchema,
  expiresAt: timeSchema,
});
export type PendingComputer = z.infer<typeof pendingComputerSchema>;

export const addedComputerSchema = z.object({ computerId: idSchema, name: z.string() });

export const enrolmentTokenViewSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** A member's name, or empty: made at the command line. */
  madeBy: z.string(),
  uses: z.number().int(),
  usesLeft: z.number().int(),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  lastUsedAt: timeSchema.nullable(),
  /** Neither used up nor expired. */
  valid: z.boolean(),
});
export type EnrolmentTokenView = z.infer<typeof enrolmentTokenViewSchema>;

export const enrolmentTokenListSchema = z.object({ tokens: z.array(enrolmentTokenViewSchema) });

export const maxTokenUses = 10_000;
export const maxTokenDays = 366;

export const newEnrolmentTokenSchema = z.object({
  name: lineSchema(60),
  uses: z.coerce.number().int().min(1).max(maxTokenUses),
  days: z.coerce.number().int().min(1).max(maxTokenDays),
});
export type NewEnrolmentToken = z.infer<typeof newEnrolmentTokenSchema>;

/** `secret` is shown this once. */
export const createdEnrolmentTokenSchema = z.object({ token: enrolmentTokenViewSchema, secret: z.string() });
