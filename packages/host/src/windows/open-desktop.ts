// Puts a desktop of Windows together.

import { AppError, type Clock, DisposableStore, Emitter, type Logger, silentLogger, systemClock } from '@nearhand/base';
import type { Display } from '@nearhand/protocol';
import type { Desktop } from '../ports.ts';
import { WindowsScreenCapture } from './capture/capture.ts';
import { DisplayFrames } from './capture/display-frames.ts';
import { type DuplicationMemory, Duplications } from './capture/duplication/duplications.ts';
import { type OutputPlace, openDuplication } from './capture/duplication/open-duplication.ts';
import { GdiFrames } from './capture/gdi-frames.ts';
import { WindowsClipboard } from './clipboard.ts';
import { WindowsCursor } from './cursor.ts';
import { WindowsDisplays, deviceOf } from './displays.ts';
import { WindowsInjector } from './input/injector.ts';
import { WindowsLocalPointer } from './local-pointer.ts';
import { type GraphicsCalls, loadGraphics } from './native/graphics-calls.ts';
import { type WindowsLibraries, windowsLibraries } from './native/windows-libraries.ts';
import { WindowsObstacles } from './obstacles.ts';
import { windowsInfo } from './system-info.ts';
import { WindowsWindowFinder } from './windows.ts';

export interface WindowsDesktopOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** What earlier desktops of this program found out. */
  readonly duplicationMemory?: DuplicationMemory;
}

/** Throws AppError `desktop_unavailable` where this is not Windows. */
export function openWindowsDesktop(options: WindowsDesktopOptions = {}): Desktop {
  const { clock = systemClock, logger = silentLogger, duplicationMemory: memory = new Map() } = options;
  const libraries = windowsLibraries();
  const { user32 } = libraries;
  const store = new DisposableStore();
  const displays = store.add(new WindowsDisplays(user32, clock));
  const capture = store.add(openCapture({ libraries, displays, clock, logger, memory, store }));
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

interface CaptureParts {
  readonly libraries: WindowsLibraries;
  readonly displays: WindowsDisplays;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly memory: DuplicationMemory;
  readonly store: DisposableStore;
}

function openCapture({ libraries, displays, clock, logger, memory, store }: CaptureParts): WindowsScreenCapture {
  let graphics: Promise<GraphicsCalls | null> | undefined;
  const duplications = store.add(
    new Duplications({
      clock,
      logger,
      memory,
      async open(place, signal) {
        graphics ??= loadGraphics(libraries.kernel32);
        const calls = await graphics;
        if (calls === null) throw new AppError('desktop_unavailable', 'Direct3D 11 is missing');
        return openDuplication({ calls, clock }, place, signal);
      },
    }),
  );
  const placeOf = (display: Display): OutputPlace => {
    const [{ origin }, { bounds }] = [displays, display];
    return { device: deviceOf(display), bounds: { ...bounds, x: bounds.x + origin.x, y: bounds.y + origin.y } };
  };
  return new WindowsScreenCapture({
    displays,
    clock,
    refusalOf: (display) => duplications.refusalOf(placeOf(display)),
    createSource: (display) =>
      new DisplayFrames({
        clock,
        place: placeOf(display),
        duplications,
        createGdi: (bounds, picture) => new GdiFrames(libraries, bounds, picture),
      }),
  });
}
