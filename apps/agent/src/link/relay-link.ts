// Opens the agent's end of a link through the server's relay.

import type { Bytes } from '@nearhand/base';
import { maxRelayFrameBytes } from '@nearhand/protocol';
import { acceptViewer, type AgentIdentity, type ConnectSocket, RelayDialer } from '@nearhand/session';
import { socketAddress } from '../command-line/server-address.ts';
import type { Dial } from '../dialling/server-socket.ts';
import type { Identity } from '../identity/identity.ts';
import type { OpenLink } from './link-manager.ts';
import type { Runtime } from './runtime.ts';

export interface RelayLinkOptions {
  readonly origin: string;
  readonly dial: Dial;
  readonly identity: Identity;
  readonly runtime: Runtime;
  /** Said to viewers. */
  readonly capabilities: () => readonly string[];
}

export function relayLinkOpener({ origin, dial, identity, runtime, capabilities }: RelayLinkOptions): OpenLink {
  const agentIdentity: AgentIdentity = {
    publicKey: identity.publicKey,
    sign: (message: Bytes) => Promise.resolve(identity.sign(message)),
  };
  return (offer, verifyTicket) =>
    acceptViewer({
      dialer: new RelayDialer({
        url: socketAddress(origin, '/relay'),
        token: offer.relayToken,
        connectSocket: connectThrough(dial),
      }),
      clock: runtime.clock,
      logger: runtime.logger.child({ linkId: offer.linkId }),
      identity: agentIdentity,
      verifyTicket,
      capabilities: capabilities(),
    });
}

/** The agent's sockets in the form the session package wants them. */
export function connectThrough(dial: Dial): ConnectSocket {
  return (url, listener) => {
    const socket = dial({ path: new URL(url).pathname, maxMessageBytes: maxRelayFrameBytes });
    socket.onOpen.on(() => listener.onOpen());
    socket.onText.on((text) => listener.onText(text));
    socket.onBinary.on((bytes) => listener.onBinary(bytes));
    socket.onClosed.on(({ code, reason }) => listener.onClose(code, reason));
    return {
      sendText: (text) => socket.send(text),
      sendBinary: (bytes) => socket.send(bytes),
      get bufferedBytes() {
        return socket.bufferedBytes;
      },
      close: () => socket.dispose(),
    };
  };
}
