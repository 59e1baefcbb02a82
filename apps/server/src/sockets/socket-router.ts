// The one place where WebSockets enter the server: a table of exact paths, each with its origin policy and size limit,
// over `upgrade` events. What is not in the table, or not allowed by it, is answered with plain HTTP and closed.

import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Clock, type Disposable, type Logger, repeat } from '@nearhand/base';
import { closeCodes } from '@nearhand/protocol';
import { WebSocketServer } from 'ws';
import { ConnectionCounter, type ConnectionLimits, defaultConnectionLimits } from './connection-limits.ts';
import { Connection } from './connection.ts';
import { isOriginAllowed, type OriginPolicy } from './origin-policy.ts';

const heartbeatMs = 15_000;
const greetingMs = 10_000;

export interface SocketRoute {
  /** Matched exactly, without query. */
  readonly path: string;
  readonly origins: OriginPolicy;
  readonly maxMessageBytes: number;
  /** Must call greet() on the connection once the peer has proved who it is. */
  handle(connection: Connection): void;
}

export interface SocketRouterOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly isOwnOrigin: (origin: string) => boolean;
  /** The client's address as seen through trusted proxies. */
  readonly addressOf: (request: IncomingMessage) => string;
  readonly limits?: ConnectionLimits;
}

interface Entry {
  readonly route: SocketRoute;
  readonly server: WebSocketServer;
}

export class SocketRouter implements Disposable {
  readonly #options: SocketRouterOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #connections = new Set<Connection>();
  readonly #counter: ConnectionCounter;
  readonly #heartbeat: Disposable;
  #disposed = false;

  constructor(options: SocketRouterOptions) {
    this.#options = options;
    this.#counter = new ConnectionCounter(options.limits ?? defaultConnectionLimits);
    this.#heartbeat = repeat(options.clock, heartbeatMs, () => {
      for (const connection of this.#connections) connection.beat();
    });
  }

  get routes(): readonly SocketRoute[] {
    return [...this.#entries.values()].map(({ route }) => route);
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  get isDisposed(): boolean {
    return this.#disposed;
  }

  add(route: SocketRoute): void {
    if (this.#entries.has(route.path)) throw new Error(`Socket route added twice: ${route.path}`);
    const server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: route.maxMessageBytes,
      maxFragments: 128,
      perMessageDeflate: false,
    });
    this.#entries.set(route.path, { route, server });
  }

  /** `isEncrypted` false, where the listener cannot know it otherwise: refused. */
  attach(server: Server, isEncrypted: (request: IncomingMessage) => boolean = () => true): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      if (isEncrypted(request)) this.#upgrade(request, socket, head);
      else refuse(socket, 403);
    });
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#heartbeat.dispose();
    for (const connection of this.#connections) connection.close(closeCodes.goingAway, 'The server is stopping');
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#disposed) return refuse(socket, 503);
    const entry = this.#entries.get(request.url ?? '');
    if (!entry) return refuse(socket, 404);
    const { origin, cookie } = request.headers;
    if (!isOriginAllowed(entry.route.origins, { origin, cookie }, this.#options.isOwnOrigin)) {
      this.#options.logger.warn('socket refused: origin', { path: entry.route.path, origin });
      return refuse(socket, 403);
    }
    const address = this.#options.addressOf(request);
    const place = this.#counter.enter(address);
    if (!place) return refuse(socket, 429);
    // Covers a refused handshake too, after which no WebSocket exists.
    socket.once('close', place.left);
    entry.server.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection({
        socket: webSocket,
        clock: this.#options.clock,
        address,
        headers: request.headers,
      });
      this.#connections.add(connection);
      connection.onGreeted.on(place.greeted);
      connection.onClosed.on(() => {
        place.left();
        this.#connections.delete(connection);
      });
      connection.expectGreeting(greetingMs);
      entry.route.handle(connection);
    });
  }
}

function refuse(socket: Duplex, status: number): void {
  const body = STATUS_CODES[status] ?? '';
  socket.end(
    `HTTP/1.1 ${status} ${body}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}
