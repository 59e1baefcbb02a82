// Child processes with their output as lines to wait for.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface RunningProcess {
  readonly child: ChildProcess;
  /** The first line, past or future, that fits; rejects when the process ends before. */
  line(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Everything written so far, for failure messages. */
  output(): string;
  /** Ends it with a signal and waits until it is gone. Idempotent. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  readonly exited: Promise<number | null>;
}

export function startProcess(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly input?: string } = {},
): RunningProcess {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input ?? '');
  const lines: string[] = [];
  const waiting = new Set<{
    pattern: RegExp;
    resolve: (match: RegExpMatchArray) => void;
    reject: (error: Error) => void;
  }>();
  const onLine = (line: string) => {
    lines.push(line);
    for (const wait of waiting) {
      const match = line.match(wait.pattern);
      if (!match) continue;
      waiting.delete(wait);
      wait.resolve(match);
    }
  };
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', onLine);
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => {
    const gone = new Error(`${command} ended with ${code}:\n${lines.slice(-40).join('\n')}`);
    for (const wait of waiting) wait.reject(gone);
    waiting.clear();
    return code ?? null;
  });
  return {
    child,
    exited,
    output: () => lines.join('\n'),
    line(pattern) {
      for (const line of lines) {
        const match = line.match(pattern);
        if (match) return Promise.resolve(match);
      }
      if (child.exitCode !== null || child.signalCode !== null) {
        return Promise.reject(new Error(`${command} is gone:\n${lines.slice(-40).join('\n')}`));
      }
      return new Promise((resolve, reject) => waiting.add({ pattern, resolve, reject }));
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
    },
  };
}
