// The viewer's end of a link.

import type { Clock, Logger } from '@nearhand/base';
import { ViewerAgreement } from '../handshake/viewer-agreement.ts';
import type { ViewerKey } from '../handshake/viewer-key.ts';
import type { Dialer } from '../transport/frame-transport.ts';
import { Link } from './link.ts';
import { defaultLinkSettings, type LinkSettings } from './link-settings.ts';
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
  readonly settings?: Partial<LinkSettings>;
}

export interface ViewerLink extends PeerLink {
  readonly linkId: string;
}

class ConnectingLink extends Link implements ViewerLink {
  readonly linkId: string;

  constructor(options: ViewerLinkOptions) {
    const { dialer, clock, viewerKey, offer, capabilities = [] } = options;
    const settings = { ...defaultLinkSettings, ...options.settings };
    const logger = options.logger.child({ linkId: offer.linkId, side: 'viewer' });
    const agreement = new ViewerAgreement({
      viewerKey,
      ticket: offer.ticket,
      expectedAgentKey: offer.agentKey,
      capabilities,
      curves: settings.curves,
    });
    super({ dialer, clock, logger, agreement, side: 'viewer', settings });
    this.linkId = offer.linkId;
  }
}

/** Starts to connect at once. */
export function connectViewer(options: ViewerLinkOptions): ViewerLink {
  return new ConnectingLink(options);
}
