// One worker as the supervisor sees it: a process in the desktop it was started for, the line it reports on, its end.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type Clock, type Disposable, Emitter, type Event, messageOf } from '@nearhand/base';
import { type DesktopSession, desktopUserVariable, type OwnProgram, type SessionProcess } from '@nearhand/host';
import type { Instance, WorkerLine } from '../instance/claim-instance.ts';
import type { AgentReport } from '../instance/instance-messages.ts';
import { exitCodes } from '../machine.ts';

/** For telling the viewers; then it is ended. */
const partingMs = 5000;

export interface WorkerEnd {
  /** null: it was killed. */
  readonly exitCode: number | null;
  /** The last of what it wrote to its standard error: where a crash says why. */
  readonly lastWords: string;
}

/** The server does not want it, or its files are wrong: starting it again at once changes nothing. */
export function needsPerson({ exitCode }: WorkerEnd): boolean {
  return exitCode === exitCodes.refused || exitCode === exitCodes.commandLine;
}

export interface WorkerProcess extends Disposable {
  readonly ended: Promise<WorkerEnd>;
  /** null: it has not said yet how it is. */
  readonly report: AgentReport | null;
  readonly onReport: Event<AgentReport>;
  /** In order; resolves when it has ended. */
  stop(): Promise<void>;
}

export interface WorkerPlan {
  readonly program: OwnProgram;
  readonly dataFolder: string;
  /** null: there is no desktop. */
  readonly session: DesktopSession | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Names of the environment that say where the supervisor is. */
export const workerEnvironment = { address: 'NEARHAND_SUPERVISOR', secret: 'NEARHAND_SUPERVISOR_SECRET' } as const;
/** What belongs to a desktop: a worker has those of its own or none. */
const ofDesktops = [
  desktopUserVariable,
  'DISPLAY',
  'XAUTHORITY',
  'WAYLAND_DISPLAY',
  'XDG_SESSION_TYPE',
  'XDG_RUNTIME_DIR',
];
const maxLastWords = 2000;

export function startWorkerProcess(plan: WorkerPlan, instance: Instance, clock: Clock): WorkerProcess {
  const { program, dataFolder, session } = plan;
  const words = [...program.words, 'work', '--data', dataFolder];
  const environment = environmentOf(plan, instance);
  const running =
    session?.start === undefined
      ? startChild(program.file, words, { env: environment, cwd: dataFolder })
      : startElsewhere(session.start({ file: program.file, words, environment, folder: dataFolder }));
  return new StartedWorker(running, instance, clock);
}

interface Running {
  readonly ended: Promise<WorkerEnd>;
  kill(): void;
}

function startChild(file: string, words: readonly string[], options: { env: NodeJS.ProcessEnv; cwd: string }): Running {
  let child: ChildProcessByStdio<null, null, Readable>;
  try {
    child = spawn(file, words, { ...options, stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true });
  } catch (error) {
    // What cannot be started at all is thrown (a file that is still being written), what can fail later is an event.
    return { ended: Promise.resolve({ exitCode: null, lastWords: messageOf(error) }), kill() {} };
  }
  let lastWords = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-maxLastWords);
  });
  const ended = new Promise<WorkerEnd>((resolve) => {
    child.once('error', (error) => resolve({ exitCode: null, lastWords: error.message }));
    child.once('close', (exitCode) => resolve({ exitCode, lastWords: lastWords.trim() }));
  });
  return { ended, kill: () => void child.kill('SIGKILL') };
}

/** What it writes is not heard; its own log has it. */
function startElsewhere(process: SessionProcess): Running {
  const ended = process.ended.then(
    (exitCode) => ({ exitCode, lastWords: '' }),
    (error: unknown) => ({ exitCode: null, lastWords: messageOf(error) }),
  );
  return { ended, kill: () => process.kill() };
}

function environmentOf({ session, environment }: WorkerPlan, instance: Instance): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !ofDesktops.includes(name));
  return {
    ...Object.fromEntries(kept),
    ...session?.environment,
    [workerEnvironment.address]: instance.address,
    [workerEnvironment.secret]: instance.workerSecret,
  };
}

class StartedWorker implements WorkerProcess {
  readonly #running: Running;
  readonly #clock: Clock;
  readonly #reports = new Emitter<AgentReport>();
  readonly #listening: Disposable;
  #line: WorkerLine | null = null;
  #report: AgentReport | null = null;
  #isStopping = false;

  readonly ended: Promise<WorkerEnd>;
  readonly onReport: Event<AgentReport> = this.#reports;

  constructor(running: Running, instance: Instance, clock: Clock) {
    this.#running = running;
    this.#clock = clock;
    this.#listening = instance.onWorker.on((line) => this.#take(line));
    this.ended = running.ended;
    void this.ended.then(() => this.#release());
  }

  get report(): AgentReport | null {
    return this.#report;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#line?.send({ type: 'worker.stop' });
    const limit = this.#clock.setTimer(partingMs, () => this.dispose());
    await this.ended;
    limit.dispose();
  }

  dispose(): void {
    this.#running.kill();
  }

  #take(line: WorkerLine): void {
    this.#line?.dispose();
    this.#line = line;
    line.onMessage.on((call) => {
      if (call.type !== 'worker.report') return line.dispose();
      this.#report = call.report;
      this.#reports.emit(call.report);
    });
    // Told before it could listen.
    if (this.#isStopping) line.send({ type: 'worker.stop' });
  }

  #release(): void {
    this.#listening.dispose();
    this.#line?.dispose();
    this.#reports.dispose();
  }
}
