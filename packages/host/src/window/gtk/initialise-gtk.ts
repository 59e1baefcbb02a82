// Starts GTK beside an Xlib that the rest of the process uses too: what others set for the whole process stays as it was,
// and a display that ends takes nothing but the windows with it.

import { existsSync, rmdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@nearhand/base';
import { inTurn } from '../../native/display-turn.ts';
import { loadLibrary } from '../../native/library.ts';
import { bindProcessWide } from '../../linux-x11/native/process-wide.ts';
import { type Toolkit, loadToolkit } from './native/toolkit.ts';

export interface RunningGtk {
  readonly toolkit: Toolkit;
  /** The display ended: GTK must not be called any more. */
  readonly isLost: () => boolean;
}

/** What the thread is started with. */
export interface GtkThreadData {
  /** null: the environment's. */
  readonly displayName: string | null;
  readonly displayTurn: Int32Array;
}

/** Throws AppError `desktop_unavailable`. */
export function initialiseGtk({ displayName, displayTurn }: GtkThreadData): RunningGtk {
  const toolkit = loadToolkit();
  const { gdk, glib, gtk } = toolkit;
  const x11 = loadLibrary('libX11.so.6');
  const xlib = x11 && bindProcessWide(x11);
  if (displayName !== null) {
    glib.setEnvironment('DISPLAY', displayName, 1);
    glib.setEnvironment('GDK_BACKEND', 'x11', 1);
  }
  // Windows of texts and buttons need no graphics card: looking for one loads 50 MB of drivers.
  glib.setEnvironment('GDK_GL', 'disable', 1);
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const hadCache = existsSync(cache);
  xlib?.allowThreads();
  const initialise = (): number => inTurn(displayTurn, () => gtk.initialise(null, null));
  const isOpen = (xlib ? xlib.keepingHandlers(initialise) : initialise()) !== 0;
  const display = isOpen ? gdk.defaultDisplay() : null;
  if (display === null) {
    // Looking for a display of the last kind it knows, GTK makes this folder.
    if (!hadCache) removeEmpty(cache);
    throw new AppError('desktop_unavailable', 'GTK cannot open the display.');
  }
  let isLost = false;
  const native = gdk.xDisplay(display);
  if (native !== null) {
    xlib?.onConnectionEnd?.(native, () => {
      isLost = true;
    });
  }
  return { toolkit, isLost: () => isLost };
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It was not made, or others keep something there by now.
  }
}
