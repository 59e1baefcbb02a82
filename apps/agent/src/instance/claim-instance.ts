// One agent per data folder. The claim is a socket in that folder that its process listens on: it is gone with the process
// however that ends, and whoever finds it taken learns how the other one is.

import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { AppError, type Disposable, Emitter, type Event } from '@nearhand/base';
import { hasLocalSocket, letComeForward, localSocketAddress } from '@nearhand/host';
import {
  type InstanceAnswer,
  type InstanceCall,
  instanceAnswerSchema,
  instanceCallSchema,
  type InstanceStatus,
} from './instance-messages.ts';
import { LineSocket } from './line-socket.ts';

const answerTimeoutMs = 3000;
const socketName = 'agent';

export type WorkerLine = LineSocket<InstanceCall>;

export interface Instance extends Disposable {
  /** Where workers find their owner, and what they say to be let in. */
  readonly address: string;
  readonly workerSecret: string;
  /** A worker that named the secret. */
  readonly onWorker: Event<WorkerLine>;
}

export interface InstanceHandlers {
  /** How this one is. */
  readonly tell: () => InstanceStatus;
  /** Shows the window to whoever started the program once more; false: there is none. */
  readonly show?: () => boolean;
}

/** Its path is short enough for a socket. */
export function canClaim(folder: string): boolean {
  return hasLocalSocket(folder, socketName);
}

/** Throws AppError `conflict` when another agent has the folder. */
export async function claimInstance(folder: string, { tell, show }: InstanceHandlers): Promise<Instance> {
  const address = localSocketAddress(folder, socketName);
  const workerSecret = randomBytes(32).toString('base64url');
  const workers = new Emitter<WorkerLine>();
  const server = createServer((socket) => {
    const line = new LineSocket<InstanceCall>(socket, instanceCallSchema);
    const first = line.onMessage.on((call) => {
      first.dispose();
      if (call.type === 'status.ask') line.end({ type: 'status.told', status: tell() });
      else if (call.type === 'window.show') line.end({ type: 'window.told', isShown: show?.() ?? false });
      else if (call.type === 'worker.hello' && call.secret === workerSecret) workers.emit(line);
      else line.dispose();
    });
  });
  if (!(await listens(server, address))) {
    const other = await askInstance(folder);
    if (other !== null) {
      throw new AppError('conflict', `An agent is already running here (process ${other.pid}). Stop it first.`);
    }
    // What a killed process left.
    if (address.startsWith('/')) rmSync(address, { force: true });
    if (!(await listens(server, address))) throw new AppError('conflict', `${address} is taken by something else.`);
  }
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
export async function askInstance(folder: string): Promise<InstanceStatus | null> {
  const answer = await callInstance(folder, { type: 'status.ask' });
  return answer?.type === 'status.told' ? answer.status : null;
}

/** Brings the window of the agent that has this folder to the front. False: there is no such agent or window. */
export async function showInstance(folder: string): Promise<boolean> {
  const other = await askInstance(folder);
  if (other === null) return false;
  letComeForward(other.pid);
  const answer = await callInstance(folder, { type: 'window.show' });
  return answer?.type === 'window.told' && answer.isShown;
}

function callInstance(folder: string, call: InstanceCall): Promise<InstanceAnswer | null> {
  return new Promise((resolve) => {
    const socket = connect(localSocketAddress(folder, socketName));
    const line = new LineSocket(socket, instanceAnswerSchema);
    socket.setTimeout(answerTimeoutMs, () => line.dispose());
    line.onMessage.on(resolve);
    line.onClosed.on(() => resolve(null));
    line.send(call);
  });
}

/** Of several at the same moment one gets it. False: it is taken, or was left behind. */
function listens(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (cause: NodeJS.ErrnoException): void => {
      if (cause.code === 'EADDRINUSE') resolve(false);
      else reject(new AppError('conflict', `${address} cannot be listened on: ${cause.message}`, { cause }));
    };
    server.once('error', failed);
    server.listen(address, () => {
      server.off('error', failed);
      server.unref();
      resolve(true);
    });
  });
}
