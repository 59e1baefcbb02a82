// What the relay dialer needs of a WebSocket. A browser's WebSocket and Node's `ws` fit with a few lines each; setting
// binaryType to 'arraybuffer' is the adapter's work.

import type { Bytes } from '@nearhand/base';

export interface SocketListener {
  onOpen(): void;
  onText(text: string): void;
  /** The receiver owns the bytes from here on. */
  onBinary(bytes: Bytes): void;
  /** bufferedBytes became smaller. A browser's WebSocket cannot tell; Node's can, in the callback of send(). */
  onDrain(): void;
  /** Once, whether it was open or not. */
  onClose(code: number, reason: string): void;
}

export interface SocketPort {
  sendText(text: string): void;
  sendBinary(bytes: Bytes): void;
  readonly bufferedBytes: number;
  /** Idempotent; onClose may follow or not. */
  close(): void;
}

/** Starts to connect; never throws, failures arrive at `onClose`. */
export type ConnectSocket = (url: string, listener: SocketListener) => SocketPort;
