// Two-factor sign-in: the second step after the password, and turning it on and off. A code is six digits of an
// authenticator app (TOTP) or one of ten backup codes.

import { z } from 'zod';
import { currentPasswordSchema } from './common.ts';

/** Six digits, however they were grouped when typed or pasted. */
export const totpCodeSchema = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[0-9]{6}$/));

/** Ten letters and digits in two groups, as they were shown: `abcde-fghij`. */
export const backupCodeSchema = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, '').toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9]{10}$/))
  .transform((text) => `${text.slice(0, 5)}-${text.slice(5)}`);

export const anyCodeSchema = z.union([totpCodeSchema, backupCodeSchema]);

/**
 * `/api/auth/sign-in/email` answers with this where something is asked for next, and with nothing where it is not. A code;
 * or, after the mailed password of a sign-up, what completes it.
 */
export const secondStepSchema = z.object({ secondStep: z.enum(['code', 'activation']) });
export type SecondStep = z.infer<typeof secondStepSchema>['secondStep'];

/** No password where the account has none. */
export const beginTwoFactorSchema = z.object({ password: currentPasswordSchema.optional() });
export const confirmTwoFactorSchema = z.object({ code: totpCodeSchema });
/**
 * Proof that the person, not only the browser, is asking. The password where the account has one, else the sign-in must
 * be minutes old; a code where two-factor sign-in is on.
 */
export const ownProofSchema = z.object({ password: currentPasswordSchema.optional(), code: anyCodeSchema.optional() });
export type OwnProof = z.infer<typeof ownProofSchema>;

export const twoFactorStateSchema = z.object({ enabled: z.boolean(), backupCodesLeft: z.number().int().min(0) });
export type TwoFactorState = z.infer<typeof twoFactorStateSchema>;

export const newTwoFactorSchema = z.object({
  /** Base32, for typing. */
  secret: z.string(),
  /** `otpauth://…`, for the QR code. */
  address: z.string(),
});
export type NewTwoFactor = z.infer<typeof newTwoFactorSchema>;

/** Shown once; nobody can read them again. */
export const backupCodesSchema = z.object({ backupCodes: z.array(z.string()) });

/** Everybody in the organisation needs two-factor sign-in, or not. */
export const organisationTwoFactorSchema = z.object({ required: z.boolean() });
