// The agent's check of a ticket: the server's signature, this agent, this link, in time, once.

import type { Bytes } from '@nearhand/base';
import type { Ticket } from '@nearhand/protocol';
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

/** Gives the ticket, now used up; rejects with AppError `ticket_invalid` (the reason is in `details`). `ticketKey`: raw Ed25519, 32 bytes. */
export function verifyTicket(_signed: string, _ticketKey: Bytes, _expected: TicketExpectation): Promise<Ticket> {
  return Promise.reject(new Error('Not built yet'));
}
