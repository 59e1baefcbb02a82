// What other programs on an X display do with the clipboard: xclip copies and pastes, and a client of its own stands for a
// password manager and for a program that has stopped answering.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Disposable, DisposableStore, systemClock, utf8 } from '@nearhand/base';
import { SelectionOwner } from '../linux-x11/clipboard/selection-owner.ts';
import { SelectionWindow } from '../linux-x11/clipboard/selection-window.ts';
import { XConnection } from '../linux-x11/connection.ts';
import type { Xvfb } from './start-xvfb.ts';

export interface ClipboardPrograms extends Disposable {
  copy(text: string): Promise<void>;
  copySecret(text: string): Promise<void>;
  /** Takes the clipboard and answers nobody. */
  takeInSilence(): Promise<void>;
  /** null: there is nothing to paste. */
  paste(): Promise<string | null>;
}

/** Needs Debian's package xclip. */
export function openClipboardPrograms(xvfb: Pick<Xvfb, 'displayName' | 'environment'>): ClipboardPrograms {
  const store = new DisposableStore();
  const xclip = (...options: string[]) => {
    const args = ['-selection', 'clipboard', ...options];
    const child = spawn('xclip', args, { env: { ...xvfb.environment }, stdio: ['pipe', 'pipe', 'ignore'] });
    store.defer(() => void child.kill());
    return child;
  };
  const connect = (): SelectionWindow => {
    const connection = store.add(new XConnection(xvfb.displayName));
    return store.add(new SelectionWindow(connection, 'CLIPBOARD'));
  };
  return {
    async copy(text) {
      // Stays in front until somebody else copies; it has the clipboard once it owns it.
      const child = xclip('-in', '-quiet', '-target', 'UTF8_STRING');
      child.stdin.end(text);
      await takenBySomebodyElse(connect(), child);
    },
    async copySecret(text) {
      const window = connect();
      const owner = store.add(new SelectionOwner(window, systemClock));
      const type = window.atom('UTF8_STRING');
      const hint = window.atom('x-kde-passwordManagerHint');
      const values = [
        [type, { type, bytes: utf8.encode(text) }],
        [hint, { type: hint, bytes: utf8.encode('secret') }],
      ] as const;
      if (!owner.offer(new Map(values))) throw new Error('The clipboard cannot be taken.');
    },
    async takeInSilence() {
      const { connection, id, selection } = connect();
      connection.libraries.xselection.setOwner(connection.display, selection, id, 0);
      connection.sync();
    },
    async paste() {
      const child = xclip('-out', '-target', 'UTF8_STRING');
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      const [code] = await once(child, 'close');
      return code === 0 ? Buffer.concat(chunks).toString() : null;
    },
    dispose: () => store.dispose(),
  };
}

/** Resolves when another window than before owns the clipboard; rejects when the program ends before. */
async function takenBySomebodyElse(window: SelectionWindow, program: ReturnType<typeof spawn>): Promise<void> {
  const { connection, selection } = window;
  const owner = (): number => connection.libraries.xselection.getOwner(connection.display, selection);
  const before = owner();
  while (owner() === before) {
    if (program.exitCode !== null) throw new Error('xclip has ended. Is the package xclip installed?');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
