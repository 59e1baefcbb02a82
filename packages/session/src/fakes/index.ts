// For tests of what runs on links: both ends over a relay in memory that can be hostile.

export {
  FakeRelay,
  type FakeRelayOptions,
  type Interceptor,
  otherSide,
  type RelayedFrame,
  type RelaySide,
} from './fake-relay.ts';
export { createLinkPair, type LinkPair, type LinkPairOptions, quickSettings, whenState } from './link-pair.ts';
export {
  createTestIdentity,
  createTestTicketKey,
  type TestIdentity,
  testTicket,
  type TestTicketKey,
} from './test-identity.ts';
