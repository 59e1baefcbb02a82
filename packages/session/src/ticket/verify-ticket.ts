// The agent's check of a ticket: the server's signature, this agent, this link, in time, once.

import { AppError, type Bytes } from '@nearhand/base';
import { decodeTicket, splitSignedTicket, type Ticket, ticketLifetimeMs, ticketSigningInput } from '@nearhand/protocol';
import type { Curves } from '../curves/curves.ts';
import { preferredCurves } from '../curves/preferred-curves.ts';
import type { UsedTickets } from './used-tickets.ts';

export interface TicketExpectation {
  /** This agent's identity key, base64url. */
  readonly agentKey: string;
  /** The link the hub offered, when known. */
  readonly linkId?: string;
  /** Now in the hub's time, milliseconds since the Unix epoch. */
  readonly nowMs: number;
  /** Remembers the tickets taken; an accepted ticket is added. */
  readonly usedTickets: UsedTickets;
}

/** How far in the future a ticket may expire: its life, and as much again for clocks that disagree. */
const farthestExpiryMs = 2 * ticketLifetimeMs;

function refuse(why: string): AppError<'ticket_invalid'> {
  return new AppError('ticket_invalid', 'The ticket is not good here', { details: { why } });
}

/**
 * Gives the ticket, now used up; rejects with AppError `ticket_invalid` (the reason is in `details`).
 * `ticketKey`: raw Ed25519 public key, 32 bytes.
 */
export async function verifyTicket(
  signed: string,
  ticketKey: Bytes,
  expected: TicketExpectation,
  curves: Curves = preferredCurves,
): Promise<Ticket> {
  const split = splitSignedTicket(signed);
  if (!split) throw refuse('malformed');
  const input = ticketSigningInput(split.encoded);
  if (!(await curves.verifySignature(ticketKey, split.signature, input))) throw refuse('wrong signature');
  const ticket = decodeTicket(split.encoded);
  if (!ticket) throw refuse('malformed');
  if (ticket.agentKey !== expected.agentKey) throw refuse('for another agent');
  if (expected.linkId !== undefined && ticket.linkId !== expected.linkId) throw refuse('for another link');
  if (ticket.expiresAtMs <= expected.nowMs) throw refuse('expired');
  if (ticket.expiresAtMs > expected.nowMs + farthestExpiryMs) throw refuse('too long a life');
  if (!expected.usedTickets.take(ticket.id, ticket.expiresAtMs, expected.nowMs)) throw refuse('used before');
  return ticket;
}
