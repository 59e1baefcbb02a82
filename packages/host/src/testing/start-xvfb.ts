// A virtual X display of its own for a test: its number is chosen by the server, and it ends with the test.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Disposable } from '@nearhand/base';

export interface XvfbOptions {
  /** 1280 by 800 when left out. */
  readonly widthPx?: number;
  readonly heightPx?: number;
  /** Bits a pixel, 24 when left out. */
  readonly depth?: number;
  /** Extensions it shall lack, such as `MIT-SHM`. */
  readonly without?: readonly string[];
}

export interface Xvfb extends Disposable {
  /** As in DISPLAY, such as ":3". */
  readonly displayName: string;
  /** This process's environment with DISPLAY set and no trace of Wayland. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends it without warning and waits until it is gone. */
  kill(): Promise<void>;
}

const startTimeoutMs = 60_000;

/** Needs Debian's package xvfb. Rejects when it does not start. */
export async function startXvfb(options: XvfbOptions = {}): Promise<Xvfb> {
  const { widthPx = 1280, heightPx = 800, depth = 24, without = [] } = options;
  const screen = `${widthPx}x${heightPx}x${depth}`;
  const missing = without.flatMap((extension) => ['-extension', extension]);
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset', '-ac', ...missing],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const killWithParent = (): void => void server.kill('SIGKILL');
  process.once('exit', killWithParent);
  const gone = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  }).finally(() => process.off('exit', killWithParent));
  const displayName = `:${await readNumber(server, gone)}`;
  const { WAYLAND_DISPLAY: _wayland, XDG_SESSION_TYPE: _session, ...environment } = process.env;
  return {
    displayName,
    environment: { ...environment, DISPLAY: displayName },
    dispose: () => void server.kill(),
    async kill() {
      server.kill('SIGKILL');
      await gone;
    },
  };
}

async function readNumber(server: ChildProcess, gone: Promise<void>): Promise<string> {
  const output = server.stdio[3] as Readable;
  const timeout = AbortSignal.timeout(startTimeoutMs);
  const failure = gone.then(() => {
    throw new Error('Xvfb did not start. Is the package xvfb installed?');
  });
  let text = '';
  while (!text.includes('\n')) {
    const [chunk] = (await Promise.race([once(output, 'data', { signal: timeout }), failure])) as [Buffer];
    text += chunk.toString();
  }
  failure.catch(() => {
    // It ended after having started: that is what the test is about, or nothing.
  });
  return text.trim();
}
