// Runs the demo agent as a child process for as long as the server runs: started again with growing pauses when it ends,
// stopped with the server. What it says goes to the log.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Clock, Disposable, Logger } from '@nearhand/base';

const firstPauseMs = 500;
const longestPauseMs = 60_000;
/** Having run this long, the next failure counts as the first. */
const steadyMs = 30_000;
const killAfterMs = 3_000;

export interface DemoAgentOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The agent's main file. */
  readonly program: string;
  readonly commandLine: readonly string[];
  readonly secret: string;
}

export class DemoAgent implements Disposable {
  readonly #options: DemoAgentOptions;
  #child: ChildProcess | null = null;
  #timer: Disposable | null = null;
  #pauseMs = firstPauseMs;
  #stopped = false;

  constructor(options: DemoAgentOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock, logger, program, commandLine, secret } = this.#options;
    const startedMs = clock.monotonicMs();
    const child = spawn(process.execPath, [program, ...commandLine], {
      // Its input says that this server lives: the demo agent ends when it does.
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', NEARHAND_DEMO_SECRET: secret },
    });
    this.#child = child;
    // Said with its end, so that whoever reads of it knows why.
    let lastLine = '';
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        if (line !== '') lastLine = line;
        logger.debug('demo agent', { line });
      });
    }
    child.once('error', (error) => logger.warn('the demo agent cannot be started', { error }));
    // After `error` too, where the process never began.
    child.once('close', (exitCode, signal) => {
      this.#child = null;
      if (this.#stopped) return;
      if (clock.monotonicMs() - startedMs > steadyMs) this.#pauseMs = firstPauseMs;
      logger.warn('the demo agent ended', { exitCode, signal, lastLine, startsAgainInMs: this.#pauseMs });
      this.#timer = clock.setTimer(this.#pauseMs, () => this.start());
      this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
    });
  }

  /** Waits for its end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.dispose();
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill('SIGTERM');
    const killer = this.#options.clock.setTimer(killAfterMs, () => child.kill('SIGKILL'));
    await ended;
    killer.dispose();
  }

  dispose(): void {
    this.#stopped = true;
    this.#timer?.dispose();
    this.#child?.kill('SIGKILL');
  }
}
