// A TCP hop that can be cut and mended, and that remembers what passed, as a relay's operator or a proxy could.

import { once } from 'node:events';
import { type Server, type Socket, connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export class CuttableNetwork {
  readonly #server: Server;
  #pairs = new Map<[Socket, Socket], { path: string }>();
  #cut: { readonly below: string } | null = null;
  #seen: Buffer[] = [];
  #recording = false;
  port = 0;

  private constructor(targetPort: number) {
    this.#server = createServer((incoming) => {
      if (this.#cut?.below === '') {
        incoming.destroy();
        return;
      }
      const outgoing = connect(targetPort, '127.0.0.1');
      const pair: [Socket, Socket] = [incoming, outgoing];
      const opened = { path: '' };
      this.#pairs.set(pair, opened);
      // A WebSocket has a connection of its own, so what it was opened for stands at its beginning.
      incoming.once('data', (bytes: Buffer) => {
        opened.path = /^GET (\S+) /.exec(bytes.toString('latin1'))?.[1] ?? '';
        if (this.#cut !== null && opened.path.startsWith(this.#cut.below)) end();
      });
      const end = () => {
        this.#pairs.delete(pair);
        incoming.destroy();
        outgoing.destroy();
      };
      for (const [from, to] of [pair, [outgoing, incoming] as const]) {
        from.setNoDelay(true);
        from.on('error', end).on('close', end);
        from.on('data', (bytes: Buffer) => {
          if (this.#recording) this.#seen.push(bytes);
          if (to.destroyed) return;
          if (!to.write(bytes)) {
            from.pause();
            to.once('drain', () => from.resume());
          }
        });
      }
    });
  }

  static async open(targetPort: number): Promise<CuttableNetwork> {
    const network = new CuttableNetwork(targetPort);
    network.#server.listen(0, '127.0.0.1');
    await once(network.#server, 'listening');
    network.port = (network.#server.address() as AddressInfo).port;
    return network;
  }

  /**
   * Ends every connection and refuses new ones until `mend`; with a path, such as `/relay`, only those opened for it or
   * below it.
   */
  cut(below = ''): void {
    this.#cut = { below };
    for (const [[incoming, outgoing], { path }] of this.#pairs) {
      if (!path.startsWith(below)) continue;
      incoming.destroy();
      outgoing.destroy();
    }
  }

  mend(): void {
    this.#cut = null;
  }

  record(): void {
    this.#recording = true;
  }

  /** Everything that passed since `record`. */
  recorded(): Buffer {
    return Buffer.concat(this.#seen);
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
