// A real X program that writes down what is typed into it: xterm with its input in a file, byte for byte.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Disposable } from '@nearhand/base';
import type { Xvfb } from './start-xvfb.ts';

const run = promisify(execFile);
const pollMs = 15;

export interface Terminal extends Disposable {
  /** What the program in the terminal has read so far. */
  received(): string;
  /** Resolves with it once it has at least as many characters as `text`, or after the time is over with what there is. */
  until(text: string, timeoutMs?: number): Promise<string>;
  forget(): void;
}

/** What xterm writes for a press, a movement with a button down, and a release: the button, column and row. */
export const mouseReport = {
  press: (column: number, row: number) => `\x1b[<0;${column};${row}M`,
  drag: (column: number, row: number) => `\x1b[<32;${column};${row}M`,
  release: (column: number, row: number) => `\x1b[<0;${column};${row}m`,
} as const;
/** Ctrl+V pastes, as in most programs. */
const pasting = ['-xrm', 'XTerm*VT100.translations: #override Ctrl<Key>v: insert-selection(CLIPBOARD)'];
const reportMouse = "printf '\\033[?1002h\\033[?1006h'; ";

/**
 * Needs Debian's package xterm. The terminal covers the display from 0,0; the pointer must be over it to type. With
 * `mouse` its program reads presses too, with
 * `pastes` Ctrl+V types the clipboard.
 */
export async function openTerminal(xvfb: Xvfb, { mouse = false, pastes = false } = {}): Promise<Terminal> {
  const folder = mkdtempSync(join(tmpdir(), 'nearhand-terminal-'));
  const file = join(folder, 'received');
  const xterm = spawn(
    'xterm',
    [
      '-u8',
      ...(pastes ? pasting : []),
      '-geometry',
      '100x30+0+0',
      '-e',
      'sh',
      '-c',
      `${mouse ? reportMouse : ''}stty raw -echo; exec cat > '${file}'`,
    ],
    { env: { ...xvfb.environment, LC_ALL: 'C.UTF-8' }, stdio: 'ignore' },
  );
  await Promise.race([sizeReached(file, 0), failed(xterm)]);
  let start = 0;
  const received = (): string => readFileSync(file).subarray(start).toString('utf8');
  return {
    received,
    async until(text, timeoutMs = 10_000) {
      const bytes = start + Buffer.byteLength(text);
      await sizeReached(file, bytes, timeoutMs);
      return received();
    },
    forget() {
      start = statSync(file).size;
    },
    dispose() {
      xterm.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Sets the keyboard layout of a display, such as `de`, `us,fr` for two groups, or `us`, `altgr-intl`. Needs Debian's package x11-xkb-utils. */
export async function setLayout(xvfb: Xvfb, layout: string, variant = ''): Promise<void> {
  await run('setxkbmap', ['-layout', layout, '-variant', variant, '-option', ''], { env: { ...xvfb.environment } });
}

async function sizeReached(file: string, bytes: number, timeoutMs = 60_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? -1;
    if (size >= bytes) return;
    await delay(pollMs);
  }
}

async function failed(program: ChildProcess): Promise<never> {
  await once(program, 'exit');
  throw new Error('xterm did not start. Is the package xterm installed?');
}
