// libX11's settings that belong to the whole process, for libraries that set them too: GTK's handlers end the process.

import koffi, { type LibraryHandle } from 'koffi';
import type { Pointer } from '../../native/library.ts';

export function bindProcessWide(library: LibraryHandle) {
  const setError = library.func('void *XSetErrorHandler(void *handler)') as (h: Pointer | null) => Pointer;
  const setIoError = library.func('void *XSetIOErrorHandler(void *handler)') as (h: Pointer | null) => Pointer;
  // Takes a display, returns a number, does nothing.
  const harmless = library.symbol('XConnectionNumber') as Pointer;
  const current = (set: typeof setError): Pointer => {
    const before = set(null);
    // The system's own ends the process.
    const systems = set(before);
    return before === systems ? harmless : before;
  };
  return {
    /** Before any other call of Xlib in the process; later ones do nothing. */
    allowThreads: library.func('int XInitThreads(void)') as () => number,
    /** Runs `work`, which may set handlers; afterwards those from before are back, or harmless ones where there were none. */
    keepingHandlers<T>(work: () => T): T {
      const before = [current(setError), current(setIoError)] as const;
      try {
        return work();
      } finally {
        setError(before[0]);
        setIoError(before[1]);
      }
    },
    onConnectionEnd: bindConnectionEnd(library),
  };
}

/** null before libX11 1.7: there a broken connection ends the process. */
function bindConnectionEnd(library: LibraryHandle) {
  const proto = koffi.proto('void (void *d, void *data)');
  try {
    const set = library.func('XSetIOErrorExitHandler', 'void', ['void *', koffi.pointer(proto), 'void *']) as (
      d: Pointer,
      handler: bigint,
      data: null,
    ) => void;
    return (display: Pointer, handler: () => void): void =>
      set(display, koffi.register(handler, koffi.pointer(proto)), null);
  } catch {
    // The symbol is missing.
    return null;
  }
}
