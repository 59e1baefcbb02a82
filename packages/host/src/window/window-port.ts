// A window of the operating system's own. Backends: gtk/, win32/. Where none can be opened there is no window system,
// and whoever wanted one does without.

import type { Disposable, Event } from '@nearhand/base';
import type { WindowContent, WindowEvent } from './content.ts';

/** Disposing it takes the window away, with bar and frames. */
export interface NativeWindow extends Disposable {
  /** Draws it in place of what was there; what has the keyboard keeps it where it is still there. */
  show(content: WindowContent): void;
  readonly onEvent: Event<WindowEvent>;
  /** The window system ended: nothing is shown any more. */
  readonly onLost: Event<Error>;
}

/** Disposing it takes all its windows away and ends its thread. */
export interface WindowSystem extends Disposable {
  readonly name: 'gtk' | 'win32';
  /** Resolves once it is on the screen. Rejects with AppError `desktop_unavailable`. */
  open(content: WindowContent): Promise<NativeWindow>;
}
