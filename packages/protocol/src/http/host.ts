// What the host's administrator decides for the whole server: who may sign up, legal links, how long things are kept.

import { z } from 'zod';

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const domainPattern = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`);

/** The part of an e-mail address after the @. */
export const domainSchema = z.string().regex(domainPattern);

/** As a person may write it, with the @. */
const typedDomainSchema = z
  .string()
  .max(300)
  .transform((text) => text.trim().toLowerCase().replace(/^@/, ''))
  .pipe(domainSchema);

/** domains: whoever has an address of a listed domain. invitation: nobody without being invited. */
export const signUpWays = ['anybody', 'domains', 'invitation'] as const;
export const signUpWaySchema = z.enum(signUpWays);
export type SignUpWay = z.infer<typeof signUpWaySchema>;

export const signUpPolicySchema = z.object({ who: signUpWaySchema, domains: z.array(domainSchema).max(200) });
export type SignUpPolicy = z.infer<typeof signUpPolicySchema>;

/**
 * Who founds further organisations, beside host administrators. signUp: whoever would get one by signing up. anybody: who
 * has an account. nobody: host administrators alone.
 */
export const foundingWays = ['signUp', 'anybody', 'nobody'] as const;
export const foundingWaySchema = z.enum(foundingWays);
export const foundingPolicySchema = z.object({ who: foundingWaySchema });
export type FoundingPolicy = z.infer<typeof foundingPolicySchema>;

const linkSchema = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .nullable();

/** Shown before signing in and to customers; null: there is none. */
export const legalLinksSchema = z.object({ terms: linkSchema, privacy: linkSchema, imprint: linkSchema });
export type LegalLinks = z.infer<typeof legalLinksSchema>;

const daysSchema = (min: number) => z.number().int().min(min).max(3650).nullable();

/** Days until something is deleted; null: never. Requests count from their end. */
export const retentionSchema = z.object({
  auditDays: daysSchema(30),
  mailDays: daysSchema(1),
  requestDays: daysSchema(1),
});
export type Retention = z.infer<typeof retentionSchema>;

export const hostSettingsSchema = z.object({
  signUp: signUpPolicySchema,
  founding: foundingPolicySchema,
  legal: legalLinksSchema,
  retention: retentionSchema,
});
export type HostSettings = z.infer<typeof hostSettingsSchema>;

export const changeSignUpPolicySchema = signUpPolicySchema
  .extend({ domains: z.array(typedDomainSchema).max(200) })
  .refine(({ who, domains }) => who !== 'domains' || domains.length > 0, { path: ['domains'], message: 'Name one' });

export const changeHostSettingsSchema = hostSettingsSchema.extend({ signUp: changeSignUpPolicySchema }).partial();
export type ChangeHostSettings = z.infer<typeof changeHostSettingsSchema>;
