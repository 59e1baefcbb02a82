// The sending side of one channel: a stream of bytes that is kept until the peer has it, so that it can be sent again
// from any place in between. Messages are each preceded by four bytes of length.

import type { Bytes } from '@nearhand/base';

interface Piece {
  readonly start: number;
  readonly bytes: Bytes;
}

const lengthBytes = 4;
/** Messages up to this are copied behind their length, so that small ones travel in one piece. */
const joinUpToBytes = 1024;

export class OutgoingStream {
  /** In order, without gaps; the first holds the first byte that the peer may lack. */
  #pieces: Piece[] = [];
  /** Index of the piece that holds #sent. */
  #cursor = 0;
  #acknowledged = 0;
  #sent = 0;
  #end = 0;
  #limit: number;

  constructor(windowBytes: number) {
    this.#limit = windowBytes;
  }

  /** Not sent yet on this path. */
  get queuedBytes(): number {
    return this.#end - this.#sent;
  }

  /** Kept: not acknowledged. */
  get heldBytes(): number {
    return this.#end - this.#acknowledged;
  }

  /** What may be sent now. */
  get sendableBytes(): number {
    return Math.min(this.#end, this.#limit) - this.#sent;
  }

  push(message: Bytes): void {
    const small = message.length <= joinUpToBytes;
    const header = new Uint8Array(lengthBytes + (small ? message.length : 0));
    new DataView(header.buffer).setUint32(0, message.length);
    if (small) header.set(message, lengthBytes);
    this.#append(header);
    if (!small) this.#append(message);
  }

  #append(bytes: Bytes): void {
    this.#pieces.push({ start: this.#end, bytes });
    this.#end += bytes.length;
  }

  /** The next bytes, at most so many (an integer), at most one piece; null when nothing may be sent. A view: do not change. */
  take(maxBytes: number): Bytes | null {
    const size = Math.min(maxBytes, this.sendableBytes);
    const piece = this.#pieces[this.#cursor];
    if (size <= 0 || !piece) return null;
    const from = this.#sent - piece.start;
    const bytes = piece.bytes.subarray(from, from + size);
    this.#sent += bytes.length;
    if (from + bytes.length === piece.bytes.length) this.#cursor++;
    return bytes;
  }

  /** False when the peer claims what cannot be. */
  acknowledge(receivedBytes: number, limitBytes: number): boolean {
    if (receivedBytes < this.#acknowledged || receivedBytes > this.#sent || limitBytes < this.#limit) return false;
    this.#limit = limitBytes;
    this.#release(receivedBytes);
    return true;
  }

  #release(receivedBytes: number): void {
    this.#acknowledged = receivedBytes;
    let done = 0;
    for (const piece of this.#pieces) {
      if (piece.start + piece.bytes.length > receivedBytes) break;
      done++;
    }
    if (done === 0) return;
    this.#pieces.splice(0, done);
    this.#cursor -= done;
  }

  /** A new path begins: everything behind `receivedBytes` is sent again. False as for acknowledge(). */
  resume(receivedBytes: number, limitBytes: number): boolean {
    if (!this.acknowledge(receivedBytes, limitBytes)) return false;
    this.#sent = receivedBytes;
    this.#cursor = 0;
    return true;
  }
}
