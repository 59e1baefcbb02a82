// Puts an X11 desktop together.

import { type Clock, DisposableStore, type Logger, silentLogger, systemClock } from '@nearhand/base';
import type { Desktop } from '../ports.ts';
import { LockWatch } from '../seat/lock-watch.ts';
import type { Seat } from '../seat/seat.ts';
import { X11ScreenCapture } from './capture.ts';
import { X11Clipboard } from './clipboard/clipboard.ts';
import { XConnection } from './connection.ts';
import { X11Cursor } from './cursor.ts';
import { X11Displays } from './displays.ts';
import { X11Injector } from './input/injector.ts';
import { X11LocalPointer } from './local-pointer.ts';
import { linuxInfo } from './system-info.ts';
import { X11WindowFinder } from './windows.ts';

export interface X11DesktopOptions {
  /** As in DISPLAY, such as ":0"; the environment's when left out. */
  readonly displayName?: string;
  /** Says whether it is locked; left out: nobody does. */
  readonly seat?: Pick<Seat, 'isLocked'> | null;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Throws AppError `desktop_unavailable` when the display cannot be opened or captured. */
export function openX11Desktop(options: X11DesktopOptions = {}): Desktop {
  const { clock = systemClock, logger = silentLogger, seat = null } = options;
  const store = new DisposableStore();
  try {
    const connection = store.add(new XConnection(options.displayName));
    const displays = store.add(new X11Displays(connection));
    const capture = new X11ScreenCapture(connection, displays);
    const cursor = X11Cursor.tryCreate(connection);
    if (cursor) store.add(cursor);
    const localPointer = X11LocalPointer.tryCreate(connection);
    if (localPointer) store.add(localPointer);
    const input = X11Injector.tryCreate(connection, clock, localPointer);
    if (input) store.add(input);
    const clipboard = X11Clipboard.tryCreate(connection, clock);
    if (clipboard) store.add(clipboard);
    logger.info('desktop opened', { displays: displays.list().length, input: input !== null, cursor: cursor !== null });
    return {
      info: linuxInfo(),
      displays,
      capture,
      input,
      cursor,
      clipboard,
      windows: new X11WindowFinder(connection),
      obstacles: seat && store.add(new LockWatch(seat, clock)),
      onLost: connection.onLost,
      dispose: () => store.dispose(),
    };
  } catch (error) {
    store.dispose();
    throw error;
  }
}
