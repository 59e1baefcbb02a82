// Signing up with an e-mail address: a password is mailed, and replaced by one's own at the first sign-in.

import { z } from 'zod';
import { localeSchema } from '../locale.ts';
import { emailSchema, lineSchema, newPasswordSchema } from './common.ts';

export const signUpSchema = z.object({ email: emailSchema, locale: localeSchema.optional() });

/** As mailed, with whatever copying added around it. */
export const mailedPasswordSchema = z.string().min(1).max(200).trim();

export const completeSignUpSchema = z.object({
  email: emailSchema,
  /** The mailed one. */
  password: mailedPasswordSchema,
  name: lineSchema(100),
  organisation: lineSchema(100),
  newPassword: newPasswordSchema,
});
export type CompleteSignUp = z.infer<typeof completeSignUpSchema>;
