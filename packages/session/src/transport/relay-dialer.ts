// Paths through the relay: opens the socket, joins with the token, and gives a FrameTransport once joined.

import type { FrameTransport, Dialer } from './frame-transport.ts';
import type { ConnectSocket } from './socket-port.ts';

export interface RelayDialerOptions {
  /** Such as `wss://help.example.com/relay`. */
  readonly url: string;
  readonly token: string;
  readonly connectSocket: ConnectSocket;
}

export class RelayDialer implements Dialer {
  readonly #options: RelayDialerOptions;

  constructor(options: RelayDialerOptions) {
    this.#options = options;
  }

  dial(_signal: AbortSignal): Promise<FrameTransport> {
    return Promise.reject(new Error(`Not built yet: ${this.#options.url}`));
  }
}
