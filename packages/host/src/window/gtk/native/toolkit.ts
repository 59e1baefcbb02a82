// Everything of GTK that a window's thread needs, loaded once in that thread.

import { AppError } from '@nearhand/base';
import { keepLoaded, loadLibrary } from '../../../native/library.ts';
import { type Cairo, type Gdk, bindCairo, bindGdk } from './gdk.ts';
import { type Glib, type Gobject, bindGlib, bindGobject } from './glib.ts';
import { type Atk, type Gtk, bindAtk, bindGtk } from './gtk.ts';

export interface Toolkit {
  readonly gtk: Gtk;
  readonly gdk: Gdk;
  readonly glib: Glib;
  readonly gobject: Gobject;
  readonly cairo: Cairo;
  readonly atk: Atk;
}

/** Throws AppError `desktop_unavailable` where GTK 3 is not installed. */
export function loadToolkit(): Toolkit {
  // What GTK keeps for the thread is freed when the thread is gone, and the thread's own hold on GTK with it.
  keepLoaded('libgtk-3.so.0');
  return {
    glib: bindGlib(required('libglib-2.0.so.0')),
    gobject: bindGobject(required('libgobject-2.0.so.0')),
    gtk: bindGtk(required('libgtk-3.so.0')),
    gdk: bindGdk(required('libgdk-3.so.0')),
    cairo: bindCairo(required('libcairo.so.2')),
    atk: bindAtk(required('libatk-1.0.so.0')),
  };
}

function required(name: string): NonNullable<ReturnType<typeof loadLibrary>> {
  const library = loadLibrary(name);
  if (library === null) throw new AppError('desktop_unavailable', `${name} is not installed.`);
  return library;
}
