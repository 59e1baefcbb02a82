// Paths through the relay: opens the socket, joins with the token, and gives a FrameTransport once joined.

import { AppError } from '@nearhand/base';
import type { RelayClientMessage, RelayServerMessage } from '@nearhand/protocol';
import type { Dialer, FrameTransport, TransportClosed } from './frame-transport.ts';
import { closedBy, parseRelayMessage, RelayTransport } from './relay-transport.ts';
import type { ConnectSocket, SocketPort } from './socket-port.ts';

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

  dial(signal: AbortSignal): Promise<FrameTransport> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const { url, token, connectSocket } = this.#options;
      let transport: RelayTransport | null = null;
      const socketHolder: { socket: SocketPort | null } = { socket: null };
      const giveUp = (error: unknown) => {
        socketHolder.socket?.close();
        reject(error);
      };
      const onAbort = () => {
        if (!transport) giveUp(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const join = (text: string) => {
        const message = parseRelayMessage(text);
        if (message?.type === 'relay.joined' && socketHolder.socket) {
          signal.removeEventListener('abort', onAbort);
          transport = new RelayTransport(socketHolder.socket, message.peerPresent);
          resolve(transport);
        } else giveUp(refusalOf(message));
      };
      socketHolder.socket = connectSocket(url, {
        onOpen: () =>
          socketHolder.socket?.sendText(JSON.stringify({ type: 'relay.join', token } satisfies RelayClientMessage)),
        onText: (text) => (transport ? transport.receiveText(text) : join(text)),
        onBinary: (bytes) => transport?.receiveBinary(bytes),
        onDrain: () => transport?.receiveDrain(),
        onClose: (code, reason) => {
          if (transport) transport.receiveClose(code, reason);
          else giveUp(errorOf(closedBy(code, reason)));
        },
      });
    });
  }
}

function refusalOf(message: RelayServerMessage | null): Error {
  if (message?.type === 'relay.refused') return new AppError(message.code, `The relay refused: ${message.code}`);
  if (message?.type === 'relay.ended') return new AppError('session_ended', 'The relay says the session is over');
  return new Error('The relay did not answer the join');
}

function errorOf({ kind, detail }: TransportClosed): Error {
  if (kind === 'ended') return new AppError('session_ended', detail);
  if (kind === 'refused') return new AppError('ticket_invalid', detail);
  return new Error(detail);
}
