// Getting back in and looking after one's own sign-ins: forgotten and changed passwords, devices.

import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { localeSchema } from '../locale.ts';
import { emailSchema, newPasswordSchema } from './common.ts';
import { ownProofSchema, totpCodeSchema } from './two-factor.ts';

/** `locale`: the language of the mail where the account has none. */
export const forgotPasswordSchema = z.object({ email: emailSchema, locale: localeSchema.optional() });

export const resetPasswordSchema = z.object({ token: z.string().min(1).max(200), newPassword: newPasswordSchema });
export type ResetPassword = z.infer<typeof resetPasswordSchema>;

/** With proof of who asks. */
export const changePasswordSchema = ownProofSchema.extend({
  newPassword: newPasswordSchema,
  signOutOthers: z.boolean().default(true),
});

export type ChangePassword = z.input<typeof changePasswordSchema>;

/** One browser that is signed in. */
export const signInSchema = z.object({
  id: idSchema,
  /** The one that asks. */
  current: z.boolean(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  signedInAt: z.iso.datetime(),
  /** To the day. */
  lastUsedAt: z.iso.datetime(),
});
export type SignIn = z.infer<typeof signInSchema>;

export const signInListSchema = z.object({ signIns: z.array(signInSchema) });

/** To another e-mail address, with proof of who asks. A code is mailed there. */
export const changeEmailSchema = ownProofSchema.extend({ email: emailSchema });
export const confirmEmailSchema = z.object({ code: totpCodeSchema });
/** The address that waits for its code in this browser. */
export const pendingEmailSchema = z.object({ email: z.string().nullable() });
export type PendingEmail = z.infer<typeof pendingEmailSchema>;
