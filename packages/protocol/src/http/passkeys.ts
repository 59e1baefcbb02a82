// Passkeys (WebAuthn): keys in a device or a password manager that sign in without a password, after the device has checked
// who holds it. What browser and server exchange has the form of the standard's JSON.

import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { lineSchema } from './common.ts';

export const passkeySchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Known on several devices by way of a password manager. */
  synced: z.boolean(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type Passkey = z.infer<typeof passkeySchema>;

export const passkeyListSchema = z.object({ passkeys: z.array(passkeySchema) });

const passkeyNameSchema = lineSchema(60);
export const renamePasskeySchema = z.object({ name: passkeyNameSchema });

const bytes = (maxLength: number) => z.base64url().max(maxLength);
const credentialId = bytes(1400).min(1);

/** PublicKeyCredential.toJSON() of a new key. */
export const attestationSchema = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes(4000),
    attestationObject: bytes(20_000),
  }),
});

/** PublicKeyCredential.toJSON() of a signature. */
export const assertionSchema = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes(4000),
    authenticatorData: bytes(4000),
    signature: bytes(4000),
    userHandle: bytes(100).nullish(),
  }),
});

/** For PublicKeyCredential.parseCreationOptionsFromJSON or parseRequestOptionsFromJSON. */
export const passkeyOptionsSchema = z.object({ options: z.record(z.string(), z.unknown()) });

export const newPasskeySchema = z.object({ name: passkeyNameSchema, credential: attestationSchema });
export const passkeySignInSchema = z.object({ credential: assertionSchema });
