// A joined relay socket as a FrameTransport.

import { type Bytes, Emitter } from '@nearhand/base';
import { closeCodes, decodeMessage, type RelayServerMessage, relayServerMessageSchema } from '@nearhand/protocol';
import type { FrameTransport, TransportClosed } from './frame-transport.ts';
import { HeldEmitter } from './held-emitter.ts';
import type { SocketPort } from './socket-port.ts';

export class RelayTransport implements FrameTransport {
  readonly onFrame = new HeldEmitter<Bytes>();
  readonly onPeer = new Emitter<boolean>();
  readonly onClosed = new HeldEmitter<TransportClosed>();
  readonly onDrain = new Emitter<void>();
  readonly #socket: SocketPort;
  #peerPresent: boolean;
  #closed = false;

  constructor(socket: SocketPort, peerPresent: boolean) {
    this.#socket = socket;
    this.#peerPresent = peerPresent;
  }

  get peerPresent(): boolean {
    return this.#peerPresent;
  }

  get bufferedBytes(): number {
    return this.#closed ? 0 : this.#socket.bufferedBytes;
  }

  send(frame: Bytes): void {
    if (!this.#closed) this.#socket.sendBinary(frame);
  }

  /** The socket's owner passes on what came. */
  receiveText(text: string): void {
    if (this.#closed) return;
    const message = parseRelayMessage(text);
    switch (message?.type) {
      case 'relay.peer':
        this.#peerPresent = message.present;
        this.onPeer.emit(message.present);
        return;
      case 'relay.ended':
        return this.#close({ kind: 'ended', detail: 'the relay says so' });
      case 'relay.refused':
        return this.#close({ kind: 'refused', detail: message.code });
      case 'relay.joined':
      case undefined:
        return this.#close({ kind: 'broken', detail: 'malformed relay message' });
    }
  }

  receiveBinary(frame: Bytes): void {
    if (!this.#closed) this.onFrame.emit(frame);
  }

  receiveDrain(): void {
    if (!this.#closed) this.onDrain.emit();
  }

  receiveClose(code: number, reason: string): void {
    this.#close(closedBy(code, reason));
  }

  #close(closed: TransportClosed): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
    this.onClosed.emit(closed);
  }

  dispose(): void {
    if (!this.#closed) this.#socket.close();
    this.#closed = true;
    for (const emitter of [this.onFrame, this.onPeer, this.onClosed, this.onDrain]) emitter.dispose();
  }
}

/** Null for anything that is no message of the relay. */
export function parseRelayMessage(text: string): RelayServerMessage | null {
  if (text.length > 4096) return null;
  const decoded = decodeMessage(relayServerMessageSchema, text);
  return decoded.kind === 'message' ? decoded.message : null;
}

/** What a close code of the relay means for dialling again. */
export function closedBy(code: number, reason: string): TransportClosed {
  const detail = `closed with ${code} ${reason}`;
  if (code === closeCodes.ended) return { kind: 'ended', detail };
  if (code === closeCodes.refused) return { kind: 'refused', detail };
  return { kind: 'broken', detail };
}
