// Unlocking a computer's screen at the beginning of a session: what is sealed to its agent, by whom it can be opened, and
// in which form it travels. The server passes it on and cannot read it (docs/decisions/0016).

import { z } from 'zod';
import { bytes32Schema, idSchema, signatureSchema } from './ids.ts';

/** No control characters: on some systems the password is typed. Not trimmed: a password may begin with a space. */
const typedSchema = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u);

export const credentialsLimits = { userName: 100, password: 128 } as const;

/** Whose screen is unlocked, and with what. */
export const credentialsSchema = z.object({
  /** Empty: whoever is signed in. */
  userName: typedSchema(credentialsLimits.userName),
  password: typedSchema(credentialsLimits.password).min(1),
});
export type Credentials = z.infer<typeof credentialsSchema>;

/** Bytes of what is sealed, whatever is in it, so that its length says nothing. */
export const sealedMessageBytes = 1024;
/** An ephemeral key and the ciphertext of `sealedMessageBytes`, as HPKE writes them, in base64url. */
export const sealedSecretSchema = z.string().regex(/^[A-Za-z0-9_-]{1430}$/);

/** X25519, made by the agent for this alone, and signed by its identity key over `sealingKeyText`. */
export const sealingKeySchema = z.object({ key: bytes32Schema, signature: signatureSchema });
export type SealingKey = z.infer<typeof sealingKeySchema>;

export function sealingKeyText(key: string, agentKey: string): string {
  return ['nearhand sealing key v1', key, agentKey].join('\0');
}

export const unlockSealInfo = 'nearhand unlock v1';

/** For which computer of which organisation it was sealed: it opens for no other. */
export interface UnlockPlace {
  readonly organisationId: string;
  readonly computerId: string;
}

export function unlockSealPlace({ organisationId, computerId }: UnlockPlace): string {
  return [organisationId, computerId].join('\0');
}

/** As an agent is told it. */
export const unlockOrderSchema = z.object({ organisationId: idSchema, sealed: sealedSecretSchema });
export type UnlockOrder = z.infer<typeof unlockOrderSchema>;

/** Why the screen stayed locked. */
export const unlockFailures = [
  /** The password is not the one of the account at the screen. */
  'wrongPassword',
  /** Somebody else is signed in. */
  'otherAccount',
  /** It cannot be opened with the key that this agent has. */
  'unreadable',
  /** The system offers no way, or did not do it. */
  'unavailable',
] as const;
export const unlockFailureSchema = z.enum(unlockFailures);
export type UnlockFailure = z.infer<typeof unlockFailureSchema>;
