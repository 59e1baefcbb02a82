// The thread that holds the socket to the program under Wine, so that the test's own thread can wait for an answer without
// giving up its turn: the ports of a desktop answer at once.

import { createServer } from 'node:net';
import { workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { FrameReader, encodeFrame } from './messages.ts';

const { port, signal }: { port: MessagePort; signal: SharedArrayBuffer } = workerData;
const counter = new Int32Array(signal);

function tell(message: unknown): void {
  port.postMessage(message);
  Atomics.add(counter, 0, 1);
  Atomics.notify(counter, 0);
}

const server = createServer((socket) => {
  const reader = new FrameReader();
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    for (const frame of reader.read(chunk)) tell({ kind: 'frame', frame });
  });
  socket.on('error', () => tell({ kind: 'gone' }));
  socket.on('close', () => tell({ kind: 'gone' }));
  port.on('message', (request) => socket.write(encodeFrame(request)));
  tell({ kind: 'connected' });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  tell({ kind: 'listening', port: typeof address === 'object' ? address?.port : null });
});
