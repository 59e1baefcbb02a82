// Somebody who saw what the server gave a technician's browser for a connection, and tries to use it.

import { silentLogger, systemClock } from '@nearhand/base';
import type { Connected } from '@nearhand/protocol';
import {
  type ConnectSocket,
  type LinkState,
  RelayDialer,
  type ViewerLink,
  connectViewer,
  createViewerKey,
} from '@nearhand/session';
import { WebSocket } from 'ws';

export interface Attack {
  readonly link: ViewerLink;
  /** Every state its link was in. */
  readonly states: readonly LinkState[];
}

/** Joins the relay with the stolen token, presents the stolen ticket, and has input waiting for the first chance. */
export async function useStolen(offer: Connected, serverPort: number, typed: string): Promise<Attack> {
  const link = connectViewer({
    dialer: new RelayDialer({ url: `ws://localhost:${serverPort}/relay`, token: offer.relayToken, connectSocket }),
    clock: systemClock,
    logger: silentLogger,
    viewerKey: await createViewerKey(),
    offer,
  });
  const states: LinkState[] = [link.state];
  link.onState.on((state) => states.push(state));
  link.channel('input').send(new TextEncoder().encode(JSON.stringify({ type: 'text.type', text: typed })));
  return { link, states };
}

const connectSocket: ConnectSocket = (url, listener) => {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('open', () => listener.onOpen());
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) listener.onBinary(new Uint8Array(data));
    else listener.onText(data.toString());
  });
  socket.on('error', () => {
    // `close` follows.
  });
  socket.on('close', (code, reason) => listener.onClose(code, reason.toString()));
  return {
    sendText: (text) => socket.send(text),
    sendBinary: (bytes) => socket.send(bytes),
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    close: () => socket.close(),
  };
};
