// The agent's end of a link.

import type { Bytes, Clock, Logger } from '@nearhand/base';
import type { Ticket } from '@nearhand/protocol';
import type { Dialer } from '../transport/frame-transport.ts';
import type { PeerLink } from './peer-link.ts';

export interface AgentIdentity {
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Bytes;
  /** Ed25519 signature, 64 bytes. */
  sign(message: Bytes): Promise<Bytes>;
}

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
}

export interface AgentLink extends PeerLink {
  /** Null before the first `active`. */
  readonly ticket: Ticket | null;
}

/** Starts to connect at once, and waits on the path for the viewer. */
export function acceptViewer(_options: AgentLinkOptions): AgentLink {
  throw new Error('Not built yet');
}
