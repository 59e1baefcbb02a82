// All channels of a link: hands out the channels, picks what to send next, takes what came. Knows items, not records.

import type { Bytes, Logger } from '@nearhand/base';
import {
  type ChannelName,
  channelNames,
  channelOfNumber,
  type ChannelPosition,
  type RecordItem,
} from '@nearhand/protocol';
import type { Channel } from './channel.ts';
import { ChannelEnd, type ChannelEndEvents } from './channel-end.ts';

export interface ChannelSetEvents {
  /** There may be something to send. */
  onWork(): void;
  /** The peer broke a rule of a channel. */
  onViolation(why: string): void;
  /** The peer takes nothing and this end has too much waiting. */
  onOverflow(name: ChannelName): void;
}

export interface ChannelSetOptions {
  readonly side: 'viewer' | 'agent';
  readonly logger: Logger;
  readonly events: ChannelSetEvents;
}

/** Channels up to this number may send although the path is busy: they are small, and somebody waits for them. */
export const lastUrgentChannel = 2;

export class ChannelSet {
  readonly #events: ChannelSetEvents;
  readonly #logger: Logger;
  readonly #ends: ReadonlyMap<ChannelName, ChannelEnd>;
  /** In order of priority. */
  readonly #sending: readonly ChannelEnd[];
  /** Channels whose position is to be told. */
  readonly #credits = new Set<ChannelName>();

  constructor({ side, logger, events }: ChannelSetOptions) {
    this.#events = events;
    this.#logger = logger;
    this.#ends = new Map(
      channelNames.map((name) => [name, new ChannelEnd({ name, side, events: this.#eventsOf(name) })]),
    );
    this.#sending = [...this.#ends.values()]
      .filter((end) => end.outgoing)
      .sort((a, b) => a.rules.number - b.rules.number);
  }

  #eventsOf(name: ChannelName): ChannelEndEvents {
    return {
      onQueued: () => this.#events.onWork(),
      onOverflow: () => this.#events.onOverflow(name),
      onTooLarge: () => this.#events.onViolation(`A message on ${name} is too large`),
      onListenerError: (error) => this.#logger.error('A listener failed', { channel: name, error }),
      onCredit: () => {
        this.#credits.add(name);
        this.#events.onWork();
      },
    };
  }

  channel(name: ChannelName): Channel {
    return this.#end(name);
  }

  #end(name: ChannelName): ChannelEnd {
    const end = this.#ends.get(name);
    if (!end) throw new Error(`No channel ${name}`);
    return end;
  }

  /** Positions that the peer should know now. */
  takePositions(): ChannelPosition[] {
    const positions = [...this.#credits].flatMap((name) => this.#positionOf(name));
    this.#credits.clear();
    return positions;
  }

  /** Of every channel that receives here: what a new path begins with. */
  allPositions(): ChannelPosition[] {
    this.#credits.clear();
    return channelNames.flatMap((name) => this.#positionOf(name));
  }

  #positionOf(name: ChannelName): ChannelPosition[] {
    const { incoming, rules } = this.#end(name);
    return incoming ? [{ channel: rules.number, ...incoming.takePosition() }] : [];
  }

  /** Marks every position that changed, for the next takePositions(). */
  refreshPositions(): void {
    for (const [name, end] of this.#ends) if (end.incoming?.positionChanged) this.#credits.add(name);
  }

  /** The next piece to send, of the most urgent channel that may; null when none may. */
  takeData(maxBytes: number, urgentOnly: boolean): Extract<RecordItem, { type: 'data' }> | null {
    for (const end of this.#sending) {
      if (urgentOnly && end.rules.number > lastUrgentChannel) break;
      const bytes = end.take(maxBytes);
      if (bytes) return { type: 'data', channel: end.rules.number, bytes };
    }
    return null;
  }

  get hasSendable(): boolean {
    return this.#sending.some((end) => (end.outgoing?.sendableBytes ?? 0) > 0);
  }

  receiveData(channel: number, bytes: Bytes): void {
    const name = channelOfNumber(channel);
    const incoming = name === null ? null : this.#end(name).incoming;
    if (!incoming) this.#events.onViolation(`Data on channel ${channel}`);
    else if (!incoming.receive(bytes)) this.#events.onViolation(`More data on channel ${channel} than allowed`);
  }

  receivePosition(position: ChannelPosition): void {
    const outgoing = this.#outgoingOf(position);
    if (!outgoing?.acknowledge(position.receivedBytes, position.limitBytes)) {
      this.#events.onViolation(`An impossible position on channel ${position.channel}`);
    } else this.#events.onWork();
  }

  /** A new path begins: sends again what the peer lacks. */
  resume(positions: readonly ChannelPosition[]): void {
    const told = new Set(positions.map(({ channel }) => channel));
    const missing = this.#sending.some((end) => !told.has(end.rules.number));
    const wrong = positions.some(
      (position) => !this.#outgoingOf(position)?.resume(position.receivedBytes, position.limitBytes),
    );
    if (missing || wrong || told.size !== positions.length) this.#events.onViolation('Impossible positions');
  }

  #outgoingOf({ channel }: ChannelPosition) {
    const name = channelOfNumber(channel);
    return name === null ? null : this.#end(name).outgoing;
  }

  close(): void {
    for (const end of this.#ends.values()) end.close();
  }
}
