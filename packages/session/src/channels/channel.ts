// One channel of a link, as its users see it.

import type { Bytes, Disposable, Event } from '@nearhand/base';

/** Takes a message. While a returned promise is pending the channel delivers nothing more, and soon the peer stops sending. */
export type MessageListener = (message: Bytes) => void | Promise<void>;

/**
 * Whole messages, delivered exactly once and in order for as long as the link lives, across interruptions.
 */
export interface Channel {
  /**
   * Queues a message; the channel owns the bytes from here on. Works in every state: before `active` and while
   * `interrupted` the message waits; once `ended` it is dropped. Throws AppError `too_large` above the channel's
   * maxMessageBytes.
   */
  send(message: Bytes): void;
  /** One listener at a time; what arrived before waits for it. Throws Error when there is one already. */
  onMessage(listener: MessageListener): Disposable;
  /** Accepted by send() and not yet handed to the transport. */
  readonly queuedBytes: number;
  /** queuedBytes fell below 64 KiB: a good moment to send more. */
  readonly onWritable: Event<void>;
}
