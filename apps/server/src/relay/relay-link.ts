// The two ends of one link at the relay: passes binary frames on unread, slows a sender down to what the other end
// takes. Holds at most `highWaterBytes` and one frame per direction.

import { closeCodes, type RelayServerMessage } from '@nearhand/protocol';
import type { Connection } from '../sockets/connection.ts';
import type { RelayMeter } from './relay-meter.ts';
import type { RelaySide } from './relay-token.ts';

/** Above this, reading from the sender stops until the receiver has taken most of it. */
const highWaterBytes = 1024 * 1024;
const lowWaterBytes = 256 * 1024;

const otherSide: Readonly<Record<RelaySide, RelaySide>> = { viewer: 'agent', agent: 'viewer' };

export interface RelayLinkOptions {
  readonly linkId: string;
  readonly meter: RelayMeter;
}

export class RelayLink {
  readonly linkId: string;
  readonly #meter: RelayMeter;
  readonly #ends = new Map<RelaySide, Connection>();

  constructor(options: RelayLinkOptions) {
    this.linkId = options.linkId;
    this.#meter = options.meter;
  }

  get isEmpty(): boolean {
    return this.#ends.size === 0;
  }

  has(side: RelaySide): boolean {
    return this.#ends.has(side);
  }

  /** Takes the place of the side's former socket; the peer hears of the gap. */
  join(side: RelaySide, connection: Connection): void {
    const former = this.#ends.get(side);
    if (former) {
      this.leave(side, former);
      former.close(closeCodes.replaced, 'The same end joined again');
    }
    this.#ends.set(side, connection);
    const peer = this.#ends.get(otherSide[side]);
    say(connection, { type: 'relay.joined', linkId: this.linkId, peerPresent: peer !== undefined });
    if (peer) say(peer, { type: 'relay.peer', present: true });
    connection.onBinary.on((frame) => this.#pass(side, connection, frame));
  }

  leave(side: RelaySide, connection: Connection): void {
    if (this.#ends.get(side) !== connection) return;
    this.#ends.delete(side);
    const peer = this.#ends.get(otherSide[side]);
    if (!peer) return;
    say(peer, { type: 'relay.peer', present: false });
    // It may have been waiting for the one that left.
    peer.resume();
  }

  end(): void {
    for (const connection of this.#ends.values()) {
      say(connection, { type: 'relay.ended' });
      connection.close(closeCodes.ended, 'The session is over');
    }
    this.#ends.clear();
  }

  #pass(side: RelaySide, from: Connection, frame: Uint8Array): void {
    if (this.#ends.get(side) !== from) return;
    const to = this.#ends.get(otherSide[side]);
    if (!to) {
      this.#meter.dropped(frame.byteLength);
      return;
    }
    this.#meter.passed(side, frame.byteLength);
    to.sendBinary(frame, () => {
      if (to.bufferedBytes <= lowWaterBytes) from.resume();
    });
    if (to.bufferedBytes > highWaterBytes) from.pause();
  }
}

function say(connection: Connection, message: RelayServerMessage): void {
  connection.send(JSON.stringify(message));
}
