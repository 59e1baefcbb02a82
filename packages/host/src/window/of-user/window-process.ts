// The process that draws windows for a service of the whole computer, with the rights of whoever sits there: carries lines
// between the service and the thread that GTK lives in. Decides nothing.

import { Socket } from 'node:net';
import { displayTurn } from '../../native/display-turn.ts';
import { loadLibrary } from '../../native/library.ts';
import { startWorker } from '../../program/start-worker.ts';
import type { GtkThreadData } from '../gtk/initialise-gtk.ts';
import { bindGlib } from '../gtk/native/glib.ts';
import type { ToWindowThread } from '../window-messages.ts';
import { readLines, writeLine } from './lines.ts';
import { lineDescriptor } from './user-windows.ts';

/** The service is trusted; this only bounds what is held. */
const maxCharacters = 10_000_000;

/** Resolves when the service or the display is gone. */
export function runWindowProcess(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const line = new Socket({ fd: lineDescriptor });
  const library = loadLibrary('libglib-2.0.so.0');
  if (library === null) {
    writeLine(line, { type: 'failed', reason: 'GTK is not installed' });
    line.end(resolve);
    return promise;
  }
  const glib = bindGlib(library);
  const workerData: GtkThreadData = { displayName: process.env['DISPLAY'] ?? null, displayTurn };
  const thread = startWorker(new URL('../gtk/gtk.worker.ts', import.meta.url), { workerData });
  const say = (message: ToWindowThread): void => {
    thread.postMessage(message);
    glib.wakeUp(null);
  };
  thread.on('message', (message) => writeLine(line, message));
  thread.on('error', () => resolve());
  thread.on('exit', () => line.end(resolve));
  readLines(line, maxCharacters, {
    // It has what the service made of its own types.
    take: (value) => say(value as ToWindowThread),
    end: () => {
      say({ type: 'stop' });
      // A thread that hangs in GTK shall not keep the windows on the screen.
      process.exit();
    },
  });
  return promise;
}
