// Cuts a stream of bytes into messages, each preceded by four bytes of length. Memory grows with what has come, not with
// what was announced.

import type { Bytes } from '@nearhand/base';

const lengthBytes = 4;
/** Announced messages up to this get their memory at once. */
const trustedBytes = 256 * 1024;

export type AssemblerStep =
  /** The whole piece was taken, and more is needed. */
  | { readonly kind: 'more'; readonly takenBytes: number }
  /** The message, in memory of its own. The rest of the piece is to be given again. */
  | { readonly kind: 'message'; readonly takenBytes: number; readonly message: Bytes }
  | { readonly kind: 'tooLarge'; readonly takenBytes: number };

export class MessageAssembler {
  readonly #maxMessageBytes: number;
  #buffer: Bytes = new Uint8Array(lengthBytes);
  #filled = 0;
  #needed = lengthBytes;
  #inMessage = false;

  constructor(maxMessageBytes: number) {
    this.#maxMessageBytes = maxMessageBytes;
  }

  take(piece: Bytes): AssemblerStep {
    let takenBytes = 0;
    if (!this.#inMessage) {
      takenBytes = this.#fill(piece);
      if (this.#filled < this.#needed) return { kind: 'more', takenBytes };
      const announced = new DataView(this.#buffer.buffer).getUint32(0);
      if (announced > this.#maxMessageBytes) return { kind: 'tooLarge', takenBytes };
      this.#expect(announced, true);
    }
    takenBytes += this.#fill(piece.subarray(takenBytes));
    if (this.#filled < this.#needed) return { kind: 'more', takenBytes };
    const message = this.#buffer;
    this.#expect(lengthBytes, false);
    return { kind: 'message', takenBytes, message };
  }

  #expect(bytes: number, inMessage: boolean): void {
    this.#buffer = new Uint8Array(Math.min(bytes, trustedBytes));
    this.#filled = 0;
    this.#needed = bytes;
    this.#inMessage = inMessage;
  }

  #fill(piece: Bytes): number {
    const part = piece.subarray(0, this.#needed - this.#filled);
    const end = this.#filled + part.length;
    if (end > this.#buffer.length) this.#grow(end);
    this.#buffer.set(part, this.#filled);
    this.#filled = end;
    return part.length;
  }

  #grow(atLeast: number): void {
    const grown = new Uint8Array(Math.min(this.#needed, Math.max(atLeast, this.#buffer.length * 2)));
    grown.set(this.#buffer);
    this.#buffer = grown;
  }
}
