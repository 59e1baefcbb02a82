// Puts a desktop of Windows together.

import { type Clock, DisposableStore, Emitter, type Logger, silentLogger, systemClock } from '@nearhand/base';
import type { Desktop } from '../ports.ts';
import { WindowsScreenCapture } from './capture/capture.ts';
import { GdiFrames } from './capture/gdi-frames.ts';
import { WindowsClipboard } from './clipboard.ts';
import { WindowsCursor } from './cursor.ts';
import { WindowsDisplays } from './displays.ts';
import { WindowsInjector } from './input/injector.ts';
import { WindowsLocalPointer } from './local-pointer.ts';
import { windowsLibraries } from './native/windows-libraries.ts';
import { WindowsObstacles } from './obstacles.ts';
import { windowsInfo } from './system-info.ts';
import { WindowsWindowFinder } from './windows.ts';

export interface WindowsDesktopOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Throws AppError `desktop_unavailable` where this is not Windows. */
export function openWindowsDesktop(options: WindowsDesktopOptions = {}): Desktop {
  const { clock = systemClock, logger = silentLogger } = options;
  const libraries = windowsLibraries();
  const { user32 } = libraries;
  const store = new DisposableStore();
  const displays = store.add(new WindowsDisplays(user32, clock));
  const capture = store.add(
    new WindowsScreenCapture({
      displays,
      clock,
      createSource: ({ bounds }) => {
        const { origin } = displays;
        return new GdiFrames(libraries, { ...bounds, x: bounds.x + origin.x, y: bounds.y + origin.y });
      },
    }),
  );
  const cursor = WindowsCursor.tryCreate(libraries, clock);
  if (cursor) store.add(cursor);
  const onLocalPointer = store.add(new WindowsLocalPointer(user32, displays, clock));
  const input = store.add(new WindowsInjector({ user32, onLocalPointer, onInjected: () => capture.expectChange() }));
  // There is no connection that could break: whatever ends the desktop ends its programs.
  const onLost = store.add(new Emitter<Error>());
  logger.info('desktop opened', { displays: displays.list().length, cursor: cursor !== null });
  return {
    info: windowsInfo(),
    displays,
    capture,
    input,
    cursor,
    clipboard: store.add(new WindowsClipboard(libraries, clock)),
    windows: new WindowsWindowFinder(user32, displays),
    obstacles: store.add(new WindowsObstacles(libraries, clock)),
    onLost,
    dispose: () => store.dispose(),
  };
}
