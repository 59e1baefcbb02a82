// The relay socket, `/relay`: lets ends with a valid token join their link. What passes is relay-link.ts's.

import type { Disposable, Logger } from '@nearhand/base';
import {
  closeCodes,
  decodeMessage,
  maxRelayFrameBytes,
  relayClientMessageSchema,
  type RelayServerMessage,
} from '@nearhand/protocol';
import type { Bus } from '../hub/bus.ts';
import type { Connection } from '../sockets/connection.ts';
import type { SocketRoute } from '../sockets/socket-router.ts';
import { RelayLink } from './relay-link.ts';
import type { RelayMeter } from './relay-meter.ts';
import type { RelayClaims, RelaySide, RelayTokens } from './relay-token.ts';

export interface RelayOptions {
  readonly tokens: RelayTokens;
  readonly bus: Bus;
  readonly meter: RelayMeter;
  readonly logger: Logger;
  readonly isLinkLive: (linkId: string, sessionId: string) => Promise<boolean>;
}

interface Entry {
  readonly link: RelayLink;
  readonly listening: Disposable;
}

type RefusalCode = Extract<RelayServerMessage, { type: 'relay.refused' }>['code'];

export class Relay {
  readonly #options: RelayOptions;
  readonly #links = new Map<string, Entry>();

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  get route(): SocketRoute {
    return {
      path: '/relay',
      origins: 'browserOrProgram',
      maxMessageBytes: maxRelayFrameBytes,
      handle: (connection) => this.#handle(connection),
    };
  }

  isPresent(linkId: string, side: RelaySide): boolean {
    return this.#links.get(linkId)?.link.has(side) ?? false;
  }

  #handle(connection: Connection): void {
    let isJoining = false;
    const early = connection.onBinary.on(() => connection.close(closeCodes.malformed, 'Join first'));
    connection.onText.on((text) => {
      // After joining, text is as wrong as a second join.
      if (isJoining) return connection.close(closeCodes.malformed, 'Unexpected text');
      const decoded = decodeMessage(relayClientMessageSchema, text);
      if (decoded.kind !== 'message') return refuse(connection, 'bad_request', closeCodes.malformed);
      isJoining = true;
      this.#join(connection, decoded.message.token, early).catch((error: unknown) => {
        this.#options.logger.warn('a relay join failed', { error });
        connection.close(closeCodes.goingAway, 'The server failed');
      });
    });
  }

  async #join(connection: Connection, token: string, early: Disposable): Promise<void> {
    const claims = this.#options.tokens.read(token);
    if (claims === null) return refuse(connection, 'ticket_invalid', closeCodes.refused);
    // Listening before asking: an end in between is not missed.
    let hasEnded = false;
    const listening = this.#options.bus.subscribe('link', claims.linkId, () => (hasEnded = true));
    const isLive = await this.#options.isLinkLive(claims.linkId, claims.sessionId).finally(() => listening.dispose());
    if (connection.isClosed) return;
    if (!isLive || hasEnded) return refuse(connection, 'session_ended', closeCodes.ended);
    early.dispose();
    connection.greet();
    const { link } = this.#entryOf(claims);
    link.join(claims.side, connection);
    this.#options.logger.debug('relay joined', { linkId: claims.linkId, side: claims.side });
    connection.onClosed.on(() => {
      link.leave(claims.side, connection);
      if (link.isEmpty) this.#forget(claims.linkId, link);
    });
  }

  #entryOf(claims: RelayClaims): Entry {
    const existing = this.#links.get(claims.linkId);
    if (existing) return existing;
    const { linkId } = claims;
    const link = new RelayLink({ linkId, meter: this.#options.meter });
    const listening = this.#options.bus.subscribe('link', linkId, () => {
      link.end();
      this.#forget(linkId, link);
    });
    const entry = { link, listening };
    this.#links.set(linkId, entry);
    this.#options.meter.links(this.#links.size);
    return entry;
  }

  #forget(linkId: string, link: RelayLink): void {
    const entry = this.#links.get(linkId);
    if (entry?.link !== link) return;
    entry.listening.dispose();
    this.#links.delete(linkId);
    this.#options.meter.links(this.#links.size);
  }
}

function refuse(connection: Connection, code: RefusalCode, closeCode: number): void {
  const message: RelayServerMessage = { type: 'relay.refused', code };
  connection.send(JSON.stringify(message));
  connection.close(closeCode, code);
}
