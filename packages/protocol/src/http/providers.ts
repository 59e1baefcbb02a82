// Signing in with an account elsewhere: Google, Facebook, and one OpenID Connect provider of the host's choice.

import { z } from 'zod';
import { lineSchema } from './common.ts';

export const providerKinds = ['google', 'facebook', 'oidc'] as const;
export const providerKindSchema = z.enum(providerKinds);
export type ProviderKind = z.infer<typeof providerKindSchema>;

/** As it stands in addresses and with accounts; of an OpenID Connect provider it changes with the issuer. */
export const providerIdSchema = z.string().regex(/^[a-z0-9-]{2,40}$/);

/** What anybody may know. `name` is what the button says. */
export const providerSchema = z.object({ id: providerIdSchema, kind: providerKindSchema, name: z.string() });
export type Provider = z.infer<typeof providerSchema>;

const loopback = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?(?:\/|$)/;

/** https, or this computer itself. */
export const issuerSchema = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .refine((text) => text.startsWith('https://') || loopback.test(text), 'Needs https');

const clientSchema = z.object({
  clientId: lineSchema(300),
  /** May be left out where the stored one stays with the same client and issuer. */
  clientSecret: z.string().min(1).max(1000).optional(),
});

/**
 * Of a provider that does not say whether an address was confirmed: its addresses count all the same. What it calls
 * unconfirmed stays so.
 */
const trustingSchema = clientSchema.extend({ trustsAddresses: z.boolean() });

export const changeProvidersSchema = z.object({
  google: clientSchema.nullable().optional(),
  facebook: trustingSchema.nullable().optional(),
  oidc: trustingSchema
    .extend({ name: lineSchema(40), issuer: issuerSchema })
    .nullable()
    .optional(),
});
export type ChangeProviders = z.infer<typeof changeProvidersSchema>;

/** environment: where the server is started, which goes before what is set in the portal. */
export const providerSourceSchema = z.enum(['environment', 'settings']);
export type ProviderSource = z.infer<typeof providerSourceSchema>;

/** `callbackUrl` is what the provider has to know. Secrets are given to nobody. */
const knownClient = z.object({
  source: providerSourceSchema,
  clientId: z.string(),
  callbackUrl: z.string(),
  trustsAddresses: z.boolean(),
});
export const providerSettingsSchema = z.object({
  google: knownClient.nullable(),
  facebook: knownClient.nullable(),
  oidc: knownClient.extend({ name: z.string(), issuer: z.string() }).nullable(),
});
export type ProviderSettings = z.infer<typeof providerSettingsSchema>;

/** `fresh`: to prove who is there; the provider is asked to sign the person in anew. */
export const beginProviderSchema = z.object({
  provider: providerIdSchema,
  return: z.string().max(300).optional(),
  fresh: z.boolean().default(false),
});
/** Where the browser goes next. */
export const begunProviderSchema = z.object({ url: z.string() });

/** Why signing in with a provider failed, in the address of the sign-in page. */
export const providerErrors = ['closed', 'notLinked', 'noEmail', 'stale', 'failed'] as const;
export const providerErrorSchema = z.enum(providerErrors);
export type ProviderError = z.infer<typeof providerErrorSchema>;

/** A provider in one's own profile. `available`: the host offers it; one that is joined stays until it is removed. */
export const ownProviderSchema = providerSchema.extend({ joined: z.boolean(), available: z.boolean() });
export type OwnProvider = z.infer<typeof ownProviderSchema>;
export const ownProvidersSchema = z.object({ providers: z.array(ownProviderSchema) });

/** How joining one ended, in the address of the profile. taken: it opens another account here. */
export const joinOutcomes = ['joined', 'taken', 'failed'] as const;
export const joinOutcomeSchema = z.enum(joinOutcomes);
export type JoinOutcome = z.infer<typeof joinOutcomeSchema>;
