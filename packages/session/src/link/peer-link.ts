// What both ends of a session hold: one encrypted link to one peer, which outlives its sockets.

import type { Disposable, Event } from '@nearhand/base';
import type { ChannelName, EndReason } from '@nearhand/protocol';
import type { Channel } from '../channels/channel.ts';
import type { LinkState } from './link-state.ts';

export interface PeerLink extends Disposable {
  readonly state: LinkState;
  /** After each change. Nothing follows `ended`. */
  readonly onState: Event<LinkState>;
  /** Four words to compare by voice; null before the first `active`, then the same for the link's whole life. */
  readonly words: readonly string[] | null;
  /** What the peer said it can do; empty before the first `active`. */
  readonly peerCapabilities: ReadonlySet<string>;
  /** Time of the last round trip between the two ends; null before the first. */
  readonly roundTripMs: number | null;
  /** The same object for the same name. Sending on a channel that runs the other way throws Error. */
  channel(name: ChannelName): Channel;
  /** Tells the peer, after what is queued on `control`, then ends. State is `ended` at once. */
  end(reason: EndReason): void;
  /** Resolves when the link has ended and what it had to say about it was handed to the path: wait for it before exiting. */
  readonly closed: Promise<void>;
  /** The network may have changed (a browser's `online`, waking up): look at the path now rather than at the next timer. */
  notifyNetworkChange(): void;
  /** Ends without a word to the peer. */
  dispose(): void;
}
