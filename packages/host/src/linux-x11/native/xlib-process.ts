// Xlib as this process has it: the libraries, loaded when the first desktop opens, and its error handlers, of which
// there is one set per process whatever the number of connections. Hence the one shared value of this package.

import koffi from 'koffi';
import { AppError } from '@nearhand/base';
import { type Libc, bindLibc } from './libc.ts';
import { type Pointer, loadLibrary } from '../../native/library.ts';
import { type X11, bindX11, errorEvent } from './x11.ts';
import { type Xdamage, bindXdamage } from './xdamage.ts';
import { type Xext, bindXext } from './xext.ts';
import { type Xfixes, bindXfixes } from './xfixes.ts';
import { type Xinput, bindXinput } from './xinput.ts';
import { type Xkb, bindXkb } from './xkb.ts';
import { type Xrandr, bindXrandr } from './xrandr.ts';
import { type Xselection, bindXselection } from './xselection.ts';
import { type Xtst, bindXtst } from './xtst.ts';

export interface XError {
  readonly errorCode: number;
  readonly requestCode: number;
  readonly minorCode: number;
}

/** Called inside an Xlib call: must not call Xlib and must not throw. */
export interface XErrorSink {
  onXError(error: XError): void;
  onIoError(): void;
}

export interface XlibProcess {
  readonly x11: X11;
  readonly libc: Libc;
  readonly xkb: Xkb;
  readonly xselection: Xselection;
  /** null: the library is not installed. */
  readonly xext: Xext | null;
  readonly xdamage: Xdamage | null;
  readonly xfixes: Xfixes | null;
  readonly xinput: Xinput | null;
  readonly xrandr: Xrandr | null;
  readonly xtst: Xtst | null;
  /** Who hears about errors of a connection. */
  readonly sinks: Map<Pointer, XErrorSink>;
}

let loaded: XlibProcess | undefined;

/** Throws AppError `desktop_unavailable` where the X11 libraries are missing. */
export function xlibProcess(): XlibProcess {
  loaded ??= load();
  return loaded;
}

function load(): XlibProcess {
  const x11Library = loadLibrary('libX11.so.6');
  const libcLibrary = loadLibrary('libc.so.6');
  if (!x11Library || !libcLibrary) {
    throw new AppError('desktop_unavailable', 'The X11 libraries are not installed on this computer.');
  }
  const optional = <T>(name: string, bind: (library: ReturnType<typeof koffi.load>) => T): T | null => {
    const library = loadLibrary(name);
    return library && bind(library);
  };
  const x11 = bindX11(x11Library);
  const sinks = new Map<Pointer, XErrorSink>();
  x11.setErrorHandler((display, event) =>
    sinks.get(display)?.onXError({
      errorCode: Number(koffi.decode(event, errorEvent.errorCode, 'uint8')),
      requestCode: Number(koffi.decode(event, errorEvent.requestCode, 'uint8')),
      minorCode: Number(koffi.decode(event, errorEvent.minorCode, 'uint8')),
    }),
  );
  x11.setIoErrorHandler((display) => sinks.get(display)?.onIoError());
  return {
    x11,
    libc: bindLibc(libcLibrary),
    xkb: bindXkb(x11Library),
    xselection: bindXselection(x11Library),
    xext: optional('libXext.so.6', bindXext),
    xdamage: optional('libXdamage.so.1', bindXdamage),
    xfixes: optional('libXfixes.so.3', bindXfixes),
    xinput: optional('libXi.so.6', bindXinput),
    xrandr: optional('libXrandr.so.2', bindXrandr),
    xtst: optional('libXtst.so.6', bindXtst),
    sinks,
  };
}
