// Connecting: the portal asks for a link to an agent and gets the ticket for the handshake and the relay's token.

import { z } from 'zod';
import { bytes32Schema, idSchema } from '../ids.ts';
import { relayTokenSchema } from '../hub/relay.ts';
import { localeSchema } from '../locale.ts';
import { permissionSetSchema } from '../permissions.ts';
import { signedTicketSchema } from '../session/ticket.ts';

export const sessionTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), requestId: idSchema }),
  z.object({ kind: z.literal('computer'), computerId: idSchema }),
]);
export type SessionTarget = z.infer<typeof sessionTargetSchema>;

export const connectSchema = z.object({
  target: sessionTargetSchema,
  /** SHA-256 of the viewer's ephemeral key (see the ticket). */
  commitment: bytes32Schema,
  /** Given when the same viewer comes back to its session after the agent restarted. */
  sessionId: idSchema.optional(),
  /** What the viewer's page speaks, for agents that speak to the viewer. */
  locale: localeSchema.optional(),
});
export type Connect = z.infer<typeof connectSchema>;

export const connectedSchema = z.object({
  sessionId: idSchema,
  linkId: idSchema,
  ticket: signedTicketSchema,
  relayToken: relayTokenSchema,
  /** The agent's identity key as the server knows it; the viewer compares with what it saw before. */
  agentKey: bytes32Schema,
  permissions: permissionSetSchema,
});
export type Connected = z.infer<typeof connectedSchema>;
