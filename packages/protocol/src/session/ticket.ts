// The ticket: the server's word to one agent that one viewer may connect. It names the hash of the viewer's ephemeral
// key, so that whoever sees the ticket cannot use it. Wire form: base64url(JSON payload) + "." + base64url(Ed25519
// signature over "nearhand ticket v1" + NUL + the first part).

import { z } from 'zod';
import { bytes32Schema, idSchema, timeMsSchema } from '../ids.ts';
import { permissionSetSchema } from '../permissions.ts';

export const ticketLifetimeMs = 30_000;
export const ticketSignatureContext = 'nearhand ticket v1';

export const principalSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('member'),
    id: idSchema,
    name: z.string().max(200),
    organisation: z.string().max(200),
  }),
]);
export type Principal = z.infer<typeof principalSchema>;

export const ticketSchema = z.object({
  /** Single use. */
  id: idSchema,
  sessionId: idSchema,
  /** One viewer's connection within the session. */
  linkId: idSchema,
  /** The request this belongs to, or null for a computer. */
  requestId: idSchema.nullable(),
  principal: principalSchema,
  /** The agent's identity key (Ed25519). */
  agentKey: bytes32Schema,
  /** SHA-256 of the viewer's ephemeral X25519 public key. */
  commitment: bytes32Schema,
  permissions: permissionSetSchema,
  /** In the hub's time. */
  expiresAtMs: timeMsSchema,
});
export type Ticket = z.infer<typeof ticketSchema>;

export const signedTicketSchema = z.string().regex(/^[A-Za-z0-9_-]{1,4000}\.[A-Za-z0-9_-]{86}$/);
