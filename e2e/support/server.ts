// The server as an administrator starts it: `npm start` on a data folder of its own.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './cuttable-network.ts';
import { type RunningProcess, startProcess } from './process.ts';

export const projectFolder = join(import.meta.dirname, '..', '..');

export interface ServerOptions {
  readonly port?: number;
  readonly publicUrl?: string;
  readonly dataFolder?: string;
  readonly args?: readonly string[];
}

export class TestServer {
  readonly port: number;
  readonly url: string;
  readonly dataFolder: string;
  process: RunningProcess;
  readonly #args: readonly string[];

  private constructor(port: number, url: string, dataFolder: string, args: readonly string[]) {
    this.port = port;
    this.url = url;
    this.dataFolder = dataFolder;
    this.#args = args;
    this.process = this.#spawn();
  }

  #spawn(): RunningProcess {
    return startProcess('npm', ['start', '--silent', '--', ...this.#args], { cwd: projectFolder });
  }

  static async start(options: ServerOptions = {}): Promise<TestServer> {
    const port = options.port ?? (await freePort());
    const url = options.publicUrl ?? `http://localhost:${port}`;
    const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'nearhand-e2e-')));
    const given = options.args ?? [];
    // Building programs takes a while, and most tests need none.
    const programs = given.includes('--programs') ? [] : ['--programs', 'off'];
    const args = ['--port', String(port), '--data', dataFolder, '--public-url', url, ...programs, ...given];
    const server = new TestServer(port, url, dataFolder, args);
    await server.process.line(/Nearhand is running at/);
    return server;
  }

  /** The address with which the first administrator's account is created. */
  async setupLink(): Promise<string> {
    const match = await this.process.line(/(https?:\/\/\S+\/setup#\S+)/);
    return match[1] as string;
  }

  /** Starts again on the same data folder after it was stopped or killed. */
  async startAgain(): Promise<void> {
    this.process = this.#spawn();
    await this.process.line(/Nearhand is running at/);
  }

  /** Runs `npm run admin -- …` on this server's data and returns what it printed. */
  async admin(args: readonly string[], input = ''): Promise<string> {
    const run = startProcess('npm', ['run', '--silent', 'admin', '--', ...args, '--data', this.dataFolder], {
      cwd: projectFolder,
      input,
    });
    const code = await run.exited;
    if (code !== 0) throw new Error(`admin ${args.join(' ')} ended with ${code}:\n${run.output()}`);
    return run.output();
  }

  async stop(): Promise<void> {
    await this.process.stop();
    await rm(this.dataFolder, { recursive: true, force: true });
  }
}
