// The agent's end of a link.

import type { Clock, Logger } from '@nearhand/base';
import type { Ticket } from '@nearhand/protocol';
import { AgentAgreement, type AgentIdentity } from '../handshake/agent-agreement.ts';
import type { Dialer } from '../transport/frame-transport.ts';
import { Link } from './link.ts';
import { defaultLinkSettings, type LinkSettings } from './link-settings.ts';
import type { PeerLink } from './peer-link.ts';

export interface AgentLinkOptions {
  readonly dialer: Dialer;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly identity: AgentIdentity;
  /**
   * Decides about a viewer's ticket, once per link: verifyTicket() and whatever else must hold (consent, busy). A
   * rejection with AppError tells the viewer its code, and ends the link with it.
   */
  readonly verifyTicket: (signed: string) => Promise<Ticket>;
  readonly capabilities?: readonly string[];
  readonly settings?: Partial<LinkSettings>;
}

export interface AgentLink extends PeerLink {
  /** Null before the first `active`. */
  readonly ticket: Ticket | null;
}

class AcceptingLink extends Link implements AgentLink {
  readonly #agreement: AgentAgreement;

  constructor(options: AgentLinkOptions) {
    const { dialer, clock, identity, verifyTicket, capabilities = [] } = options;
    const settings = { ...defaultLinkSettings, ...options.settings };
    const agreement = new AgentAgreement({ identity, verifyTicket, capabilities, curves: settings.curves });
    const logger = options.logger.child({ side: 'agent' });
    super({ dialer, clock, logger, agreement, side: 'agent', settings });
    this.#agreement = agreement;
  }

  get ticket(): Ticket | null {
    return this.words ? this.#agreement.ticket : null;
  }
}

/** Starts to connect at once, and waits on the path for the viewer. */
export function acceptViewer(options: AgentLinkOptions): AgentLink {
  return new AcceptingLink(options);
}
