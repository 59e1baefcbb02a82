// Windows by GTK 3, where the desktop has it: most Linux desktops do. Nothing is loaded here but the loop's wake-up.

import type { Logger } from '@nearhand/base';
import { displayTurn } from '../../native/display-turn.ts';
import { loadLibrary } from '../../native/library.ts';
import { startWorker } from '../../program/start-worker.ts';
import { ThreadedWindows } from '../threaded-windows.ts';
import type { WindowSystem } from '../window-port.ts';
import type { GtkThreadData } from './initialise-gtk.ts';
import { bindGlib } from './native/glib.ts';

export interface GtkWindowsOptions {
  /** As in DISPLAY; null: the environment's, which may be Wayland's. */
  readonly displayName: string | null;
  readonly logger: Logger;
}

/** null: GTK's base library is not installed. Whether windows can be shown is known when the first is opened. */
export function startGtkWindows({ displayName, logger }: GtkWindowsOptions): WindowSystem | null {
  const library = loadLibrary('libglib-2.0.so.0');
  if (library === null) return null;
  const glib = bindGlib(library);
  return new ThreadedWindows({
    name: 'gtk',
    start: () => {
      const workerData: GtkThreadData = { displayName, displayTurn };
      return startWorker(new URL('./gtk.worker.ts', import.meta.url), { workerData });
    },
    wake: () => glib.wakeUp(null),
    logger,
  });
}
