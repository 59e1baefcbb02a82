// The agent as a customer's machine runs it, from source.

import { cp, lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningProcess, startProcess } from './process.ts';
import { projectFolder } from './server.ts';

export class TestAgent {
  readonly process: RunningProcess;
  readonly home: string;

  private constructor(process: RunningProcess, home: string) {
    this.process = process;
    this.home = home;
  }

  static async start(options: {
    readonly server: string;
    readonly args: readonly string[];
    readonly display?: string;
    /** Kept from an earlier run of the same machine. */
    readonly home?: string;
    readonly environment?: Readonly<Record<string, string>>;
  }): Promise<TestAgent> {
    const home = options.home ?? (await mkdtemp(join(tmpdir(), 'nearhand-home-')));
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
    const run = startProcess(
      'npm',
      [
        'run',
        '--silent',
        'agent',
        '--',
        '--server',
        options.server,
        '--no-browser',
        '--language',
        'en',
        ...options.args,
      ],
      {
        cwd: projectFolder,
        env: {
          ...env,
          HOME: home,
          XDG_RUNTIME_DIR: home,
          XDG_STATE_HOME: join(home, 'state'),
          ...options.environment,
          ...(options.display === undefined ? {} : { DISPLAY: options.display }),
        },
      },
    );
    return new TestAgent(run, home);
  }

  /** Where the customer reads who wants to help, and decides. */
  async consentPage(): Promise<string> {
    const match = await this.process.line(/Open (http:\/\/127\.0\.0\.1:\d+\/\S+) in your browser/);
    return match[1] as string;
  }

  /** A home folder with everything that this agent keeps. */
  async copyHome(): Promise<string> {
    const copy = await mkdtemp(join(tmpdir(), 'nearhand-home-'));
    // A socket is where this one can be found, not what it keeps.
    await cp(this.home, copy, { recursive: true, filter: async (path) => !(await lstat(path)).isSocket() });
    return copy;
  }

  async stop(): Promise<void> {
    await this.process.stop();
    await rm(this.home, { recursive: true, force: true });
  }
}
