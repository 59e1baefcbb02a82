// Frames over a TCP or TLS socket on loopback, each preceded by its length: the path that the session's benchmarks share.

import { createServer, connect as connectTcp, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { type Bytes, Emitter } from '@nearhand/base';
import type { FrameTransport, TransportClosed } from '@nearhand/session';

/** Two ends of one TCP connection. */
export async function connectedSockets(): Promise<readonly [Socket, Socket]> {
  const server = createServer({ noDelay: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connectTcp({ port, host: '127.0.0.1', noDelay: true });
  const [accepted] = (await once(server, 'connection')) as [Socket];
  if (client.connecting) await once(client, 'connect');
  server.close();
  return [client, accepted];
}

export class SocketFrames implements FrameTransport {
  readonly peerPresent = true;
  readonly onFrame = new Emitter<Bytes>();
  readonly onPeer = new Emitter<boolean>();
  readonly onDrain = new Emitter<void>();
  readonly onClosed = new Emitter<TransportClosed>();
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  #pieces: Buffer[] = [];
  #pieceBytes = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (piece: Buffer) => this.#receive(piece));
    // A write into a connection that the other end has closed; 'close' follows.
    socket.on('error', () => {});
    socket.on('close', () => this.onClosed.emit({ kind: 'broken', detail: 'closed' }));
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength;
  }

  send(frame: Bytes): void {
    const header = Buffer.alloc(4);
    header.writeUInt32BE(frame.length);
    this.#socket.cork();
    this.#socket.write(header);
    this.#socket.write(frame, () => this.onDrain.emit());
    this.#socket.uncork();
  }

  #receive(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#pieceBytes += piece.length;
    const wanted = this.#rest.length >= 4 ? 4 + this.#rest.readUInt32BE() : 4;
    if (this.#rest.length + this.#pieceBytes < wanted) return;
    let bytes = Buffer.concat([this.#rest, ...this.#pieces]);
    this.#pieces = [];
    this.#pieceBytes = 0;
    while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32BE()) {
      const end = 4 + bytes.readUInt32BE();
      this.onFrame.emit(new Uint8Array(bytes.subarray(4, end)));
      bytes = bytes.subarray(end);
    }
    this.#rest = bytes;
  }

  dispose(): void {
    this.#socket.destroy();
    for (const emitter of [this.onFrame, this.onPeer, this.onDrain, this.onClosed]) emitter.dispose();
  }
}
