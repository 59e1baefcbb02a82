// A program in the session of the person at the computer, with this process's own rights: a service is in a session of its
// own, which shows nothing. Only LocalSystem may do that.

import { AppError, type Clock, repeat } from '@nearhand/base';
import { loadLibrary, type Pointer } from '../../native/library.ts';
import { bindProcesses, type Processes } from '../../windows/native/processes.ts';
import type { SessionCommand, SessionProcess } from '../ports.ts';
import { quotedWord } from './quoted-word.ts';

const lookMs = 200;
const killed = 1;

let bound: Processes | undefined;

/** Throws AppError `unavailable` where this is not Windows. */
export function processes(): Processes {
  if (bound === undefined) {
    const [kernel32, advapi32] = [loadLibrary('kernel32.dll'), loadLibrary('advapi32.dll')];
    if (kernel32 === null || advapi32 === null)
      throw new AppError('unavailable', 'The libraries of Windows are missing.');
    bound = bindProcesses(kernel32, advapi32);
  }
  return bound;
}

export function startInSession(session: number, command: SessionCommand, clock: Clock): SessionProcess {
  const handle = create(processes(), session, command);
  if (handle === null) {
    const refused = new AppError('unavailable', `Windows did not let a program be started in session ${session}.`);
    return { ended: Promise.reject(refused), kill() {} };
  }
  return new RunningProcess(processes(), handle, clock);
}

function create(native: Processes, session: number, command: SessionCommand): Pointer | null {
  const token = native.ownTokenIn(session);
  if (token === null) return null;
  const { file, words, environment, folder } = command;
  const variables = Object.entries(environment)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}\0`)
    .toSorted();
  try {
    return native.createProcess(token, {
      file,
      commandLine: wide(`${[file, ...words].map(quotedWord).join(' ')}\0`),
      environment: wide(`${variables.join('')}\0`),
      folder,
    });
  } finally {
    native.closeHandle(token);
  }
}

function wide(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le');
}

class RunningProcess implements SessionProcess {
  readonly #native: Processes;
  readonly #handle: Pointer;
  #hasEnded = false;
  readonly ended: Promise<number>;

  constructor(native: Processes, handle: Pointer, clock: Clock) {
    this.#native = native;
    this.#handle = handle;
    this.ended = new Promise((resolve) => {
      const looking = repeat(clock, lookMs, () => {
        if (native.waitFor(handle, 0) !== 0) return;
        looking.dispose();
        this.#hasEnded = true;
        const code: [number] = [killed];
        native.exitCode(handle, code);
        native.closeHandle(handle);
        resolve(code[0]);
      });
    });
  }

  kill(): void {
    if (!this.#hasEnded) this.#native.terminate(this.#handle, killed);
  }
}
