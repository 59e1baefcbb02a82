// The ticket: the server's word to one agent that one viewer may connect. It names the hash of the viewer's ephemeral
// key, so that whoever sees the ticket cannot use it. Wire form: base64url(JSON payload) + "." + base64url(Ed25519
// signature over "nearhand ticket v1" + NUL + the first part).

import { z } from 'zod';
import { base64url, type Bytes, utf8 } from '@nearhand/base';
import { bytes32Schema, idSchema, timeMsSchema } from '../ids.ts';
import { localeSchema } from '../locale.ts';
import { permissionSetSchema } from '../permissions.ts';

export const ticketLifetimeMs = 30_000;
export const ticketSignatureContext = 'nearhand ticket v1';

export const principalSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('member'),
    id: idSchema,
    name: z.string().max(200),
    organisation: z.string().max(200),
    /** What the viewer's page speaks. */
    locale: localeSchema.optional(),
  }),
]);

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

/** The first part of the wire form. */
export function encodeTicket(ticket: Ticket): string {
  return base64url.encode(utf8.encode(JSON.stringify(ticket)));
}

/** What the server signs: `encoded` is the first part of the wire form. */
export function ticketSigningInput(encoded: string): Bytes {
  return utf8.encode(`${ticketSignatureContext}\0${encoded}`);
}

export function joinSignedTicket(encoded: string, signature: Uint8Array): string {
  return `${encoded}.${base64url.encode(signature)}`;
}

export interface SplitTicket {
  readonly encoded: string;
  readonly signature: Bytes;
}

/** Takes the wire form apart without believing any of it; null when it has not that form. */
export function splitSignedTicket(signed: string): SplitTicket | null {
  const parsed = signedTicketSchema.safeParse(signed);
  if (!parsed.success) return null;
  const [encoded = '', signature = ''] = parsed.data.split('.');
  try {
    return { encoded, signature: base64url.decode(signature) };
  } catch {
    return null; // Trailing bits: not what encode() writes.
  }
}

/** Reads the first part, whose signature has been checked; null when it is no ticket. */
export function decodeTicket(encoded: string): Ticket | null {
  try {
    const parsed = ticketSchema.safeParse(JSON.parse(utf8.decode(base64url.decode(encoded))));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // Not base64url, not UTF-8 or not JSON: no ticket.
  }
}
