// Both ends of a link over one fake relay, for tests of what runs on links.

import { type Clock, type Disposable, type Logger, silentLogger, systemClock } from '@nearhand/base';
import { createViewerKey, type ViewerKey } from '../handshake/viewer-key.ts';
import { acceptViewer, type AgentLink } from '../link/agent-link.ts';
import type { LinkSettings } from '../link/link-settings.ts';
import type { LinkState, LinkStateKind } from '../link/link-state.ts';
import type { PeerLink } from '../link/peer-link.ts';
import { connectViewer, type ViewerLink } from '../link/viewer-link.ts';
import { UsedTickets } from '../ticket/used-tickets.ts';
import { verifyTicket } from '../ticket/verify-ticket.ts';
import { FakeRelay } from './fake-relay.ts';
import { createTestIdentity, createTestTicketKey, testTicket } from './test-identity.ts';

export interface LinkPairOptions {
  readonly relay?: FakeRelay;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly settings?: Partial<LinkSettings>;
}

export interface LinkPair extends Disposable {
  readonly relay: FakeRelay;
  readonly viewer: ViewerLink;
  readonly agent: AgentLink;
}

/** Settings under which interruptions are short enough for tests in real time. */
export const quickSettings: Partial<LinkSettings> = {
  redialDelaysMs: [0, 5, 10, 20],
  liveness: { heartbeatMs: 250, deadMs: 1500, probeMs: 500 },
  stallMs: 500,
};

/** Everything a link's ends need to know of each other, and one agent link or many. */
export interface LinkScene {
  readonly relay: FakeRelay;
  readonly viewerKey: ViewerKey;
  readonly offer: { readonly linkId: string; readonly ticket: string; readonly agentKey: string };
  startAgent(): AgentLink;
  startViewer(): ViewerLink;
}

export async function createLinkScene(options: LinkPairOptions = {}): Promise<LinkScene> {
  const { relay = new FakeRelay(), clock = systemClock, logger = silentLogger, settings = quickSettings } = options;
  const identity = createTestIdentity();
  const ticketKey = createTestTicketKey();
  const viewerKey = await createViewerKey();
  const ticket = testTicket({ agentKey: identity.key, commitment: viewerKey.commitment }, clock.nowMs());
  const usedTickets = new UsedTickets();
  const offer = { linkId: ticket.linkId, ticket: await ticketKey.sign(ticket), agentKey: identity.key };
  const verify = (presented: string) =>
    verifyTicket(presented, ticketKey.publicKey, {
      agentKey: identity.key,
      linkId: ticket.linkId,
      nowMs: clock.nowMs(),
      usedTickets,
    });
  const common = { clock, logger, settings };
  return {
    relay,
    viewerKey,
    offer,
    startAgent: () => acceptViewer({ ...common, dialer: relay.dialer('agent'), identity, verifyTicket: verify }),
    startViewer: () => connectViewer({ ...common, dialer: relay.dialer('viewer'), viewerKey, offer }),
  };
}

export async function createLinkPair(options: LinkPairOptions = {}): Promise<LinkPair> {
  const scene = await createLinkScene(options);
  const agent = scene.startAgent();
  const viewer = scene.startViewer();
  return {
    relay: scene.relay,
    viewer,
    agent,
    dispose() {
      viewer.dispose();
      agent.dispose();
    },
  };
}

/** Resolves with the state when the link is in one of these kinds; rejects when it ends otherwise. */
export function whenState(link: PeerLink, ...kinds: readonly LinkStateKind[]): Promise<LinkState> {
  return new Promise((resolve, reject) => {
    const look = (state: LinkState) => {
      if (kinds.includes(state.kind)) resolve(state);
      else if (state.kind === 'ended')
        reject(new Error(`The link ended: ${state.reason} ${state.error?.message ?? ''}`));
    };
    link.onState.on(look);
    look(link.state);
  });
}
