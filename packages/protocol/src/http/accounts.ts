// Set-up of the first administrator, and who is signed in. Signing in and out are Better Auth's routes, /api/auth/*.

import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { localeSchema } from '../locale.ts';
import { rightSchema, roleIdSchema } from '../rights/rights.ts';
import { emailSchema, lineSchema, newPasswordSchema } from './common.ts';
import {
  countrySchema,
  dateFormatSchema,
  firstNameSchema,
  lastNameSchema,
  profileSchema,
  timeZoneSchema,
  tourAnswerSchema,
  userNameSchema,
} from './profile.ts';
import { legalLinksSchema, signUpWaySchema } from './host.ts';
import { providerSchema } from './providers.ts';

export const setupSchema = z.object({
  token: z.string().min(1).max(200),
  name: lineSchema(100),
  email: emailSchema,
  password: newPasswordSchema,
  organisation: lineSchema(100),
  /** Of the mails to them; missing: what the browser asks for. */
  locale: localeSchema.optional(),
});
export type Setup = z.infer<typeof setupSchema>;

export const meSchema = z.object({
  member: z.object({
    id: idSchema,
    name: z.string(),
    email: z.string(),
    role: roleIdSchema,
    /** Null for built-in roles. */
    roleName: z.string().nullable(),
  }),
  organisation: z.object({ id: idSchema, name: z.string() }),
  rights: z.array(rightSchema),
  hostAdministrator: z.boolean(),
  /** `required` by the organisation: without it nothing else is answered. */
  twoFactor: z.object({
    enabled: z.boolean(),
    required: z.boolean(),
    /** This sign-in was made with a passkey, which is as good. */
    passkey: z.boolean(),
  }),
  /** False for accounts that sign in otherwise only. */
  hasPassword: z.boolean(),
  locale: localeSchema.nullable(),
  profile: profileSchema,
  /** The guided tour is to be offered now. */
  tourOffered: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

/** `name` is the whole name at once, for clients that know no first and last names. */
export const updateMeSchema = z.object({
  name: lineSchema(100).optional(),
  firstName: firstNameSchema.optional(),
  lastName: lastNameSchema.optional(),
  userName: userNameSchema.nullable().optional(),
  locale: localeSchema.optional(),
  country: countrySchema.nullable().optional(),
  timeZone: timeZoneSchema.nullable().optional(),
  dateFormat: dateFormatSchema.nullable().optional(),
  tour: tourAnswerSchema.optional(),
});
export type UpdateMe = z.infer<typeof updateMeSchema>;

/** What anybody may know. */
export const serverInfoSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** The address to use in links and for agents. */
  publicUrl: z.string(),
  setupNeeded: z.boolean(),
  signUp: signUpWaySchema,
  legal: legalLinksSchema,
  /** Browsers make them for names, and with encryption only. */
  passkeysPossible: z.boolean(),
  providers: z.array(providerSchema),
});
export type ServerInfo = z.infer<typeof serverInfoSchema>;
