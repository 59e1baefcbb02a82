// The viewer's end of a link.

import type { Clock, Logger } from '@nearhand/base';
import type { ViewerKey } from '../handshake/viewer-key.ts';
import type { Dialer } from '../transport/frame-transport.ts';
import type { PeerLink } from './peer-link.ts';

export interface ViewerLinkOptions {
  readonly dialer: Dialer;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The one whose commitment the ticket names; for one link only. */
  readonly viewerKey: ViewerKey;
  /** From POST /api/sessions (connectedSchema fits). `agentKey`: the one seen first for this computer, else the server's. */
  readonly offer: { readonly linkId: string; readonly ticket: string; readonly agentKey: string };
  readonly capabilities?: readonly string[];
}

export interface ViewerLink extends PeerLink {
  readonly linkId: string;
}

/** Starts to connect at once. */
export function connectViewer(_options: ViewerLinkOptions): ViewerLink {
  throw new Error('Not built yet');
}
