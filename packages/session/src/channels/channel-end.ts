// This end of one channel: its two streams behind the interface its users see.

import { AppError, type Bytes, type Disposable, Emitter, type Event, toDisposable } from '@nearhand/base';
import { type ChannelName, type ChannelRules, channelRules } from '@nearhand/protocol';
import type { Channel, MessageListener } from './channel.ts';
import { IncomingStream, type IncomingStreamEvents } from './incoming-stream.ts';
import { OutgoingStream } from './outgoing-stream.ts';

/** Below this, `onWritable` says so. */
export const writableBytes = 64 * 1024;

export interface ChannelEndEvents extends IncomingStreamEvents {
  /** Something was queued. */
  onQueued(): void;
  /** More is queued than the channel allows: the peer takes nothing. */
  onOverflow(): void;
}

export interface ChannelEndOptions {
  readonly name: ChannelName;
  readonly side: 'viewer' | 'agent';
  readonly events: ChannelEndEvents;
}

export class ChannelEnd implements Channel {
  readonly rules: ChannelRules;
  /** Null where the channel runs the other way only. */
  readonly outgoing: OutgoingStream | null;
  readonly incoming: IncomingStream | null;
  readonly #name: ChannelName;
  readonly #events: ChannelEndEvents;
  readonly #writable = new Emitter<void>();
  #closed = false;

  constructor({ name, side, events }: ChannelEndOptions) {
    this.#name = name;
    this.#events = events;
    this.rules = channelRules[name];
    const { direction, windowBytes } = this.rules;
    const sends = direction === 'both' || direction === (side === 'viewer' ? 'toAgent' : 'toViewer');
    const receives = direction === 'both' || !sends;
    this.outgoing = sends ? new OutgoingStream(windowBytes) : null;
    this.incoming = receives ? new IncomingStream(this.rules, events) : null;
  }

  get onWritable(): Event<void> {
    return this.#writable;
  }

  get queuedBytes(): number {
    return this.outgoing?.queuedBytes ?? 0;
  }

  send(message: Bytes): void {
    if (!this.outgoing) throw new Error(`The ${this.#name} channel runs the other way`);
    if (message.length > this.rules.maxMessageBytes) {
      throw new AppError('too_large', `A message of ${message.length} bytes is too large for ${this.#name}`);
    }
    if (this.#closed) return;
    this.outgoing.push(message);
    if (this.outgoing.heldBytes > this.rules.maxQueuedBytes + this.rules.windowBytes) this.#events.onOverflow();
    else this.#events.onQueued();
  }

  onMessage(listener: MessageListener): Disposable {
    const incoming = this.incoming;
    if (!incoming) throw new Error(`The ${this.#name} channel runs the other way`);
    if (incoming.hasListener) throw new Error(`The ${this.#name} channel has a listener already`);
    if (this.#closed) return toDisposable(() => {});
    incoming.listener = listener;
    return toDisposable(() => {
      incoming.listener = null;
    });
  }

  /** The next bytes to send; see OutgoingStream.take(). */
  take(maxBytes: number): Bytes | null {
    if (!this.outgoing) return null;
    const before = this.outgoing.queuedBytes;
    const bytes = this.outgoing.take(maxBytes);
    if (before >= writableBytes && this.outgoing.queuedBytes < writableBytes) this.#writable.emit();
    return bytes;
  }

  close(): void {
    this.#closed = true;
    this.incoming?.close();
    this.#writable.dispose();
  }
}
