// One agent per data folder. The claim is a socket in that folder that its process listens on: it is gone with the process
// however that ends, and whoever finds it taken learns how the other one is.

import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { AppError, type Disposable, Emitter, type Event } from '@nearhand/base';
import { localSocketAddress } from '@nearhand/host';
import {
  type InstanceCall,
  instanceAnswerSchema,
  instanceCallSchema,
  type InstanceStatus,
} from './instance-messages.ts';
import { LineSocket } from './line-socket.ts';

const answerTimeoutMs = 3000;

export type WorkerLine = LineSocket<InstanceCall>;

export interface Instance extends Disposable {
  /** Where workers find their owner, and what they say to be let in. */
  readonly address: string;
  readonly workerSecret: string;
  /** A worker that named the secret. */
  readonly onWorker: Event<WorkerLine>;
}

/** Throws AppError `conflict` when another agent has the folder. `tell`: answers whoever asks how this one is. */
export async function claimInstance(folder: string, tell: () => InstanceStatus): Promise<Instance> {
  const address = localSocketAddress(folder, 'agent');
  const other = await askInstance(folder);
  if (other !== null) {
    throw new AppError('conflict', `An agent is already running here (process ${other.pid}). Stop it first.`);
  }
  // What a killed process left.
  if (address.startsWith('/')) rmSync(address, { force: true });
  const workerSecret = randomBytes(32).toString('base64url');
  const workers = new Emitter<WorkerLine>();
  const server = createServer((socket) => {
    const line = new LineSocket<InstanceCall>(socket, instanceCallSchema);
    const first = line.onMessage.on((call) => {
      first.dispose();
      if (call.type === 'status.ask') line.end({ type: 'status.told', status: tell() });
      else if (call.type === 'worker.hello' && call.secret === workerSecret) workers.emit(line);
      else line.dispose();
    });
  });
  await listen(server, address);
  return {
    address,
    workerSecret,
    onWorker: workers,
    dispose() {
      workers.dispose();
      server.close();
    },
  };
}

/** null: no agent has this folder. */
export function askInstance(folder: string): Promise<InstanceStatus | null> {
  return new Promise((resolve) => {
    const socket = connect(localSocketAddress(folder, 'agent'));
    const line = new LineSocket(socket, instanceAnswerSchema);
    socket.setTimeout(answerTimeoutMs, () => line.dispose());
    line.onMessage.on((answer) => resolve(answer.type === 'status.told' ? answer.status : null));
    line.onClosed.on(() => resolve(null));
    line.send({ type: 'status.ask' });
  });
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new AppError('conflict', `${address} cannot be listened on: ${cause.message}`, { cause }));
    });
    server.listen(address, () => {
      server.unref();
      resolve();
    });
  });
}
