// Decides about a viewer at the door: the server's word (its signed ticket) and the local word must both be yes. A lying
// server gets nobody in alone.

import { AppError, base64url } from '@nearhand/base';
import type { ErrorCode, Ticket } from '@nearhand/protocol';
import { UsedTickets, verifyTicket } from '@nearhand/session';
import type { HubTime } from '../hub/hub-time.ts';
import { effectivePermissions, type LocalPermissions } from '../permissions/local-permissions.ts';

/** What the hub said about a link; everything else must be in the ticket. */
export interface LinkOffer {
  readonly sessionId: string;
  readonly linkId: string;
  /** Of whoever comes. */
  readonly picture?: string | undefined;
}

/** The local word about one ticket. */
export interface LocalConsent {
  readonly local: LocalPermissions;
  /** Resolves when this viewer may come in; rejects with AppError `consent_missing`. May ask a person, and so take time. */
  admit(ticket: Ticket, picture?: string): Promise<void>;
}

export interface DoorkeeperOptions {
  /** This agent's identity key, base64url. */
  readonly agentKey: string;
  /** The pinned ticket key, base64url; null before the first welcome. */
  readonly ticketKey: () => string | null;
  readonly time: HubTime;
  readonly consent: LocalConsent;
}

export class Doorkeeper {
  readonly #options: DoorkeeperOptions;
  readonly #usedTickets = new UsedTickets();

  constructor(options: DoorkeeperOptions) {
    this.#options = options;
  }

  /** The ticket, now used up. Rejects with AppError `ticket_invalid` or `consent_missing`. */
  async verify(signed: string, offer: LinkOffer): Promise<Ticket> {
    const { agentKey, consent, ticketKey, time } = this.#options;
    const key = ticketKey();
    if (key === null) throw invalid('no ticket key is known yet');
    const expected = { agentKey, linkId: offer.linkId, nowMs: time.nowMs(), usedTickets: this.#usedTickets };
    const ticket = await verifyTicket(signed, base64url.decode(key), expected);
    if (ticket.sessionId !== offer.sessionId) throw invalid('another session');
    await consent.admit(ticket, offer.picture);
    if (effectivePermissions(ticket.permissions, consent.local.allowed).length === 0) {
      throw new AppError('consent_missing', 'The person at the computer has not allowed access');
    }
    return ticket;
  }
}

function invalid(reason: string): AppError<ErrorCode> {
  return new AppError('ticket_invalid', 'The ticket is not valid here', { details: { reason } });
}
