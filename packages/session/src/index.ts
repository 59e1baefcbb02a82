// The peer session both ends run: keys, encryption, channels, resuming, over any path that carries frames.

export type { Channel, MessageListener } from './channels/channel.ts';
export { createViewerKey, type ViewerKey } from './handshake/viewer-key.ts';
export type { AgentIdentity } from './handshake/agent-agreement.ts';
export { acceptViewer, type AgentLink, type AgentLinkOptions } from './link/agent-link.ts';
export { defaultLinkSettings, type LinkSettings } from './link/link-settings.ts';
export type { LinkEndReason, LinkState, LinkStateKind } from './link/link-state.ts';
export type { PeerLink } from './link/peer-link.ts';
export { connectViewer, type ViewerLink, type ViewerLinkOptions } from './link/viewer-link.ts';
export type { AgreementPair } from './curves/curves.ts';
export { SerialQueue } from './link/serial-queue.ts';
export { openCredentials, sealCredentials, type SealTarget } from './sealing/unlock-secret.ts';
export { UsedTickets } from './ticket/used-tickets.ts';
export { type TicketExpectation, verifyTicket } from './ticket/verify-ticket.ts';
export type { Dialer, FrameTransport, TransportClosed } from './transport/frame-transport.ts';
export { RelayDialer, type RelayDialerOptions } from './transport/relay-dialer.ts';
export type { ConnectSocket, SocketListener, SocketPort } from './transport/socket-port.ts';
