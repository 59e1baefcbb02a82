// Runs the server's own PostgreSQL: a child process that listens on a Unix socket in a private folder only, restarted
// when it dies, stopped with the server.

import { type ChildProcess, spawn } from 'node:child_process';
import pg from 'pg';
import { AppError, type Clock, type Logger } from '@nearhand/base';
import type { DatabaseTarget } from '../connect.ts';
import { findPrograms } from './binaries.ts';
import { type ClusterOptions, databaseName, databaseUser, ensureCluster } from './cluster.ts';
import { locateCluster, makeSocketFolder } from './location.ts';
import { stopOrphan } from './running-postmaster.ts';
import { findIdentity, ownerOf } from './system-user.ts';

const port = 5432;
const readyLine = 'database system is ready to accept connections';
const startTimeoutMs = 60_000;
const firstRetryMs = 100;
const longestRetryMs = 5000;

export interface EmbeddedPostgresOptions {
  /** Exists; see data-folder.ts. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** More settings as `name=value`, for tests. */
  readonly settings?: readonly string[];
}

export class EmbeddedPostgres {
  readonly #options: EmbeddedPostgresOptions;
  readonly #files: ClusterOptions;
  readonly #sockets: string;
  #child: ChildProcess | null = null;
  #stopping = false;
  #exited: Promise<void> = Promise.resolve();
  #restarting: Promise<void> = Promise.resolve();
  #retryMs = firstRetryMs;

  private constructor(options: EmbeddedPostgresOptions, files: ClusterOptions, sockets: string) {
    this.#options = options;
    this.#files = files;
    this.#sockets = sockets;
  }

  /** Resolves when the database takes connections. Throws AppError with a message for the host. */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const user = await findIdentity();
    const location = await locateCluster(options.dataFolder, user);
    const identity = await ownerOf(location.cluster, user);
    const sockets = await makeSocketFolder(location.sockets, identity);
    if (location.outside)
      options.logger.warn('The database is kept outside of the data folder', { folder: location.cluster });
    const programs = await findPrograms(location.copies, identity);
    const files: ClusterOptions = { cluster: location.cluster, programs, identity };
    await ensureCluster(files);
    const embedded = new EmbeddedPostgres(options, files, sockets);
    await stopOrphan(files, options.logger);
    await embedded.#launch();
    await embedded.#createDatabase();
    return embedded;
  }

  get target(): DatabaseTarget {
    return { host: this.#sockets, port, user: databaseUser, database: databaseName };
  }

  /** Process id of PostgreSQL's main process; null while it is down. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Ends connections and waits until everything is on disk. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#child?.kill('SIGINT');
    await this.#exited;
    await this.#restarting;
  }

  async #launch(): Promise<void> {
    const giveUpAtMs = this.#options.clock.monotonicMs() + startTimeoutMs;
    for (;;) {
      if (this.#stopping) throw new AppError('unavailable', 'The server is stopping.');
      const failure = await this.#spawn();
      if (failure === null) return;
      // A killed main process leaves its helpers for a moment; they hold the shared memory.
      const passing = /shared memory block|lock file .* already exists/.test(failure);
      if (!passing || this.#options.clock.monotonicMs() > giveUpAtMs) {
        throw new AppError('unavailable', `The database does not start: ${reason(failure)}`, {
          details: { output: failure },
        });
      }
      await this.#pause(firstRetryMs);
    }
  }

  /** Null once ready, otherwise what the process said before it ended. */
  #spawn(): Promise<string | null> {
    const { cluster, programs, identity } = this.#files;
    const settings = [
      'listen_addresses=',
      `unix_socket_directories=${this.#sockets}`,
      'unix_socket_permissions=0700',
      `port=${port}`,
      'fsync=on',
      'synchronous_commit=on',
      'full_page_writes=on',
      'max_connections=60',
      'shared_buffers=64MB',
      'logging_collector=off',
      'log_destination=stderr',
      'timezone=UTC',
      'log_timezone=UTC',
      ...(this.#options.settings ?? []),
    ];
    const child = spawn(programs.postgres, ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])], {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC' },
      // Its own process group: Ctrl-C in a terminal is for the server, which then stops the database in order.
      detached: true,
      ...identity,
    });
    this.#child = child;
    return new Promise((resolve) => {
      let output = '';
      let ready = false;
      child.stderr.on('data', (chunk: Buffer) => {
        this.#logOutput(chunk.toString());
        if (ready) return;
        output = (output + chunk.toString()).slice(-8000);
        if (output.includes(readyLine)) {
          ready = true;
          this.#retryMs = firstRetryMs;
          resolve(null);
        }
      });
      this.#exited = new Promise((exited) => {
        const ended = (how: string): void => {
          this.#child = null;
          exited();
          if (ready) this.#lost(how);
          else resolve(`${output}\n${how}`);
        };
        child.once('error', (error) => ended(error.message));
        child.once('exit', (exitCode, signal) => ended(`ended with ${signal ?? exitCode ?? 'nothing'}`));
      });
    });
  }

  #lost(how: string): void {
    if (this.#stopping) return;
    this.#options.logger.error('The database ended by itself; starting it again', { how });
    this.#restarting = this.#restart();
  }

  async #restart(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#launch();
        this.#options.logger.info('The database runs again');
        return;
      } catch (error) {
        if (this.#stopping) return;
        this.#options.logger.error('The database does not come back; trying again', { error });
        await this.#pause(this.#retryMs);
        this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
      }
    }
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#options.clock.setTimer(delayMs, resolve);
    });
  }

  #logOutput(text: string): void {
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue;
      if (/\b(FATAL|PANIC):/.test(line)) this.#options.logger.warn('PostgreSQL', { line });
      else this.#options.logger.debug('PostgreSQL', { line });
    }
  }

  async #createDatabase(): Promise<void> {
    const client = new pg.Client({ ...this.target, database: 'postgres' });
    await client.connect();
    try {
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
      if (rowCount === 0) await client.query(`create database ${databaseName}`);
    } finally {
      await client.end();
    }
  }
}

function reason(output: string): string {
  const fatal = output.split('\n').findLast((line) => /\b(FATAL|PANIC):/.test(line));
  return fatal?.replace(/^.*(FATAL|PANIC):\s*/, '') ?? output.trim().slice(-300);
}
