// What arrives on a channel, to be waited for.

import { type Bytes, utf8 } from '@nearhand/base';
import type { ChannelName } from '@nearhand/protocol';
import type { PeerLink } from '../link/peer-link.ts';

export interface Received {
  readonly messages: readonly Bytes[];
  readonly texts: readonly string[];
  /** Resolves when so many messages have come. */
  whenCount(count: number): Promise<void>;
}

/** Listens from now on, for the link's life. */
export function receiveAll(link: PeerLink, channel: ChannelName): Received {
  const messages: Bytes[] = [];
  let waiting: { count: number; resolve: () => void }[] = [];
  const look = () => {
    for (const one of waiting.filter(({ count }) => messages.length >= count)) one.resolve();
    waiting = waiting.filter(({ count }) => messages.length < count);
  };
  link.channel(channel).onMessage((message) => {
    messages.push(message);
    look();
  });
  return {
    messages,
    get texts() {
      return messages.map((message) => utf8.decode(message));
    },
    whenCount: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve });
        look();
      }),
  };
}
