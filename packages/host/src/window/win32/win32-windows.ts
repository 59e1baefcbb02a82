// Windows made with what every Windows has: standard controls in the system's font.

import type { Logger } from '@nearhand/base';
import { loadLibrary, type Pointer } from '../../native/library.ts';
import { startWorker } from '../../program/start-worker.ts';
import { ThreadedWindows } from '../threaded-windows.ts';
import type { WindowSystem } from '../window-port.ts';
import { message } from './native/windowing.ts';

/** null: this is not Windows. */
export function startWin32Windows(logger: Logger): WindowSystem | null {
  const library = loadLibrary('user32.dll');
  if (library === null) return null;
  const post = library.func('int PostMessageW(void *window, uint32_t message, uint64_t w, int64_t l)') as (
    window: Pointer,
    message: number,
    wide: number,
    long: number,
  ) => number;
  return new ThreadedWindows({
    name: 'win32',
    start: () => startWorker(new URL('./win32.worker.ts', import.meta.url)),
    wake: (handle) => void post(BigInt(handle), message.wake, 0, 0),
    logger,
  });
}
