// For tests: a real HTTP proxy with CONNECT (RFC 9110, 9.3.6) and Basic authentication, that can lie about where it leads.

import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export class TestProxy {
  /** Whom it was asked to connect with, by those who knew the password. */
  readonly asked: string[] = [];
  /** Another port than the one that was asked for. */
  leadTo: number | null = null;
  readonly #server: Server = createServer();
  readonly #sockets = new Set<Socket>();

  static async start(credentials: { name: string; password: string }): Promise<TestProxy> {
    const proxy = new TestProxy(credentials);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  private constructor({ name, password }: { name: string; password: string }) {
    const wanted = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
    this.#server.on('connection', (socket) => this.#keep(socket));
    this.#server.on('connect', (request, socket: Socket) => {
      if (request.headers['proxy-authorization'] !== wanted) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\n\r\n');
        return;
      }
      const asked = request.url ?? '';
      this.asked.push(asked);
      const upstream = connect(this.leadTo ?? Number(asked.split(':').at(-1)), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      this.#keep(upstream);
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    // Whoever breaks off here is of no interest to the test.
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
