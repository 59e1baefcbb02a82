// One agent per data folder. The claim is a socket or pipe that its process listens on: it is gone with the process however
// that ends, and whoever finds it taken learns how the other one is.

import { randomBytes } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { AppError, type Disposable, Emitter, type Event } from '@nearhand/base';
import { hasLocalSocket, letComeForward } from '@nearhand/host';
import {
  type InstanceAnswer,
  type InstanceCall,
  instanceAnswerSchema,
  instanceCallSchema,
  type InstanceStatus,
} from './instance-messages.ts';
import { LineSocket } from './line-socket.ts';
import { openMeetingPlace, type Place, socketName } from './meeting-place.ts';

const answerTimeoutMs = 3000;

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
export async function claimInstance(
  folder: string,
  { tell, show }: InstanceHandlers,
  meeting = openMeetingPlace(folder),
): Promise<Instance> {
  const workerSecret = randomBytes(32).toString('base64url');
  const workers = new Emitter<WorkerLine>();
  let place: Place | null = null;
  const server = createServer((socket) => {
    const line = new LineSocket<InstanceCall>(socket, instanceCallSchema);
    const first = line.onMessage.on((call) => {
      first.dispose();
      if (call.type === 'status.ask') line.end({ type: 'status.told', status: tell(), secret: place?.secret });
      else if (call.type === 'window.show')
        line.end({ type: 'window.told', isShown: show?.() ?? false, secret: place?.secret });
      else if (call.type === 'worker.hello' && call.secret === workerSecret) workers.emit(line);
      else line.dispose();
    });
  });
  place = await meeting.take(server, async (taken) => {
    const other = await askAt(taken);
    if (other === null) return;
    throw new AppError('conflict', `An agent is already running here (process ${other.pid}). Stop it first.`);
  });
  return {
    address: place.address,
    workerSecret,
    onWorker: workers,
    dispose() {
      workers.dispose();
      server.close();
    },
  };
}

/** null: no agent has this folder, or only others may know. */
export async function askInstance(folder: string, meeting = openMeetingPlace(folder)): Promise<InstanceStatus | null> {
  const place = meeting.find();
  return place && askAt(place);
}

/** Brings the window of the agent that has this folder to the front. False: there is no such agent or window. */
export async function showInstance(folder: string, meeting = openMeetingPlace(folder)): Promise<boolean> {
  const place = meeting.find();
  const other = place && (await askAt(place));
  if (place === null || other === null) return false;
  letComeForward(other.pid);
  const answer = await call(place, { type: 'window.show' });
  return answer?.type === 'window.told' && answer.isShown;
}

async function askAt(place: Place): Promise<InstanceStatus | null> {
  const answer = await call(place, { type: 'status.ask' });
  return answer?.type === 'status.told' ? answer.status : null;
}

/** null: nobody is there, or not whom the place belongs to. */
function call({ address, secret }: Place, asked: InstanceCall): Promise<InstanceAnswer | null> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const line = new LineSocket(socket, instanceAnswerSchema);
    const settle = (answer: InstanceAnswer | null): void => {
      clearTimeout(limit);
      line.dispose();
      resolve(answer);
    };
    // Whatever comes in between: a stranger may send letter by letter.
    const limit = setTimeout(() => settle(null), answerTimeoutMs);
    line.onMessage.on((answer) => settle(answer.type !== 'worker.stop' && answer.secret === secret ? answer : null));
    line.onClosed.on(() => settle(null));
    line.send(asked);
  });
}
