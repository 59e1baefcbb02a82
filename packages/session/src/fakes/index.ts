// For tests of what runs on links: both ends over a relay in memory that can be hostile.

export { FakeRelay, type FakeRelayOptions, type Interceptor, otherSide } from './fake-relay.ts';
export type { RelayedFrame, RelaySide } from './fake-relay.ts';
export { createLinkPair, createLinkScene, quickSettings, whenState } from './link-pair.ts';
export type { LinkPair, LinkPairOptions, LinkScene } from './link-pair.ts';
export { RawViewer, type RawViewerOptions } from './raw-viewer.ts';
export { receiveAll, type Received } from './received.ts';
export { createTestIdentity, createTestTicketKey, testTicket } from './test-identity.ts';
export type { TestIdentity, TestTicketKey } from './test-identity.ts';
